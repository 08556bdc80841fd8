"""flickr.urls.*"""

import re
from urllib.parse import unquote, urlsplit

from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method

PERSON = re.compile(r"^/(?:photos|people)/([^/]+)")


@method("urls.lookupUser")
def lookup_user(call: Call) -> Answer:
    """Whose address this is; any page of a photostream or profile will do."""
    url = call.arg("url")
    path = urlsplit(url if "//" in url else f"//{url}").path
    match = PERSON.match(unquote(path))
    member = call.sim.world.directory.find(match[1]) if match else None
    if member is None:
        raise Fail(1, "User not found")
    return {"user": {"id": member.nsid, "username": {"_content": member.username}}}
