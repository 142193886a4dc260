import json
from typing import Any

import aiohttp
import pytest
from classroom import TOKEN, Call
from loopback_discord import Channel, LoopbackDiscord
from raw_client import V2, button, fault_codes, messages, row, text

pytestmark = pytest.mark.wire


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
