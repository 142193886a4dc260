"""Pages as they are sent to Discord, and what it would refuse of them."""

from collections.abc import Iterator
from typing import Any

from discord import ui

from bot.chat.pages.buttons import PorterButton, ReadNext

# Discord documentation, Component Reference: the numbers of the types.
ACTION_ROW, BUTTON, STRING_SELECT, TEXT_DISPLAY, MEDIA_GALLERY = 1, 2, 3, 10, 12


def components(view: ui.LayoutView) -> list[dict[str, Any]]:
    """List all components of a view, however deep they are, as they are sent."""

    def nested(among: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for each in among:
            yield each
            yield from nested([*each.get("components", []), *([each["accessory"]] if "accessory" in each else [])])

    return list(nested(view.to_components()))


def texts(view: ui.LayoutView) -> list[str]:
    return [each["content"] for each in components(view) if each["type"] == TEXT_DISPLAY]


def buttons(view: ui.LayoutView) -> list[dict[str, Any]]:
    return [each for each in components(view) if each["type"] == BUTTON]


def broken_limits(view: ui.LayoutView) -> list[str]:
    """Name what Discord would refuse a message for, or show wrong."""
    everything, said = components(view), texts(view)
    rows = [each["components"] for each in everything if each["type"] == ACTION_ROW]
    menus = [each for each in everything if each["type"] == STRING_SELECT]
    options = [option for menu in menus for option in menu["options"]]
    ids = [each["custom_id"] for each in (*buttons(view), *menus)]
    labels = [each["label"] for each in buttons(view)]
    galleries = [each["items"] for each in everything if each["type"] == MEDIA_GALLERY]
    patterns = [each.__discord_ui_compiled_template__ for each in (PorterButton, ReadNext)]
    limits = {
        "40 components": len(everything) <= 40,
        "text": len(said) > 0 and all(text.strip() for text in said),
        "4,000 characters": sum(map(len, said)) <= 4_000,
        "5 rows": len(rows) <= 5,
        "1 to 5 buttons a row": all(1 <= len(row) <= 5 for row in rows),
        "a menu has its row alone": all(len(row) == 1 for row in rows if row[0]["type"] == STRING_SELECT),
        "1 to 25 options": all(1 <= len(menu["options"]) <= 25 for menu in menus),
        "options of 1 to 100": all(
            1 <= len(option[key]) <= 100 for option in options for key in ("label", "value", "description")
        ),
        "each option once": all(len({o["value"] for o in m["options"]}) == len(m["options"]) for m in menus),
        "labels of 1 to 80": all(1 <= len(label) <= 80 for label in labels),
        "ids of 1 to 100": all(1 <= len(each) <= 100 for each in ids),
        "each id once": len(set(ids)) == len(ids),
        "ids that are read back": all(any(pattern.fullmatch(each) for pattern in patterns) for each in ids),
        "1 to 10 pictures": all(1 <= len(items) <= 10 for items in galleries),
        "alt text of 1,024": all(len(item["description"]) <= 1_024 for items in galleries for item in items),
        "closed code blocks": all(text.count("```") % 2 == 0 for text in said),
    }
    return [limit for limit, kept in limits.items() if not kept]
