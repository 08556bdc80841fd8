"""flickr.test.*"""

import re

from galleries.flickr.simulator.rest import Answer, Call, method

# What can be the name of an XML element.
NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.-]*$")


@method("test.echo")
def echo(call: Call) -> Answer:
    """All arguments, those of OAuth too, each in its own element."""
    signed = call.sim.oauth.signature(call.request)
    given = {**({} if signed is None else signed.params), **call.args}
    return {name: {"_content": value} for name, value in given.items() if NAME.match(name)}


@method("test.login", perms="read")
def login(call: Call) -> Answer:
    member = call.member
    return {
        "user": {
            "id": member.nsid,
            "username": {"_content": member.username},
            "path_alias": member.path_alias or None,
        }
    }


@method("test.null", perms="read")
def null(call: Call) -> Answer:
    return {}
