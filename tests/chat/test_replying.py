import itertools
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from chat.sent import MEDIA_GALLERY, components

from bot.answering.wording import Passage
from bot.chat.pages.layout import text_view
from bot.chat.pages.page import page, picture_file
from bot.chat.replying import MOST_CONTENT, REMEMBERED_REFUSALS, Part, Refusals, plain_text, sent_as_allowed
from bot.pictures.drawing import Picture

NEW_PLACES = itertools.count(1)
MISSING_PERMISSIONS, INVALID_FORM, NO_HISTORY, MISSING_ACCESS, SLOW_MODE = 50013, 50035, 160002, 50001, 20016
PICTURE = Picture(alt="Two doors.", png=b"\x89PNG")


def refusal(code: int, text: str = "") -> discord.HTTPException:
    response: Any = SimpleNamespace(status=403, reason="Forbidden")
    return discord.HTTPException(response, {"code": code, "message": text})


class Place:
    """A channel that refuses in turn what a test says, and keeps every message that it was sent."""

    def __init__(self, *refusals: discord.HTTPException) -> None:
        self.name = f"place {next(NEW_PLACES)}"
        self.attempts: list[tuple[dict[str, Any], frozenset[Part]]] = []
        self._refusals = list(refusals)

    async def take(self, message: dict[str, Any], refused: frozenset[Part]) -> str:
        self.attempts.append((message, refused))
        if self._refusals:
            raise self._refusals.pop(0)
        return "sent"

    async def sent(self, **message: Any) -> str | None:
        return await sent_as_allowed(self.name, self.take, message)


def illustrated() -> dict[str, Any]:
    said = (Passage("", "## Two clients"), Passage("", "One port, two doors."))
    return {"view": page(said, picture=PICTURE), "files": [picture_file(PICTURE)]}


async def test_what_is_let_through_is_sent_once_and_whole() -> None:
    place = Place()

    assert await place.sent(content="Hello.") == "sent"
    assert place.attempts == [({"content": "Hello."}, frozenset())]


async def test_where_no_file_may_be_attached_the_words_go_out_alone() -> None:
    place = Place(refusal(MISSING_PERMISSIONS))
    await place.sent(**illustrated())

    _, (second, _) = place.attempts
    assert "files" not in second
    assert not [each for each in components(second["view"]) if each["type"] == MEDIA_GALLERY]
    assert plain_text(second["view"]) == "## Two clients\n\nOne port, two doors."


async def test_the_next_picture_is_left_out_there_at_once() -> None:
    place = Place(refusal(MISSING_PERMISSIONS))
    await place.sent(**illustrated())
    await place.sent(**illustrated())

    assert ["files" in message for message, _ in place.attempts] == [True, False, False]


async def test_a_refused_page_becomes_plain_text_with_the_same_words() -> None:
    place = Place(refusal(INVALID_FORM, "components: unknown type"))

    assert await place.sent(view=text_view("A **port** is a number.")) == "sent"
    assert place.attempts[-1][0] == {"content": "A **port** is a number."}


async def test_a_question_that_is_gone_is_not_replied_to() -> None:
    place = Place(refusal(INVALID_FORM, "message_reference: Unknown message"))

    with pytest.raises(discord.HTTPException):
        await place.sent(view=text_view("A port is a number."))
    assert len(place.attempts) == 1


async def test_without_the_history_the_answer_comes_without_a_reference() -> None:
    place = Place(refusal(NO_HISTORY))
    await place.sent(view=text_view("A port is a number."))
    await place.sent(view=text_view("A socket is a door."))

    assert [Part.REFERENCE in refused for _, refused in place.attempts] == [False, True, True]
    assert "view" in place.attempts[-1][0]


@pytest.mark.parametrize("code", [MISSING_PERMISSIONS, MISSING_ACCESS])
async def test_who_may_not_speak_is_silent_for_a_while(code: int) -> None:
    place = Place(refusal(code))

    assert await place.sent(content="Hello.") is None
    assert await place.sent(content="Hello?") is None
    assert len(place.attempts) == 1


async def test_a_second_refusal_is_the_last() -> None:
    place = Place(refusal(MISSING_PERMISSIONS), refusal(INVALID_FORM), refusal(INVALID_FORM))

    with pytest.raises(discord.HTTPException):
        await place.sent(**illustrated())
    assert len(place.attempts) == 2


async def test_another_refusal_is_not_tried_again() -> None:
    place = Place(refusal(SLOW_MODE))

    with pytest.raises(discord.HTTPException):
        await place.sent(**illustrated())
    assert len(place.attempts) == 1


async def test_what_one_place_refuses_another_gets() -> None:
    await Place(refusal(MISSING_PERMISSIONS)).sent(content="Hello.")

    assert await Place().sent(content="Hello.") == "sent"


def test_a_refusal_is_forgotten_after_a_minute() -> None:
    refusals = Refusals()
    refusals.note("here", Part.FILES, now=100.0)

    assert refusals.at("here", now=159.9) == {Part.FILES}
    assert refusals.at("here", now=160.0) == frozenset()


def test_the_oldest_refusals_are_forgotten_first() -> None:
    refusals = Refusals()
    for place in range(REMEMBERED_REFUSALS + 1):
        refusals.note(place, Part.FILES, now=0.0)

    assert refusals.at(0, now=1.0) == frozenset()
    assert refusals.at(1, now=1.0) == {Part.FILES}


def test_plain_text_fits_into_a_message_and_closes_its_block() -> None:
    text = plain_text(text_view("```\n" + "x" * 40 + "\n" + "line\n" * 700 + "```"))

    assert len(text) <= MOST_CONTENT
    assert text.endswith("…\n```")
