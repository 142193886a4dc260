import pytest

from bot.answering.answer import Found, Manner, answer
from bot.answering.library import Library
from bot.answering.loader import Knowledge, own_directory, read_knowledge

# The lexical scorer speaks up on a few; a better gate should leave none.
SPOKEN_UP_AT_MOST = 0.006


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(own_directory())


def test_there_are_many_messages_of_many_kinds(knowledge: Knowledge) -> None:
    assert len(knowledge.not_for_us) >= 36
    assert sum(map(len, knowledge.not_for_us.values())) >= 900


def test_overheard_they_are_left_alone_but_for_a_few(knowledge: Knowledge, library: Library) -> None:
    messages = [message for each in knowledge.not_for_us.values() for message in each]
    answered = [message for message in messages if isinstance(answer(message, library, Manner.UNASKED), Found)]

    assert len(answered) / len(messages) <= SPOKEN_UP_AT_MOST, answered


def test_no_message_is_a_phrasing_of_an_entry(knowledge: Knowledge, library: Library) -> None:
    phrasings = {phrasing.casefold() for entry in library.entries.values() for phrasing in entry.asked_as}

    assert [each for kind in knowledge.not_for_us.values() for each in kind if each.casefold() in phrasings] == []
