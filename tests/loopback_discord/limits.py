"""The limits of a message: content, embeds, mentions, and what Components V2 exclude.

https://docs.discord.com/developers/resources/message#create-message
"""

from typing import Any

from loopback_discord.components import check_components
from loopback_discord.errors import FormErrors, empty_message

COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
LOADING = 1 << 7

MOST_CONTENT = 2_000
MOST_FILE_BYTES = 10 * 1024 * 1024

_MENTION_KINDS = frozenset({"everyone", "roles", "users"})


def check_message(body: dict[str, Any], *, flags: int, filenames: frozenset[str], may_be_empty: bool = False) -> None:
    """Refuse a message that Discord would refuse.

    `flags` are those that the message has after this request; `filenames` are its files, which
    `attachment://` may name. An edit `may_be_empty`, because what it leaves out stays as it was.
    """
    errors = FormErrors()
    v2 = bool(flags & COMPONENTS_V2)
    if v2:
        _check_legacy_fields(body, errors)
    if body.get("content") is not None:
        errors.check_length("content", body["content"], 0, MOST_CONTENT)
    _check_embeds(body.get("embeds") or [], errors)
    _check_allowed_mentions(body.get("allowed_mentions") or {}, errors)
    if body.get("components") is not None:
        check_components(body["components"], errors, v2=v2, filenames=filenames)
    if body.get("nonce") is not None:
        errors.check_length("nonce", str(body["nonce"]), 0, 25)
    errors.refuse_if_any()
    shown = ("components",) if v2 else ("content", "embeds", "components", "sticker_ids", "poll")
    content_is_blank = isinstance(body.get("content"), str) and not body["content"].strip()
    has_something = any(body.get(key) for key in shown if not (key == "content" and content_is_blank))
    if not has_something and not may_be_empty and (v2 or not filenames):
        raise empty_message()


def _check_legacy_fields(body: dict[str, Any], errors: FormErrors) -> None:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key) not in (None, []):
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            errors.add(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _check_embeds(embeds: list[Any], errors: FormErrors) -> None:
    """https://docs.discord.com/developers/resources/message#embed-object-embed-limits."""
    errors.check_length("embeds", embeds, 0, 10)
    total = 0
    for index, embed in enumerate(embeds):
        where = f"embeds.{index}"
        fields = embed.get("fields") or []
        errors.check_length(f"{where}.fields", fields, 0, 25)
        parts = [
            (f"{where}.title", embed.get("title"), 256),
            (f"{where}.description", embed.get("description"), 4096),
            (f"{where}.footer.text", (embed.get("footer") or {}).get("text"), 2048),
            (f"{where}.author.name", (embed.get("author") or {}).get("name"), 256),
        ]
        for number, field in enumerate(fields):
            for key, most in (("name", 256), ("value", 1024)):
                if not field.get(key):
                    errors.require(f"{where}.fields.{number}.{key}")
                parts.append((f"{where}.fields.{number}.{key}", field.get(key), most))
        for path, text, most in parts:
            if text:
                errors.check_length(path, text, 0, most)
                total += len(text)
    if total > 6_000:
        errors.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _check_allowed_mentions(allowed: dict[str, Any], errors: FormErrors) -> None:
    """https://docs.discord.com/developers/resources/message#allowed-mentions-object."""
    parse = allowed.get("parse") or []
    for index, kind in enumerate(parse):
        if kind not in _MENTION_KINDS:
            message = "Value must be one of ('everyone', 'roles', 'users')."
            errors.add(f"allowed_mentions.parse.{index}", "BASE_TYPE_CHOICES", message)
    for kind in ("users", "roles"):
        if allowed.get(kind) and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            errors.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
        errors.check_length(f"allowed_mentions.{kind}", allowed.get(kind) or [], 0, 100)
