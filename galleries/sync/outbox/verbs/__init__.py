"""What each verb sends, how it is looked up, and what its refusals mean: one module per noun."""

from galleries.models import OutboxItem
from galleries.sync.outbox.verbs import comments, entries, faves, pools, tags
from galleries.sync.outbox.verbs.verb import Found, Later, Meaning, Success, Verb

__all__ = ["VERBS", "Found", "Later", "Meaning", "Success", "Verb"]

VERBS: dict[str, Verb] = {
    OutboxItem.Verb.FAVE: faves.FAVE,
    OutboxItem.Verb.UNFAVE: faves.UNFAVE,
    OutboxItem.Verb.COMMENT: comments.COMMENT,
    OutboxItem.Verb.EDIT_COMMENT: comments.EDIT_COMMENT,
    OutboxItem.Verb.DELETE_COMMENT: comments.DELETE_COMMENT,
    OutboxItem.Verb.ADD_TO_POOL: pools.ADD_TO_POOL,
    OutboxItem.Verb.REMOVE_FROM_POOL: pools.REMOVE_FROM_POOL,
    OutboxItem.Verb.REMOVE_ENTRY: entries.REMOVE_ENTRY,
    OutboxItem.Verb.ADD_TAGS: tags.ADD_TAGS,
    OutboxItem.Verb.REMOVE_TAG: tags.REMOVE_TAG,
}
