"""Sources as links that are short enough to stand side by side."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

MOST_LABEL = 40


def links(sources: Sequence[str]) -> str:
    """Say where an entry is taken from, in one line of Markdown; what is no URL stands there as it is."""
    return " · ".join(f"[{_label(source)}](<{source}>)" if "://" in source else source for source in sources)


def _label(url: str) -> str:
    """Name a page as people do: `RFC 9293`, `socket(7)`, or its site and the last part of its path."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    if rfc := re.fullmatch(r"rfc(\d+)(?:\.\w+)?", last):
        return f"RFC {rfc[1]}"
    if page := re.fullmatch(r"([\w.+-]+?)\.(\d\w*)\.html", last):
        return f"{page[1]}({page[2]})"
    site = parts.netloc.removeprefix("www.")
    return _cut(f"{site}: {_words(parts.fragment or last)}") if last else site


def _words(part: str) -> str:
    # Letters and marks that would end the link's label, or style it, are left out.
    return re.sub(r"(?:[^\w.-]|_)+", " ", re.sub(r"\.(?:html?|md|php)$", "", part)).strip()


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LABEL else text[: MOST_LABEL - 1].rstrip() + "…"
