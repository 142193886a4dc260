"""Message components: what Discord accepts, old and Components V2, and how a reader finds texts and buttons.

https://docs.discord.com/developers/components/reference
"""

from collections.abc import Iterator
from typing import Any

from loopback_discord.errors import FormErrors

ACTION_ROW, BUTTON, STRING_SELECT = 1, 2, 3
SECTION, TEXT_DISPLAY, THUMBNAIL, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
SELECTS = frozenset({3, 5, 6, 7, 8})
LINK_STYLE, PREMIUM_STYLE = 5, 6

MOST_COMPONENTS = 40
MOST_TEXT = 4_000

_IN_CONTAINER = frozenset({ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR})
_TOP_LEVEL = _IN_CONTAINER | {CONTAINER}


def walk(components: list[Any]) -> Iterator[dict[str, Any]]:
    """Give every component, those inside others and accessories included."""
    for component in components:
        if not isinstance(component, dict):
            continue
        yield component
        yield from walk(component.get("components") or [])
        if "accessory" in component:
            yield from walk([component["accessory"]])


def texts(components: list[Any]) -> list[str]:
    """Give the contents of all text displays, in reading order."""
    return [str(c.get("content", "")) for c in walk(components) if c.get("type") == TEXT_DISPLAY]


def check_components(components: Any, errors: FormErrors, *, v2: bool, filenames: frozenset[str]) -> None:
    """Note every fault of a message's components.

    `filenames` are the files which `attachment://` may name.
    """
    if not isinstance(components, list):
        errors.add("components", "BASE_TYPE_BAD_TYPE", "Only iterables may be used in a ListType")
        return
    if not v2:
        errors.check_length("components", components, 0, 5)
    check = _ComponentCheck(errors, filenames)
    check.children("components", components, _TOP_LEVEL if v2 else frozenset({ACTION_ROW}))
    everything = list(walk(components))
    if v2 and len(everything) > MOST_COMPONENTS:
        message = f"The total number of components exceeds the maximum of {MOST_COMPONENTS}"
        errors.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if sum(len(text) for text in texts(components)) > MOST_TEXT:
        message = f"Displayable text size across all components exceeds maximum of {MOST_TEXT}"
        errors.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


class _ComponentCheck:
    """One walk through a message's components; remembers the custom ids and ids it met."""

    def __init__(self, errors: FormErrors, filenames: frozenset[str]) -> None:
        self._errors = errors
        self._filenames = filenames
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()
        self._checks = {
            ACTION_ROW: self._action_row,
            BUTTON: self._button,
            SECTION: self._section,
            TEXT_DISPLAY: self._text_display,
            THUMBNAIL: self._thumbnail,
            MEDIA_GALLERY: self._media_gallery,
            FILE: self._file,
            SEPARATOR: self._separator,
            CONTAINER: self._container,
        } | dict.fromkeys(SELECTS, self._select)

    def children(self, path: str, components: list[Any], allowed: frozenset[int]) -> None:
        for index, component in enumerate(components):
            self._one(f"{path}.{index}", component, allowed)

    def _one(self, path: str, component: Any, allowed: frozenset[int]) -> None:
        kind = component.get("type") if isinstance(component, dict) else None
        if kind not in allowed:
            values = ", ".join(str(value) for value in sorted(allowed))
            message = f"Value of field 'type' must be one of ({values})."
            self._errors.add(f"{path}.type", "UNION_TYPE_CHOICES", message)
            return
        number = component.get("id") or 0
        if number and number in self._ids:
            self._errors.add(f"{path}.id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
        self._ids.add(number)
        self._checks[kind](path, component)

    def _custom_id(self, path: str, component: dict[str, Any]) -> None:
        custom_id = component.get("custom_id")
        if custom_id is None:
            self._errors.require(f"{path}.custom_id")
            return
        self._errors.check_length(f"{path}.custom_id", custom_id, 1, 100)
        if custom_id in self._custom_ids:
            message = "Component custom id cannot be duplicated"
            self._errors.add(f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        self._custom_ids.add(custom_id)

    def _list(self, path: str, component: dict[str, Any], key: str, least: int, most: int) -> list[Any]:
        value = component.get(key)
        if not isinstance(value, list):
            self._errors.require(f"{path}.{key}")
            return []
        self._errors.check_length(f"{path}.{key}", value, least, most)
        return value

    def _action_row(self, path: str, row: dict[str, Any]) -> None:
        inside = self._list(path, row, "components", 1, 5)
        self.children(f"{path}.components", inside, SELECTS | {BUTTON})
        if len(inside) > 1 and any(isinstance(c, dict) and c.get("type") in SELECTS for c in inside):
            message = "The specified component exceeds the maximum width"
            self._errors.add(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)

    def _button(self, path: str, button: dict[str, Any]) -> None:
        style = button.get("style")
        if style not in range(1, 7):
            self._errors.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
        elif style == LINK_STYLE:
            self._link(path, button)
        elif style == PREMIUM_STYLE:
            if not button.get("sku_id"):
                self._errors.require(f"{path}.sku_id")
            return
        else:
            self._custom_id(path, button)
            if button.get("url"):
                message = "A custom id and url cannot both be specified"
                self._errors.add(f"{path}.url", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
        label = button.get("label")
        if label is not None:
            self._errors.check_length(f"{path}.label", label, 0, 80)
        if not label and not button.get("emoji"):
            message = "A button requires a label or emoji"
            self._errors.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", message)

    def _link(self, path: str, button: dict[str, Any]) -> None:
        if button.get("custom_id") is not None:
            message = "A custom id and url cannot both be specified"
            self._errors.add(f"{path}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
        if not button.get("url"):
            self._errors.require(f"{path}.url")
        else:
            self._errors.check_length(f"{path}.url", button["url"], 1, 512)

    def _select(self, path: str, select: dict[str, Any]) -> None:
        self._custom_id(path, select)
        self._errors.check_length(f"{path}.placeholder", select.get("placeholder") or "", 0, 150)
        if select["type"] != STRING_SELECT:
            return
        options = self._list(path, select, "options", 1, 25)
        values = [option.get("value") for option in options]
        for index, option in enumerate(options):
            where = f"{path}.options.{index}"
            for key, least in (("label", 1), ("value", 1), ("description", 0)):
                if least or option.get(key) is not None:
                    self._errors.check_length(f"{where}.{key}", option.get(key) or "", least, 100)
            if option.get("value") in values[:index]:
                message = "The specified option value is already used"
                self._errors.add(f"{where}.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)

    def _section(self, path: str, section: dict[str, Any]) -> None:
        inside = self._list(path, section, "components", 1, 3)
        self.children(f"{path}.components", inside, frozenset({TEXT_DISPLAY}))
        if "accessory" not in section:
            self._errors.require(f"{path}.accessory")
        else:
            self._one(f"{path}.accessory", section["accessory"], frozenset({BUTTON, THUMBNAIL}))

    def _text_display(self, path: str, text: dict[str, Any]) -> None:
        content = text.get("content")
        if content is None:
            self._errors.require(f"{path}.content")
        else:
            self._errors.check_length(f"{path}.content", content, 1, MOST_TEXT)

    def _media(self, path: str, item: Any, key: str) -> None:
        media = item.get(key) if isinstance(item, dict) else None
        url = media.get("url") if isinstance(media, dict) else None
        if not url:
            self._errors.require(f"{path}.{key}.url")
        elif url.startswith("attachment://"):
            if url.removeprefix("attachment://") not in self._filenames:
                code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
                self._errors.add(f"{path}.{key}.url", code, "The referenced attachment was not found")
        elif key == "file" or not url.startswith(("http://", "https://")):
            message = "Unsupported scheme of the media's address"
            self._errors.add(f"{path}.{key}.url", "URL_TYPE_INVALID_SCHEME", message)
        if isinstance(item, dict) and item.get("description") is not None:
            self._errors.check_length(f"{path}.description", item["description"], 1, 1024)

    def _thumbnail(self, path: str, thumbnail: dict[str, Any]) -> None:
        self._media(path, thumbnail, "media")

    def _media_gallery(self, path: str, gallery: dict[str, Any]) -> None:
        for index, item in enumerate(self._list(path, gallery, "items", 1, 10)):
            self._media(f"{path}.items.{index}", item, "media")

    def _file(self, path: str, file: dict[str, Any]) -> None:
        self._media(path, file, "file")

    def _separator(self, path: str, separator: dict[str, Any]) -> None:
        if separator.get("spacing", 1) not in (1, 2):
            self._errors.add(f"{path}.spacing", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")

    def _container(self, path: str, container: dict[str, Any]) -> None:
        inside = self._list(path, container, "components", 1, MOST_COMPONENTS)
        self.children(f"{path}.components", inside, _IN_CONTAINER)
        colour = container.get("accent_color")
        if colour is not None and colour not in range(0x1000000):
            message = "int value should be between 0 and 16777215."
            self._errors.add(f"{path}.accent_color", "NUMBER_TYPE_RANGE", message)
