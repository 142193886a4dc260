import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from classroom import Call
from loopback_discord import Channel, LoopbackDiscord
from raw_client import V2, event, gateway, text

pytestmark = pytest.mark.wire

ASK = {"name": "ask", "description": "Ask.", "options": [{"type": 3, "name": "question", "description": "What?"}]}


@pytest.mark.parametrize(
    "fault",
    [
        {"name": "Ask"},
        {"name": "a b"},
        {"name": "x" * 33},
        {"description": ""},
        {"description": "x" * 101},
        {"options": [{"type": 3, "name": f"o{number}", "description": "x"} for number in range(26)]},
    ],
)
async def test_a_faulty_command_is_not_registered(call: Call, discord: LoopbackDiscord, fault: dict[str, Any]) -> None:
    path = f"/applications/{discord.world.application_id}/commands"

    accepted, _ = await call("PUT", path, json=[ASK])
    status, body = await call("PUT", path, json=[ASK | fault])

    assert (accepted, status, body["code"]) == (200, 400, 50035)
    assert discord.commands.times_overwritten == 1
    assert [command["name"] for command in discord.commands.all()] == ["ask"]


class TestInteractions:
    @pytest.fixture
    async def interaction(self, call: Call, discord: LoopbackDiscord, channel: Channel) -> AsyncIterator[Any]:
        await call("PUT", f"/applications/{discord.world.application_id}/commands", json=[ASK])
        async with gateway(discord) as websocket:
            await event(websocket, "GUILD_CREATE")
            running = asyncio.create_task(discord.user().runs_command("ask", question="what is a port?"))
            yield (await event(websocket, "INTERACTION_CREATE"))["d"]
            running.cancel()

    @staticmethod
    def callback(interaction: dict[str, Any]) -> str:
        return f"/interactions/{interaction['id']}/{interaction['token']}/callback"

    @staticmethod
    def webhook(interaction: dict[str, Any]) -> str:
        return f"/webhooks/{interaction['application_id']}/{interaction['token']}"

    async def test_an_interaction_is_answered_once(self, call: Call, interaction: dict[str, Any]) -> None:
        answer = {"type": 4, "data": {"content": "a door", "flags": 64}}

        first, response = await call("POST", self.callback(interaction) + "?with_response=true", json=answer)
        second, body = await call("POST", self.callback(interaction), json=answer)

        assert first == 200
        assert response["resource"]["message"]["content"] == "a door"
        assert response["interaction"]["response_message_ephemeral"]
        assert (second, body["code"]) == (400, 40060)

    async def test_an_interaction_expires(
        self, call: Call, discord: LoopbackDiscord, interaction: dict[str, Any]
    ) -> None:
        discord.interactions.deadline = 0

        status, body = await call("POST", self.callback(interaction), json={"type": 5})

        assert (status, body["code"]) == (404, 10062)

    async def test_a_follow_up_needs_an_answer_first(self, call: Call, interaction: dict[str, Any]) -> None:
        early, body = await call("POST", self.webhook(interaction), json={"content": "x"})
        await call("POST", self.callback(interaction), json={"type": 4, "data": {"content": "x"}})
        later, _ = await call("POST", self.webhook(interaction), json={"content": "x"})

        assert (early, body["code"], later) == (404, 10015, 200)

    async def test_an_unknown_webhook_token_is_refused(self, call: Call, interaction: dict[str, Any]) -> None:
        path = f"/webhooks/{interaction['application_id']}/unknown"

        status, body = await call("POST", path, json={"content": "x"})

        assert (status, body["code"]) == (401, 50027)

    async def test_a_follow_up_takes_the_deferrals_place(self, call: Call, interaction: dict[str, Any]) -> None:
        await call("POST", self.callback(interaction), json={"type": 5, "data": {"flags": 64}})

        await call("POST", self.webhook(interaction), json={"components": [text("a door")], **V2})

        _, original = await call("GET", self.webhook(interaction) + "/messages/@original")
        assert original["components"][0]["content"] == "a door"
        assert original["flags"] == 1 << 15 | 1 << 6

    async def test_an_answer_keeps_the_limits_too(self, call: Call, interaction: dict[str, Any]) -> None:
        answer = {"type": 4, "data": {"content": "x" * 2001}}

        status, body = await call("POST", self.callback(interaction), json=answer)

        assert (status, body["code"]) == (400, 50035)

    async def test_a_command_has_no_message_to_update(self, call: Call, interaction: dict[str, Any]) -> None:
        status, _ = await call("POST", self.callback(interaction), json={"type": 7, "data": {"content": "x"}})

        assert status == 400


async def test_a_command_that_is_not_registered_cannot_be_run(discord: LoopbackDiscord, channel: Channel) -> None:
    with pytest.raises(LookupError, match="/ask is not registered"):
        await discord.user().runs_command("ask")
