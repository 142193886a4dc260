"""Lays out answers as Discord messages: what is said first, then what people want next, then what they think of it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import discord
from discord import ui

from bot.answering.answer import Answer, Found, Manner, Suggestions
from bot.answering.browsing import in_a_line
from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.small_talk import SmallTalk
from bot.answering.wording import Passage, about, demo_of, is_one_text, passages, plain, related, title_of
from bot.chat.pages.buttons import PorterButton, ReadNext, Wish
from bot.chat.pages.page import Row, page
from bot.chat.pages.sources import links
from bot.pictures.drawing import Picture
from bot.pictures.stills.catalogue import STILLS

MOST_SAID_AGAIN = 3
MOST_TO_READ_NEXT = 8
MOST_MEANT = 5
# So many characters of facts leave room on a phone for all the rest.
MOST_FACTS = 330
# What the button stands for that takes the whole message away.
_NO_ENTRY = "answer"
_BY_DEPTH: dict[Depth, Wish] = {Depth.SIMPLER: "simpler", Depth.SHORT: "short"}


def answer_view(
    answer: Answer, library: Library, depth: Depth, *, asker: int = 0, manner: Manner = Manner.ASKED
) -> ui.LayoutView:
    """Lay out an answer with buttons for what may be asked next; one that nobody asked for fits on a phone's screen.

    `asker` is the id of the person who may change the message and dismiss it; without, it's for one person's eyes,
    who needs no buttons for that.
    """
    unasked = manner is Manner.UNASKED
    shown = Depth.SIMPLER if unasked else depth
    said = _said_unasked(answer) if unasked else _said(answer, shown)
    read_next = [] if unasked or isinstance(answer, Suggestions) else _to_read_next(answer, library)
    rows: list[Row] = [tuple(_more(answer, shown, asker)), read_next, tuple(_opinions(answer, asker))]
    return page((Passage("", f"## {title_of(answer)}"), *said), rows)


def still_view(entry: Entry, picture: Picture, asker: int) -> ui.LayoutView:
    """Lay out the picture of an entry over its one sentence."""
    said = (Passage("", f"## {entry.title}"), Passage("", entry.short))
    words = [PorterButton("short", entry.name, "In words", asker), PorterButton("deeper", entry.name, "Deeper", asker)]
    live = [PorterButton("demo", entry.demo, "Show me live", asker)] if entry.demo else []
    return page(said, [words + live, list(_opinions(Found((entry,)), asker))], picture)


def meant_view(entry: Entry, others: Sequence[Entry], asker: int) -> ui.LayoutView:
    """Ask which of some others was meant, and not the entry that was shown."""
    buttons = [PorterButton("entry", other.name, plain(other.title), asker) for other in others[:MOST_MEANT]]
    back = [PorterButton("entry", entry.name, f"Back to {plain(entry.title)}", asker)]
    if asker:
        back.append(PorterButton("dismiss", _NO_ENTRY, "Dismiss", asker))
    return page(
        (Passage("", "**Which of these did you mean?**\n-# If none, ask again in other words."),), [buttons, back]
    )


def text_view(text: str) -> ui.LayoutView:
    """Lay out a few sentences."""
    return page((Passage("", text),))


def _said(answer: Answer, depth: Depth) -> Iterator[Passage]:
    for passage in passages(answer, depth):
        if passage.heading == "Sources":
            yield Passage("", f"-# Sources: {links(about(answer)[0].sources)}")
        else:
            yield passage
        if passage.heading == "Exactly" and depth is Depth.DEEPER:
            # It takes the place of the answer that said so, or of one that was too short to say it.
            yield Passage("Where the picture breaks", about(answer)[0].analogy.breaks)


def _said_unasked(answer: Answer) -> Iterator[Passage]:
    """Say what fits on a phone: nothing that the title says already, and no pictures of what stands side by side."""
    if not isinstance(answer, Found):
        yield from passages(answer, Depth.SHORT)
    elif answer.facts:
        sentences = answer.facts.sentences
        until = list(accumulate(map(len, sentences)))
        kept = max(1, bisect_right(until, MOST_FACTS))
        yield Passage("", "\n\n".join(sentences[:kept]))
        if kept < len(sentences):
            yield Passage("", "-# There is more to it: mention me and ask again.")
    elif is_one_text(answer):
        yield Passage("", answer.entries[0].short)
        yield Passage("In the town", answer.entries[0].analogy.picture)
    else:
        yield from (Passage(entry.title, entry.short) for entry in answer.entries)


def _more(answer: Answer, depth: Depth, asker: int) -> Iterator[PorterButton]:
    """Offer what people want next."""
    said = about(answer)
    yield from _again(answer, said, depth, asker)
    if demo := demo_of(answer):
        yield PorterButton("demo", demo, "Show me live", asker)
    if len(said) == 1 and said[0].name in STILLS:
        yield PorterButton("picture", said[0].name, "Picture", asker)


def _again(answer: Answer, said: Sequence[Entry], depth: Depth, asker: int) -> Iterator[PorterButton]:
    """Offer what was said in another depth; by these buttons `names_said` knows later what an answer was about."""
    if isinstance(answer, Suggestions):
        for entry in answer.entries:
            yield PorterButton("entry", entry.name, plain(entry.title), asker)
    elif isinstance(answer, Found) and answer.facts:
        yield PorterButton("short", said[0].name, plain(said[0].title), asker)
    elif len(said) > 1:
        for entry in said[:MOST_SAID_AGAIN]:
            yield PorterButton("deeper", entry.name, f"Deeper: {plain(entry.title)}", asker)
    elif said:
        if depth.step_deeper is not depth:
            yield PorterButton("deeper", said[0].name, "Deeper", asker)
        if depth.step_simpler is not depth:
            yield PorterButton(_BY_DEPTH[depth.step_simpler], said[0].name, "Simpler", asker)


def _to_read_next(answer: Answer, library: Library) -> list[ReadNext]:
    names = {entry.name for entry in about(answer)}
    near = [library.entries[name] for name in related(answer) if name not in names][:MOST_TO_READ_NEXT]
    options = [
        discord.SelectOption(label=plain(entry.title), value=entry.name, description=in_a_line(entry)) for entry in near
    ]
    return [ReadNext(options)] if options else []


def _opinions(answer: Answer, asker: int) -> Iterator[PorterButton]:
    """Let people say what they think of an answer, and who asked take it away."""
    if not asker or isinstance(answer, SmallTalk):
        return
    if isinstance(answer, Found):
        name = answer.entries[0].name
        yield PorterButton("up", name, "Helpful", asker)
        yield PorterButton("down", name, "Not helpful", asker)
        yield PorterButton("other", name, "Not what I meant", asker)
    yield PorterButton("dismiss", _NO_ENTRY, "Dismiss", asker)
