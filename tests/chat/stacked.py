"""Renders a page as text, stacked as Discord's app does on a phone: for reading and measuring, no screenshot."""

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from discord import ui

PHONE = 40


def stacked(view: ui.LayoutView, width: int = PHONE) -> list[str]:
    """Give the lines that a reader sees: an empty one between the parts, buttons and closed menus in brackets."""
    lines: list[str] = []
    for component in _flat(view.to_components()):
        lines += [*([""] if lines else []), *component_lines(component, width)]
    return lines


def words(view: ui.LayoutView, width: int = PHONE) -> list[str]:
    """Give the lines of the texts alone."""
    texts = (each for each in _flat(view.to_components()) if "content" in each)
    return [line for text in texts for line in component_lines(text, width)]


def component_lines(component: dict[str, Any], width: int) -> list[str]:
    if "content" in component:
        return [line for text in component["content"].splitlines() for line in wrap(_shown(text), width) or [""]]
    if "items" in component:
        return [f"(picture: {item['description']})" for item in component["items"]]
    if "options" in component["components"][0]:
        (menu,) = component["components"]
        return [f"[{menu['placeholder']} v]"]
    return _in_lines([_button(button) for button in component["components"]], width)


def _flat(components: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        if component["type"] == 17:  # a container (Discord documentation, Component Reference)
            yield from _flat(component["components"])
        else:
            yield component


def _button(button: dict[str, Any]) -> str:
    emoji = (button.get("emoji") or {}).get("name")
    return f"[{emoji} {button['label']}]" if emoji else f"[{button['label']}]"


def _in_lines(buttons: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for button in buttons:
        if lines and len(lines[-1]) + 1 + len(button) <= width:
            lines[-1] += f" {button}"
        else:
            lines.append(button)
    return lines


def _shown(markdown: str) -> str:
    """Take out the marks that Discord shows as a style."""
    text = re.sub(r"^(?:#{1,3}|-#) ", "", markdown)
    text = re.sub(r"\[([^\]]*)\]\(<[^>]*>\)", r"\1", text)
    return re.sub(r"^- ", "• ", text).replace("**", "").replace("`", "")
