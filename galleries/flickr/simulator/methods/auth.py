"""flickr.auth.oauth.*"""

from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method


@method("auth.oauth.checkToken")
def check_token(call: Call) -> Answer:
    """Who a token belongs to and what it may do; by default the token that signed the call."""
    signed = call.sim.oauth.signature(call.request)
    token = call.arg("oauth_token") or ("" if signed is None else signed.token)
    document = call.sim.oauth.token(token)
    member = None if document is None else call.sim.world.directory.find(document["nsid"])
    if document is None or member is None:
        raise Fail(98, "Invalid auth token")
    return {
        "oauth": {
            "token": {"_content": token},
            "perms": {"_content": document["perms"]},
            "user": {
                "nsid": member.nsid,
                "username": member.username,
                "fullname": member.realname,
            },
        }
    }
