"""Whatever can become of a deed has its words: what it means, and what to do next."""

import pytest

from galleries.actions.deeds import Reason
from galleries.models import Group, OutboxAnswer, OutboxItem, Person, Photo
from galleries.models.outbox import State
from galleries.queries.outbox import Hold
from galleries.views import outbox_words
from galleries.views.outbox_sentences import OUTCOMES, WAITS, Where
from tests.cast import NOW

Verb, Wait, Outcome = OutboxItem.Verb, OutboxItem.Wait, OutboxItem.Outcome

PHOTO = Photo(id=53_000_000_001, owner=Person(nsid="1@N01", path_alias="alice"))
GROUP = Group(nsid="7@N20", name="Piers")


def is_a_sentence(words: str) -> bool:
    return (words[:1].isupper() or words[:1].isdigit()) and words.endswith(".") and "!" not in words


def test_every_wait_and_every_outcome_has_a_sentence_of_its_own() -> None:
    assert set(WAITS) == set(Wait.values)
    assert set(OUTCOMES) == set(Outcome.values)
    for sentences in (WAITS, OUTCOMES):
        told = [str(words) for words, _ in sentences.values()]
        assert [words for words in told if not is_a_sentence(words)] == []
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("outcome", Outcome.values)
def test_the_next_step_on_flickr_has_its_link_as_long_as_it_may_be_known(outcome: str) -> None:
    item = OutboxItem(verb=Verb.ADD_TO_POOL, outcome=outcome)
    where = OUTCOMES[outcome][1]
    told = outbox_words.outcome(item, PHOTO, GROUP).url
    expected = {
        Where.HERE: "",
        Where.PHOTO: "https://www.flickr.com/photos/alice/53000000001/",
        Where.GROUP: "https://www.flickr.com/groups/7@N20/",
        Where.THERE: "https://www.flickr.com/groups/7@N20/",
    }
    assert told == expected[where]
    assert outbox_words.outcome(item, None, None).url == ""
    if where == Where.THERE:
        assert outbox_words.outcome(item, PHOTO, None).url == expected[Where.PHOTO]


@pytest.mark.parametrize("verb", Verb.values)
def test_every_deed_has_its_words_with_a_group_and_without(verb: str) -> None:
    item = OutboxItem(verb=verb)
    assert outbox_words.deed(item, None)
    assert ("Piers" in outbox_words.deed(item, GROUP)) is (
        "pool" in verb or verb == OutboxItem.Verb.REMOVE_ENTRY
    )
    for words in (outbox_words.deed(item, GROUP), outbox_words.deed(item, None)):
        assert "%" not in words


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_its_words(state: str) -> None:
    assert outbox_words.state(OutboxItem(state=state))


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING])
@pytest.mark.parametrize("wait", Wait.values)
def test_whatever_is_open_says_in_a_few_words_how_it_stands(state: State, wait: str) -> None:
    item = OutboxItem(verb=Verb.COMMENT, state=state, waits_for=wait)
    assert outbox_words.under_way(item, may_write=True)
    assert outbox_words.under_way(item, may_write=False) == "Waits for your permission"
    assert is_a_sentence(outbox_words.wait(item, PHOTO, GROUP).words)


def test_what_is_being_sent_does_not_wait_its_turn() -> None:
    sending = OutboxItem(verb=Verb.FAVE, state=State.SENDING)
    waiting = OutboxItem(verb=Verb.FAVE, state=State.WAITING)
    assert outbox_words.wait(sending, PHOTO, None).words == "Flickr has been asked to take it."
    assert outbox_words.wait(waiting, PHOTO, None).words == "It waits its turn."


@pytest.mark.parametrize("reason", list(Reason))
def test_whatever_cannot_be_done_here_has_a_sentence(reason: Reason) -> None:
    assert is_a_sentence(outbox_words.cannot(reason))


@pytest.mark.parametrize("hold", list(Hold))
def test_whatever_holds_everything_up_has_a_sentence(hold: Hold) -> None:
    words = outbox_words.hold(hold, NOW)
    assert bool(words) is (hold != Hold.NOTHING)
    assert "%" not in words


def test_the_journal_says_whether_it_was_sent_or_looked_up() -> None:
    answers = [OutboxAnswer(answer="ok"), OutboxAnswer(answer="there", is_look=True)]
    assert [outbox_words.journal(answer) for answer in answers] == ["Sent: ok", "Looked up: there"]
