import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from classroom import TOKEN, Call
from loopback_discord import Channel, LoopbackDiscord

pytestmark = pytest.mark.wire

GUILD_EVENTS = 1 << 0 | 1 << 9
MESSAGE_CONTENT = 1 << 15
V2 = {"flags": 1 << 15}


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    return discord.text_channel("study")


def messages(channel: Channel) -> str:
    return f"/channels/{channel.id}/messages"


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(custom_id: str, label: str = "Socket") -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


def row(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inside)}


@asynccontextmanager
async def gateway(
    discord: LoopbackDiscord, *, intents: int = GUILD_EVENTS, token: str = TOKEN, resume: dict[str, Any] | None = None
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A gateway connection that has sent IDENTIFY or RESUME."""
    async with aiohttp.ClientSession() as session, session.ws_connect(discord.gateway_url) as websocket:
        assert (await websocket.receive_json())["op"] == 10
        if resume is not None:
            await websocket.send_json({"op": 6, "d": {"token": token, **resume}})
        else:
            await websocket.send_json({"op": 2, "d": {"token": token, "intents": intents}})
        yield websocket


async def event(websocket: aiohttp.ClientWebSocketResponse, name: str) -> dict[str, Any]:
    """The next event of this name."""
    async with asyncio.timeout(5):
        while True:
            payload: dict[str, Any] = await websocket.receive_json()
            if payload["t"] == name:
                return payload


async def close_code(websocket: aiohttp.ClientWebSocketResponse) -> int | None:
    frame = await websocket.receive(timeout=5)
    assert frame.type is aiohttp.WSMsgType.CLOSE
    return websocket.close_code


def fault_codes(body: dict[str, Any]) -> set[str]:
    """The codes of all faulty fields."""
    found: set[str] = set()
    for key, value in body.get("errors", body).items():
        if key == "_errors":
            found |= {error["code"] for error in value}
        elif isinstance(value, dict):
            found |= fault_codes(value)
    return found


async def test_a_message_is_posted_and_can_be_read(call: Call, channel: Channel) -> None:
    status, posted = await call("POST", messages(channel), json={"content": "hello"})

    assert status == 200
    assert (await call("GET", f"{messages(channel)}/{posted['id']}"))[1]["content"] == "hello"


async def test_a_wrong_token_is_refused(call: Call) -> None:
    status, body = await call("GET", "/users/@me", token="wrong")

    assert (status, body) == (401, {"message": "401: Unauthorized", "code": 0})


async def test_an_unknown_route_is_404(call: Call) -> None:
    assert await call("GET", "/nonsense") == (404, {"message": "404: Not Found", "code": 0})


async def test_content_ends_at_2000_characters(call: Call, channel: Channel) -> None:
    fits, _ = await call("POST", messages(channel), json={"content": "x" * 2000})
    status, body = await call("POST", messages(channel), json={"content": "x" * 2001})

    assert (fits, status, body["code"]) == (200, 400, 50035)
    assert fault_codes(body) == {"BASE_TYPE_MAX_LENGTH"}


@pytest.mark.parametrize("empty", [{}, {"content": ""}, {"content": " \n"}, {"components": [], **V2}])
async def test_an_empty_message_is_refused(call: Call, channel: Channel, empty: dict[str, Any]) -> None:
    status, body = await call("POST", messages(channel), json=empty)

    assert (status, body["code"]) == (400, 50006)


async def test_a_body_that_is_no_json_is_refused(call: Call, channel: Channel) -> None:
    status, body = await call("POST", messages(channel), data="{")

    assert (status, body["code"]) == (400, 50109)


async def test_unknown_channels_and_messages_are_404(call: Call, channel: Channel) -> None:
    no_channel = await call("POST", "/channels/1/messages", json={"content": "x"})
    no_message = await call("GET", f"{messages(channel)}/1")

    assert (no_channel[0], no_channel[1]["code"]) == (404, 10003)
    assert (no_message[0], no_message[1]["code"]) == (404, 10008)


@pytest.mark.parametrize(("denies", "code"), [("send", 50013), ("view", 50001), ("closed", 50007)])
async def test_a_channel_may_be_forbidden(
    call: Call, discord: LoopbackDiscord, channel: Channel, denies: Any, code: int
) -> None:
    channel.denies = denies

    status, body = await call("POST", messages(channel), json={"content": "x"})

    assert (status, body["code"]) == (403, code)


FORTY = [text("x")] * 40


@pytest.mark.parametrize(
    ("components", "fault"),
    [
        ([*FORTY, text("x")], "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
        ([{"type": 17, "components": FORTY}], "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
        ([text("x" * 2001), text("x" * 2000)], "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
        ([row(button("a"), button("a"))], "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ([row(button("a"), button("a" * 101))], "BASE_TYPE_BAD_LENGTH"),
        ([row(button("a", label="x" * 81))], "BASE_TYPE_MAX_LENGTH"),
        ([row(*(button(str(number)) for number in range(6)))], "BASE_TYPE_BAD_LENGTH"),
        ([row({"type": 2, "style": 1, "custom_id": "a"})], "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
        ([row({"type": 2, "style": 1, "label": "a"})], "BASE_TYPE_REQUIRED"),
        ([row({"type": 3, "custom_id": "a", "options": [{"label": "x", "value": "x"}] * 26})], "BASE_TYPE_BAD_LENGTH"),
        ([button("a")], "UNION_TYPE_CHOICES"),
        ([{"type": 17, "components": [{"type": 17, "components": [text("x")]}]}], "UNION_TYPE_CHOICES"),
        ([{"type": 9, "components": [text("x")]}], "BASE_TYPE_REQUIRED"),
        ([{"type": 12, "items": []}], "BASE_TYPE_BAD_LENGTH"),
        ([{"type": 13, "file": {"url": "attachment://a.png"}}], "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"),
    ],
)
async def test_components_v2_have_limits(
    call: Call, channel: Channel, components: list[dict[str, Any]], fault: str
) -> None:
    status, body = await call("POST", messages(channel), json={"components": components, **V2})

    assert (status, body["code"]) == (400, 50035)
    assert fault in fault_codes(body)


async def test_forty_components_are_accepted(call: Call, channel: Channel) -> None:
    container = {"type": 17, "components": [*FORTY[:37], row(button("a"))]}

    status, body = await call("POST", messages(channel), json={"components": [container], **V2})

    assert status == 200, body


@pytest.mark.parametrize("legacy", [{"content": "x"}, {"embeds": [{"title": "x"}]}])
async def test_components_v2_exclude_content_and_embeds(call: Call, channel: Channel, legacy: dict[str, Any]) -> None:
    status, body = await call("POST", messages(channel), json={"components": [text("x")], **legacy, **V2})

    assert status == 400
    assert fault_codes(body) == {"MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}


async def test_text_displays_need_the_v2_flag(call: Call, channel: Channel) -> None:
    status, body = await call("POST", messages(channel), json={"components": [text("x")]})

    assert (status, fault_codes(body)) == (400, {"UNION_TYPE_CHOICES"})


@pytest.mark.parametrize(
    ("embed", "fault"),
    [
        ({"title": "x" * 257}, "BASE_TYPE_MAX_LENGTH"),
        ({"description": "x" * 4097}, "BASE_TYPE_MAX_LENGTH"),
        ({"fields": [{"name": "x", "value": "x" * 1025}]}, "BASE_TYPE_MAX_LENGTH"),
        ({"fields": [{"name": "x", "value": "x"}] * 26}, "BASE_TYPE_MAX_LENGTH"),
        ({"description": "x" * 4000, "footer": {"text": "x" * 2001}}, "MAX_EMBED_SIZE_EXCEEDED"),
    ],
)
async def test_embeds_have_limits(call: Call, channel: Channel, embed: dict[str, Any], fault: str) -> None:
    status, body = await call("POST", messages(channel), json={"embeds": [embed]})

    assert (status, fault_codes(body)) == (400, {fault})


async def test_a_file_comes_as_multipart_and_keeps_its_description(
    call: Call, discord: LoopbackDiscord, channel: Channel
) -> None:
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://a.png"}, "description": "two doors"}]}
    attachments = [{"id": 0, "filename": "a.png", "description": "two doors"}]
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps({"components": [gallery], "attachments": attachments, **V2}))
    form.add_field("files[0]", b"PNG", filename="a.png")

    status, body = await call("POST", messages(channel), data=form)

    assert status == 200, body
    assert body["attachments"][0]["description"] == "two doors"
    assert (await discord.next_message(channel)).files == {"a.png": b"PNG"}


@pytest.mark.parametrize(("fail_if_not_exists", "status"), [(True, 400), (False, 200)])
async def test_a_reply_needs_its_message(call: Call, channel: Channel, fail_if_not_exists: bool, status: int) -> None:  # noqa: FBT001
    reference = {"message_id": "1", "fail_if_not_exists": fail_if_not_exists}

    answered, _ = await call("POST", messages(channel), json={"content": "x", "message_reference": reference})

    assert answered == status


async def test_an_enforced_nonce_posts_once(call: Call, channel: Channel) -> None:
    body = {"content": "x", "nonce": "1", "enforce_nonce": True}

    first, second = [(await call("POST", messages(channel), json=body))[1] for _ in range(2)]

    assert first["id"] == second["id"]
    assert len(channel.messages) == 1


@pytest.mark.parametrize(("allowed", "pings"), [({}, True), ({"allowed_mentions": {"parse": []}}, False)])
async def test_everyone_is_pinged_unless_forbidden(
    call: Call,
    channel: Channel,
    allowed: dict[str, Any],
    pings: bool,  # noqa: FBT001
) -> None:
    _, message = await call("POST", messages(channel), json={"content": "@everyone", **allowed})

    assert message["mention_everyone"] is pings


async def test_another_ones_message_cannot_be_edited(call: Call, discord: LoopbackDiscord, channel: Channel) -> None:
    message = await discord.user().says(channel, "mine")

    status, body = await call("PATCH", f"{messages(channel)}/{message.id}", json={"content": "x"})

    assert (status, body["code"]) == (403, 50005)


async def test_the_v2_flag_is_set_by_an_edit_only_when_the_content_goes(call: Call, channel: Channel) -> None:
    _, message = await call("POST", messages(channel), json={"content": "x"})
    path = f"{messages(channel)}/{message['id']}"

    kept, _ = await call("PATCH", path, json={"components": [text("x")], **V2})
    gone, body = await call("PATCH", path, json={"components": [text("x")], "content": None, **V2})

    assert (kept, gone, body["content"]) == (400, 200, "")


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


@pytest.mark.parametrize(("status", "via"), [(429, True), (429, False), (500, True), (503, True), (403, True)])
async def test_a_fault_answers_one_request(
    call: Call,
    discord: LoopbackDiscord,
    channel: Channel,
    status: int,
    via: bool,  # noqa: FBT001
) -> None:
    discord.faults.next("GET", r"/channels/\d+", status, retry_after=2.5, via=via)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session:
        faulty = await session.get(f"{discord.api_url}/channels/{channel.id}")

    assert faulty.status == status
    assert ("Via" in faulty.headers) == (status == 429 and via)
    assert (await call("GET", f"/channels/{channel.id}"))[0] == 200


async def test_the_gateway_refuses_a_wrong_token(discord: LoopbackDiscord) -> None:
    async with gateway(discord, token="wrong") as websocket:
        assert await close_code(websocket) == 4004


async def test_message_content_needs_the_portals_switch(discord: LoopbackDiscord) -> None:
    discord.world.portal.message_content = False
    async with gateway(discord, intents=MESSAGE_CONTENT) as websocket:
        assert await close_code(websocket) == 4014


async def test_a_second_identify_is_refused(discord: LoopbackDiscord) -> None:
    async with gateway(discord) as websocket:
        await event(websocket, "GUILD_CREATE")
        await websocket.send_json({"op": 2, "d": {"token": TOKEN, "intents": 0}})

        assert await close_code(websocket) == 4005


async def test_a_heartbeat_is_acknowledged(discord: LoopbackDiscord) -> None:
    async with gateway(discord) as websocket:
        await event(websocket, "GUILD_CREATE")
        await websocket.send_json({"op": 1, "d": 2})

        assert (await websocket.receive_json())["op"] == 11


async def test_without_the_intent_content_is_blank_but_for_mentions(discord: LoopbackDiscord, channel: Channel) -> None:
    user = discord.user()
    async with gateway(discord) as websocket:
        await event(websocket, "GUILD_CREATE")
        await user.says(channel, "overheard")
        await user.says(channel, "asked", mentions_bot=True)

        assert (await event(websocket, "MESSAGE_CREATE"))["d"]["content"] == ""
        assert "asked" in (await event(websocket, "MESSAGE_CREATE"))["d"]["content"]


async def test_with_the_intent_content_is_there(discord: LoopbackDiscord, channel: Channel) -> None:
    async with gateway(discord, intents=GUILD_EVENTS | MESSAGE_CONTENT) as websocket:
        await event(websocket, "GUILD_CREATE")
        await discord.user().says(channel, "overheard")

        assert (await event(websocket, "MESSAGE_CREATE"))["d"]["content"] == "overheard"


async def test_a_resumed_session_gets_what_it_missed(discord: LoopbackDiscord, channel: Channel) -> None:
    async with gateway(discord) as websocket:
        ready = await event(websocket, "READY")
        seen = (await event(websocket, "GUILD_CREATE"))["s"]
        discord.gateway.drop()
    missed = await discord.user().says(channel, "meanwhile")

    async with gateway(discord, resume={"session_id": ready["d"]["session_id"], "seq": seen}) as websocket:
        assert (await event(websocket, "MESSAGE_CREATE"))["d"]["id"] == missed.id
        assert (await event(websocket, "RESUMED"))["s"] == seen + 2


async def test_an_unknown_session_is_invalid(discord: LoopbackDiscord) -> None:
    async with gateway(discord, resume={"session_id": "unknown", "seq": 1}) as websocket:
        assert await websocket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}


async def test_zlib_stream_is_one_stream(discord: LoopbackDiscord) -> None:
    stream = zlib.decompressobj()
    address = discord.gateway_url + "?compress=zlib-stream"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as websocket:
        hello = await websocket.receive_bytes()
        await websocket.send_json({"op": 1, "d": None})
        acknowledged = await websocket.receive_bytes()

    assert hello.endswith(b"\x00\x00\xff\xff")
    assert [json.loads(stream.decompress(frame))["op"] for frame in (hello, acknowledged)] == [10, 11]
