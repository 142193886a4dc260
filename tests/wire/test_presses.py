import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from classroom import Classroom, StartPorter, title
from loopback_discord import Channel, LoopbackDiscord, Message, User
from loopback_discord.interactions import CallbackType

from bot.chat.pages.pressed import NOT_YOURS, NOTHING_NEAR, THANKS
from bot.demos.catalogue import DEMOS

pytestmark = pytest.mark.wire
MANAGE_MESSAGES = 1 << 13
A_MOMENT = 0.15


def button(message: Message, wish: str) -> str:
    """Give the custom id of the first button under an answer that asks for something."""
    ids = [each.custom_id or "" for each in message.buttons]
    return next((each for each in ids if each.startswith(f"porter:{wish}:")), f"no button for {wish} among {ids}")


def without_asker(message: Message, wish: str) -> str:
    """Give a button the custom id that it had before it told who asked."""
    new = button(message, wish)
    old = ":".join(new.split(":")[:3])
    _rename(message.payload["components"], new, old)
    return old


def _rename(components: list[dict], new: str, old: str) -> None:
    for component in components:
        if component.get("custom_id") == new:
            component["custom_id"] = old
        _rename(component.get("components", []), new, old)


@pytest.mark.asyncio(loop_scope="module")
class TestInAClassroom:
    """One Porter for all of them."""

    async def test_who_asked_changes_the_answer_itself(self, classroom: Classroom, lobby: Channel, ada: User) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        deeper = await ada.presses(answer, button(answer, "deeper"))

        assert deeper is answer
        assert "Sources" in answer.text
        await ada.presses(answer, button(answer, "short"))
        assert "Sources" not in answer.text
        await classroom.discord.silence(lobby, of=A_MOMENT)

    async def test_everybody_else_gets_an_answer_of_their_own(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        deeper = await classroom.discord.user("grace").presses(answer, button(answer, "deeper"))

        assert deeper.ephemeral
        assert "Sources" in deeper.text
        assert "Sources" not in answer.text

    async def test_a_reader_changes_the_answer_that_only_they_see(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer, grace = await classroom.discord.next_message(lobby), classroom.discord.user("grace")
        deeper = await grace.presses(answer, button(answer, "deeper"))
        simpler = await grace.presses(deeper, button(deeper, "short"))

        assert simpler is deeper
        assert "Sources" not in simpler.text
        assert await grace.picks(simpler, "open-port") is deeper
        assert title(deeper) == "open port"

    async def test_an_old_button_is_pressed_as_by_somebody_else(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        deeper = await ada.presses(answer, without_asker(answer, "deeper"))

        assert deeper.ephemeral
        assert "Sources" in deeper.text

    async def test_a_slash_command_belongs_to_who_gave_it(self, lobby: Channel, ada: User) -> None:
        answer = await ada.runs_command("ask", question="what is a port?", where=lobby)

        assert await ada.presses(answer, button(answer, "simpler")) is answer

    async def test_in_a_direct_message_what_is_chosen_stays(self, classroom: Classroom, ada: User) -> None:
        await ada.writes_dm("what is a port?")
        answer = await classroom.discord.next_message(ada.direct_messages)
        chosen = await ada.picks(answer, "open-port")

        assert not chosen.ephemeral
        assert title(chosen) == "open port"
        assert title(answer) == "port"

    async def test_what_is_read_next_comes_beside_the_answer(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        chosen = await ada.picks(answer, "open-port")

        assert chosen.ephemeral
        assert (title(chosen), title(answer)) == ("open port", "port")

    async def test_what_stands_side_by_side_stays(self, classroom: Classroom, lobby: Channel, ada: User) -> None:
        await ada.says(lobby, "what is a packet? and what is a connection?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        deeper = await ada.presses(answer, button(answer, "deeper"))

        assert deeper.ephemeral
        assert title(deeper) == "packet"

    async def test_a_suggestion_that_its_asker_presses_becomes_the_answer(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "is my port thing broken somehow", mentions_bot=True)
        suggestions = await classroom.discord.next_message(lobby)
        assert title(suggestions) == "i'm not sure"
        await ada.presses(suggestions, button(suggestions, "entry"))

        assert title(suggestions) != "i'm not sure"
        assert button(suggestions, "up")

    async def test_who_meant_something_else_mends_the_answer(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        await ada.presses(answer, button(answer, "other"))
        assert "did you mean" in answer.text
        offered = [each.label for each in answer.buttons]
        await ada.presses(answer, button(answer, "entry"))

        assert "Port" not in offered
        assert offered[-2:] == ["Back to Port", "Dismiss"]
        assert title(answer) == offered[0].lower()

    async def test_what_else_the_question_fits_is_offered_first(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        await ada.says(study_channel, "what is a process?")
        answer = await classroom.discord.next_message(study_channel)
        await ada.presses(answer, button(answer, "other"))

        assert title(answer) == "which of these did you mean?"
        assert answer.buttons[0].label == "Process ID (PID)"

    async def test_nobody_is_pointed_at_an_answer_that_says_something_else_by_now(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        await ada.presses(answer, button(answer, "other"))
        await classroom.discord.user("grace").says(study_channel, "what is a port?")

        assert title(await classroom.discord.next_message(study_channel)) == "port"

    async def test_somebody_else_who_meant_something_else_mends_nothing(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        offered = await classroom.discord.user("grace").presses(answer, button(answer, "other"))

        assert offered.ephemeral
        assert title(answer) == "port"

    async def test_what_else_was_meant_is_offered_after_the_question_is_gone(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        answer = await ada.runs_command("ask", question="what is a port?", where=lobby)
        await ada.presses(answer, button(answer, "other"))

        assert "did you mean" in answer.text
        assert NOTHING_NEAR not in answer.text

    async def test_who_asked_dismisses_the_answer(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        await ada.presses_without_waiting(answer, button(answer, "dismiss"))

        await classroom.discord.until(lambda: answer.id not in study_channel.messages)

    async def test_a_moderator_dismisses_any_answer(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        moderator = classroom.discord.user("moderator")
        classroom.discord.world.add_role("moderators", moderator.id, allows=MANAGE_MESSAGES)
        await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        await moderator.presses_without_waiting(answer, button(answer, "dismiss"))

        await classroom.discord.until(lambda: answer.id not in study_channel.messages)

    async def test_a_stranger_dismisses_nothing(self, classroom: Classroom, study_channel: Channel, ada: User) -> None:
        await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        told = await classroom.discord.user("mallory").presses(answer, button(answer, "dismiss"))

        assert (told.text, told.ephemeral) == (NOT_YOURS, True)
        assert answer.id in study_channel.messages

    async def test_an_answer_whose_question_is_gone_is_dismissed(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        question = await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        del study_channel.messages[question.id]
        await ada.presses_without_waiting(answer, button(answer, "dismiss"))

        await classroom.discord.until(lambda: answer.id not in study_channel.messages)

    async def test_what_was_dismissed_is_forgotten(
        self, classroom: Classroom, study_channel: Channel, ada: User
    ) -> None:
        question = await ada.says(study_channel, "what is a port?")
        answer = await classroom.discord.next_message(study_channel)
        await ada.presses_without_waiting(answer, button(answer, "dismiss"))
        await classroom.discord.until(lambda: answer.id not in study_channel.messages)
        refusals = len(classroom.discord.refusals)
        await ada.edits(study_channel, question, "what is a socket?")

        await classroom.discord.silence(study_channel, of=A_MOMENT)
        assert len(classroom.discord.refusals) == refusals

    async def test_the_picture_takes_the_place_of_the_answer_for_who_asked(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        await ada.presses(answer, button(answer, "picture"))
        [attachment] = answer.payload["attachments"]

        assert attachment["description"].startswith("Picture port: ")
        assert title(answer) == "port"
        await ada.presses(answer, "In words")
        assert answer.payload["attachments"] == []
        assert "In the town" in answer.text

    async def test_everybody_else_gets_the_picture_for_themselves(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        shown = await classroom.discord.user("grace").presses(answer, button(answer, "picture"))

        assert shown.ephemeral
        assert [content[:4] for content in shown.files.values()] == [b"\x89PNG"]
        assert answer.payload["attachments"] == []

    async def test_where_no_file_may_be_attached_the_picture_is_left_out(
        self, classroom: Classroom, lobby: Channel, ada: User
    ) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        classroom.discord.faults.next("PATCH", r"/webhooks/.*", 403, code=50013)
        await ada.presses(answer, button(answer, "picture"))

        assert answer.payload["attachments"] == []
        assert "In words" in [each.label for each in answer.buttons]

    async def test_what_is_shown_live_is_for_who_pressed(self, classroom: Classroom, lobby: Channel, ada: User) -> None:
        await ada.says(lobby, "what is time-wait?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        shown = await ada.presses(answer, button(answer, "demo"))

        assert shown.ephemeral
        assert title(shown) == DEMOS["life-of-a-connection"].title.lower()
        assert title(answer) == "time-wait"

    async def test_a_vote_is_thanked_for_quietly(self, classroom: Classroom, lobby: Channel, ada: User) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        thanks = await classroom.discord.user("grace").presses(answer, button(answer, "up"))

        assert (thanks.text, thanks.ephemeral) == (THANKS["up"], True)
        await classroom.discord.silence(lobby, of=A_MOMENT)

    async def test_a_press_on_an_answer_is_one_request(self, classroom: Classroom, lobby: Channel, ada: User) -> None:
        await ada.says(lobby, "what is a port?", mentions_bot=True)
        answer = await classroom.discord.next_message(lobby)
        before = len(classroom.discord.requests)
        await ada.presses(answer, button(answer, "deeper"))

        [request] = classroom.discord.requests[before:]
        assert request.json["type"] == CallbackType.UPDATE_MESSAGE


async def test_buttons_outlive_a_restart(discord: LoopbackDiscord, channel: Channel, start_porter: StartPorter) -> None:
    ada = discord.user("ada")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await ada.says(channel, "what is a port?")
    answer = await discord.next_message(channel)
    await porter.terminate()
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())

    assert await ada.presses(answer, button(answer, "deeper")) is answer
    assert title(await ada.picks(answer, "open-port")) == "open port"
    await ada.presses_without_waiting(answer, button(answer, "dismiss"))
    await discord.until(lambda: answer.id not in channel.messages)


def votes_in(home: Path) -> list[tuple[str, int]]:
    """Read the votes from the database's file: the entry that each is about, and whether it is a good one."""
    [file] = home.rglob("porter.db")
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT entry, up FROM votes ORDER BY up").fetchall()


async def test_everybody_has_one_vote_and_may_change_it(
    discord: LoopbackDiscord, channel: Channel, start_porter: StartPorter, tmp_path: Path
) -> None:
    ada, grace = discord.user("ada"), discord.user("grace")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await ada.says(channel, "what is a port?")
    answer = await discord.next_message(channel)
    for person, wish in ((ada, "up"), (ada, "up"), (ada, "down"), (ada, "down"), (grace, "up")):
        await person.presses(answer, button(answer, wish))

    # They are thanked for before they are written.
    async with asyncio.timeout(5):
        while votes_in(tmp_path) != [("port", 0), ("port", 1)]:  # noqa: ASYNC110 (a file tells nobody what it holds)
            await asyncio.sleep(0.02)
