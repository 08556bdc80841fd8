"""flickr.urls.*"""

import re
from urllib.parse import unquote, urlsplit

from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method

PERSON = re.compile(r"^/(?:photos|people)/([^/]+)")
GROUP = re.compile(r"^/groups/([^/]+)")


@method("urls.lookupUser")
def lookup_user(call: Call) -> Answer:
    """Whose address this is; any page of a photostream or profile will do."""
    match = PERSON.match(_path(call))
    member = call.sim.world.directory.find(match[1]) if match else None
    if member is None:
        raise Fail(1, "User not found")
    return {"user": {"id": member.nsid, "username": {"_content": member.username}}}


@method("urls.lookupGroup")
def lookup_group(call: Call) -> Answer:
    """Whose address this is; any page of a group will do."""
    match, groups = GROUP.match(_path(call)), call.sim.groups
    group = (groups.get(match[1]) or groups.by_alias(match[1])) if match else None
    if group is None or not groups.shows_itself_to(group, call.caller.nsid):
        raise Fail(1, "Group not found")
    return {"group": {"id": group.nsid, "groupname": {"_content": group.name}}}


def _path(call: Call) -> str:
    url = call.arg("url")
    return unquote(urlsplit(url if "//" in url else f"//{url}").path)
