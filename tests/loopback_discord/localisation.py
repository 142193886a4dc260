"""Commands in other languages than their own: what Discord refuses of them, and when it gives them back.

https://docs.discord.com/developers/interactions/application-commands#localization
"""

import re
from collections import Counter
from typing import Any

from loopback_discord.errors import FormErrors
from loopback_discord.payloads import Payload

# https://docs.discord.com/developers/reference#locales
LOCALES = frozenset(
    """id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja
    zh-TW ko""".split()  # noqa: SIM905 (many words)
)
# Discord writes ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$; \w is \p{L}, \p{N} and the underscore.
NAME = re.compile(r"[-'\w]{1,32}\Z")

_KEYS = frozenset({"name_localizations", "description_localizations"})


def check_localizations(body: Payload, prefix: str, errors: FormErrors, *, in_menu: bool = False) -> None:
    """Note the faults of a command's, an option's or a choice's texts in other languages.

    What stands in a menu (a choice, or a command of a context menu) may have any name of its length.
    """
    for key in _KEYS:
        for locale, text in (body.get(key) or {}).items():
            where = f"{prefix}{key}.{locale}"
            if locale not in LOCALES:
                errors.add(where, "ENUM_TYPE_COERCE", f"Value {locale!r} is not a valid enum value.")
            is_name = key == "name_localizations"
            errors.check_length(where, text, 1, 32 if is_name and not ("value" in body and in_menu) else 100)
            if is_name and not in_menu and (not NAME.match(text) or text != text.lower()):
                errors.add(where, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def check_unique(options: list[Any], path: str, errors: FormErrors) -> None:
    """Note options, or subcommands, that are called the same in a language."""
    for locale in LOCALES:
        names = Counter((each.get("name_localizations") or {}).get(locale, each.get("name")) for each in options)
        if any(count > 1 for count in names.values()):
            message = f"Option names must be unique, in {locale} as well"
            errors.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message)


def without_localizations(value: Any) -> Any:
    """Leave other languages out of a command, as Discord does unless it's asked for them by `with_localizations`."""
    if isinstance(value, dict):
        return {key: without_localizations(each) for key, each in value.items() if key not in _KEYS}
    return [without_localizations(each) for each in value] if isinstance(value, list) else value
