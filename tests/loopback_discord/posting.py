"""Makes messages out of request bodies: checks them, stores files, resolves references and mentions."""

import copy
import mimetypes
from typing import Any

from loopback_discord import components, payloads
from loopback_discord.errors import ApiError, FormErrors
from loopback_discord.limits import COMPONENTS_V2, EPHEMERAL, LOADING, MOST_FILE_BYTES, check_message
from loopback_discord.payloads import Payload
from loopback_discord.requests import Body
from loopback_discord.world import Channel, Message, World

# https://docs.discord.com/developers/resources/message#message-object-message-flags
_SUPPRESS_EMBEDS, _SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
_SETTABLE = _SUPPRESS_EMBEDS | EPHEMERAL | _SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


def compose(world: World, channel: Channel, fields: Payload, body: Body, **more: Any) -> Message:
    """Build the bot's message in a channel; `more` are further fields of the message.

    Raises:
        ApiError: Discord would refuse it.
    """
    flags = int(fields.get("flags") or 0) & _SETTABLE
    _check_files(body)
    attachments = _attachments(channel, fields, body, kept={})
    check_message(fields, flags=flags, filenames=_names(attachments))
    reference = _reference(channel, fields.get("message_reference"))
    allowed = fields.get("allowed_mentions")
    text = "\n".join([fields.get("content") or "", *components.texts(fields.get("components") or [])])
    payload = payloads.message_payload(
        channel.id,
        world.bot,
        guild_id=channel.guild_id,
        content=fields.get("content") or "",
        embeds=_embeds(fields),
        attachments=attachments,
        components=_shown(fields.get("components") or [], attachments),
        flags=flags,
        tts=bool(fields.get("tts")),
    )
    payload |= world.mentions(text, allowed, reference)
    if reference is not None:
        payload["type"] = payloads.REPLY
        payload |= reference_fields(channel, reference)
    if fields.get("nonce") is not None:
        payload["nonce"] = fields["nonce"]
    return Message(payload | more, allowed, _contents(body))


def edit(world: World, channel: Channel, message: Message, fields: Payload, body: Body) -> None:
    """Change a message by what the body names; the rest stays.

    Raises:
        ApiError: Discord would refuse the change.
    """
    old = message.payload
    added = int(fields.get("flags") or 0) & (COMPONENTS_V2 | _SUPPRESS_EMBEDS)
    flags = (old["flags"] & ~LOADING) | added
    _check_files(body)
    kept = {attachment["id"]: attachment for attachment in old["attachments"]}
    attachments = old["attachments"]
    if "attachments" in fields or body.files:
        attachments = _attachments(channel, fields, body, kept)
    # What the message will be; components that stay were checked when they came.
    will_be = {key: old[key] or None for key in ("content", "embeds")} | fields
    check_message(
        will_be,
        flags=flags,
        filenames=_names(attachments),
        may_be_empty=bool(old["components"]) and "components" not in fields,
    )
    if "content" in fields:
        old["content"] = fields["content"] or ""
    if "embeds" in fields:
        old["embeds"] = _embeds(fields)
    if "components" in fields:
        old["components"] = _shown(fields["components"] or [], attachments)
    text = "\n".join([old["content"], *components.texts(old["components"])])
    old |= world.mentions(text, fields.get("allowed_mentions"))
    old |= {"flags": flags, "attachments": attachments, "edited_timestamp": payloads.now()}
    message.allowed_mentions = fields.get("allowed_mentions")
    message.files |= _contents(body)


def reference_fields(channel: Channel, replied: Message) -> Payload:
    """Give the fields of a reply; the message replied to carries no reference of its own.

    https://docs.discord.com/developers/resources/message#message-reference-structure
    """
    reference = {"type": 0, "message_id": replied.id, "channel_id": channel.id}
    if channel.guild_id is not None:
        reference["guild_id"] = channel.guild_id
    inner = {key: value for key, value in replied.payload.items() if key != "referenced_message"}
    return {"message_reference": reference, "referenced_message": inner}


def _reference(channel: Channel, reference: Payload | None) -> Message | None:
    if not reference:
        return None
    found = channel.messages.get(str(reference.get("message_id")))
    if found is None and reference.get("fail_if_not_exists", True):
        errors = FormErrors()
        errors.add("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        errors.refuse_if_any()
    return found


def _check_files(body: Body) -> None:
    if len(body.files) > 10:
        raise ApiError(400, 30015, "Maximum number of attachments in a message reached (10)")
    if any(len(content) > MOST_FILE_BYTES for _, content in body.files.values()):
        raise ApiError(413, 40005, "Request entity too large")


def _attachments(channel: Channel, fields: Payload, body: Body, kept: dict[str, Payload]) -> list[Payload]:
    """Give the message's attachments: those it keeps, then those uploaded now."""
    described = {f"files[{entry.get('id')}]": entry for entry in fields.get("attachments") or []}
    errors = FormErrors()
    attachments = []
    for index, entry in enumerate(fields.get("attachments") or []):
        if str(entry.get("id")) in kept:
            attachments.append(kept[str(entry["id"])])
        elif f"files[{entry.get('id')}]" not in body.files:
            errors.add(f"attachments.{index}", "ATTACHMENT_NOT_FOUND", "Attachment data not found")
        if entry.get("description") is not None:
            errors.check_length(f"attachments.{index}.description", entry["description"], 0, 1024)
    errors.refuse_if_any()
    for key, (filename, content) in body.files.items():
        entry = described.get(key, {})
        attachment_id = payloads.new_id()
        name = entry.get("filename") or filename
        address = f"https://cdn.invalid/attachments/{channel.id}/{attachment_id}/{name}"
        attachments.append(
            {
                "id": attachment_id,
                "filename": name,
                "description": entry.get("description"),
                "size": len(content),
                "url": address,
                "proxy_url": address,
                "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            }
        )
    return attachments


def _names(attachments: list[Payload]) -> frozenset[str]:
    return frozenset(attachment["filename"] for attachment in attachments)


def _contents(body: Body) -> dict[str, bytes]:
    return dict(body.files.values())


def _embeds(fields: Payload) -> list[Payload]:
    return [{"type": "rich", **embed} for embed in fields.get("embeds") or []]


def _shown(sent: list[Payload], attachments: list[Payload]) -> list[Payload]:
    """Give components as Discord gives them back: numbered, and attachment:// resolved."""
    shown = copy.deepcopy(sent)
    by_name = {attachment["filename"]: attachment for attachment in attachments}
    for number, component in enumerate(components.walk(shown), start=1):
        component["id"] = component.get("id") or number
        for media in _media(component):
            attachment = by_name.get(media["url"].removeprefix("attachment://"))
            if attachment is not None:
                media |= {"url": attachment["url"], "proxy_url": attachment["url"]}
                media |= {"attachment_id": attachment["id"], "content_type": attachment["content_type"]}
    return shown


def _media(component: Payload) -> list[Payload]:
    if component["type"] == components.MEDIA_GALLERY:
        return [item["media"] for item in component["items"]]
    return [component[key] for key in ("media", "file") if key in component]
