"""flickr.photos.comments.*"""

from galleries.flickr.simulator.callers import may_comment
from galleries.flickr.simulator.comments import SimComment
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.methods.photos import shown
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import View, Wire, icon

NOT_FOUND = "Photo not found."


@method("photos.comments.getList")
def get_list(call: Call) -> Answer:
    """All comments on a photo in one reply, oldest first."""
    view = shown(call)
    since = call.number("min_comment_date", 0)
    until = call.number("max_comment_date", 10**12)
    found = [
        _listed(call, view, comment)
        for comment in call.sim.comments.on(view.photo.id)
        if since <= comment.created_at <= until
    ]
    comments: Wire = {"photo_id": str(view.photo.id)}
    return {"comments": comments | ({"comment": found} if found else {})}


@method("photos.comments.addComment", perms="write")
def add_comment(call: Call) -> Answer:
    """The same words twice are one comment, and its id is told again."""
    view, text = shown(call, nonsense=NOT_FOUND, hidden=NOT_FOUND), call.arg("comment_text")
    if not may_comment(call.caller, view.photo, view.owner):
        raise Fail(99, "Insufficient permission to comment")
    if not text:
        raise Fail(8, "Blank comment.")
    member, comments = call.member, call.sim.comments
    again = [one for one in comments.on(view.photo.id) if (one.author, one.text) == _by(call, text)]
    if not again and comments.is_too_fast(member):
        raise Fail(9, "User is posting comments too fast.")
    comment = again[0] if again else comments.add(member, view.photo.id, text)
    if not again:
        call.changed_something()
    return {
        "comment": {
            "id": comment.id,
            "author": comment.author,
            "authorname": member.username,
            "datecreate": str(comment.created_at),
            "permalink": _permalink(view, comment),
            "path_alias": member.path_alias or None,
            "realname": member.realname,
            "_content": comment.text,
        }
    }


@method("photos.comments.editComment", perms="write")
def edit_comment(call: Call) -> Answer:
    """Only who wrote it."""
    comment, _ = _comment(call)
    text = call.arg("comment_text")
    if comment.author != call.member.nsid:
        raise Fail(99, "Insufficient permissions")
    if not text:
        raise Fail(8, "Blank comment.")
    if text != comment.text:
        call.sim.comments.edit(comment.id, text)
        call.changed_something()
    return {}


@method("photos.comments.deleteComment", perms="write")
def delete_comment(call: Call) -> Answer:
    """Who wrote it, or whose photo it stands under."""
    comment, owner = _comment(call)
    if call.member.nsid not in (comment.author, owner.nsid):
        raise Fail(99, "Insufficient permissions")
    call.sim.comments.delete(comment.id)
    call.changed_something()
    return {}


def _comment(call: Call) -> tuple[SimComment, Member]:
    """The comment of ``comment_id``, and the owner of its photo."""
    comment = call.sim.comments.get(call.arg("comment_id"))
    photo = None if comment is None else call.sim.world.photo(comment.photo_id)
    if comment is None or photo is None:
        raise Fail(2, "Comment not found.")
    owner = call.sim.world.member(photo.owner)
    if not call.sees(photo, owner, safe_search=3):
        raise Fail(1, NOT_FOUND)
    return comment, owner


def _by(call: Call, text: str) -> tuple[str, str]:
    return call.member.nsid, text


def _listed(call: Call, view: View, comment: SimComment) -> Wire:
    author = call.sim.groups.person(comment.author)
    return {
        "id": comment.id,
        "author": comment.author,
        "author_is_deleted": int(comment.author_is_deleted),
        "authorname": comment.author_name,
        **({"iconserver": 0, "iconfarm": 0} if author is None else icon(author)),
        "datecreate": str(comment.created_at),
        "permalink": _permalink(view, comment),
        "path_alias": None if author is None else author.path_alias or None,
        "realname": "" if author is None else author.realname,
        "_content": comment.text,
    }


def _permalink(view: View, comment: SimComment) -> str:
    return f"{view.page_url}#comment{comment.number}"
