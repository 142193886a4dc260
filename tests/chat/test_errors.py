import logging
from typing import Any

import discord
import pytest
from discord.ext import commands

from bot.chat.demos.ways import UnreachableError
from bot.chat.errors import (
    UNFORESEEN,
    sentence_for,
    tell_command_error,
    tell_interaction_error,
    tell_message_error,
)
from bot.demos.catalogue import UnknownDemoError
from bot.demos.disclosure import NotAllowedError, Who

OURS = (UnknownDemoError("No such."), NotAllowedError(Who.OWNER), UnreachableError())


class Response:
    """What discord.py wants to know of a response."""

    status = 403
    reason = "Forbidden"


def refusal() -> discord.HTTPException:
    return discord.Forbidden(Response(), {"code": 50_013, "message": "Missing Permissions"})  # type: ignore[arg-type]


def wrapped(error: Exception) -> commands.CommandInvokeError:
    return commands.CommandInvokeError(error)


class Person:
    """Stands in for whatever answers a person, and keeps what is said."""

    def __init__(self, *, refuses: bool = False, answered: bool = False) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self._refuses, self._answered = refuses, answered
        self.response = self
        self.followup = self
        self.by: list[str] = []

    def is_done(self) -> bool:
        return self._answered

    async def send(self, text: str, **how: Any) -> None:
        self.by.append("send")
        if self._refuses:
            raise refusal()
        self.heard.append((text, how))

    async def send_message(self, text: str, **how: Any) -> None:
        await self.send(text, **how)
        self.by[-1] = "send_message"

    async def reply(self, text: str, **how: Any) -> None:
        await self.send(text, **how)


@pytest.mark.parametrize("error", OURS)
def test_an_error_of_ours_is_told_in_its_own_words(error: Exception) -> None:
    assert sentence_for(error) == str(error)


@pytest.mark.parametrize("error", OURS)
def test_an_error_is_found_inside_what_discord_wraps_around_it(error: Exception) -> None:
    assert sentence_for(wrapped(wrapped(error))) == str(error)


@pytest.mark.parametrize("error", [commands.BadArgument("?"), commands.UnexpectedQuoteError('"')])
def test_input_that_cannot_be_read_points_at_help(error: Exception) -> None:
    assert "help" in sentence_for(error)


@pytest.mark.parametrize("error", [refusal(), wrapped(refusal()), wrapped(wrapped(refusal()))])
def test_where_discord_refuses_nothing_more_is_said(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    assert sentence_for(error) == ""
    assert "Missing Permissions" in caplog.text


def test_the_unforeseen_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        {}["a key that isn't there"]
    except KeyError as error:
        said = sentence_for(wrapped(error))

    assert said == UNFORESEEN
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "Traceback" in caplog.text
    assert "a key that isn't there" in caplog.text


def test_what_is_foreseen_is_no_error_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    sentence_for(UnknownDemoError("No such."))

    assert caplog.records == []


async def test_a_command_tells_only_the_one_who_asked() -> None:
    person: Any = Person()
    await tell_command_error(person, UnknownDemoError("No such."))

    assert person.heard == [("No such.", {"ephemeral": True})]


@pytest.mark.parametrize(("answered", "by"), [(False, "send_message"), (True, "send")])
async def test_an_interaction_is_answered_once_and_followed_up_after(answered: bool, by: str) -> None:  # noqa: FBT001
    person: Any = Person(answered=answered)
    await tell_interaction_error(person, UnknownDemoError("No such."))

    assert (person.heard, person.by) == ([("No such.", {"ephemeral": True})], [by])


async def test_a_message_that_asked_is_replied_to_without_a_ping() -> None:
    person: Any = Person()
    await tell_message_error(person, UnknownDemoError("No such."), asked=True)

    assert person.heard == [("No such.", {"mention_author": False})]


async def test_a_message_that_asked_nothing_gets_no_reply() -> None:
    person: Any = Person()
    await tell_message_error(person, KeyError("x"), asked=False)

    assert person.heard == []


async def test_what_discord_refused_is_not_tried_again() -> None:
    person: Any = Person()
    await tell_command_error(person, wrapped(refusal()))
    await tell_interaction_error(person, refusal())
    await tell_message_error(person, refusal(), asked=True)

    assert person.by == []


async def test_an_explanation_that_discord_refuses_is_tried_once() -> None:
    person: Any = Person(refuses=True)
    await tell_command_error(person, UnknownDemoError("No such."))

    assert person.by == ["send"]
