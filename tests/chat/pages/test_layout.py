from typing import Any

import pytest
from chat.sent import broken_limits, buttons, components, texts
from chat.stacked import stacked, words
from discord.components import _component_factory

from bot.answering.answer import Answer, Found, Manner, NothingFound, Silence, Suggestions
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.small_talk import Kind, SmallTalk
from bot.chat.pages.buttons import names_offered, names_said
from bot.chat.pages.layout import answer_view, meant_view, still_view, text_view
from bot.pictures.drawing import Picture
from bot.pictures.stills.catalogue import STILLS

ASKER = 2**64 - 1
PICTURE = Picture(alt="Doors in a building. " * 48, png=b"\x89PNG")


def answers(library: Library) -> dict[str, Answer]:
    entries = tuple(library.entries.values())
    found: dict[str, Answer] = {name: Found(with_covered(entry, library)) for name, entry in library.entries.items()}
    side_by_side = Found(tuple(entry for entry in entries if not entry.compares)[:10])
    talk = {kind.name: SmallTalk(kind) for kind in Kind}
    silences = {because.name: NothingFound(because) for because in Silence if because is not Silence.NOT_ASKED}
    return {**found, **silences, **talk, "side by side": side_by_side, "suggestions": Suggestions(entries[:3])}


@pytest.mark.parametrize("asker", [0, ASKER])
@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("depth", Depth)
async def test_every_answer_keeps_to_the_limits_of_discord(
    depth: Depth, manner: Manner, asker: int, library: Library
) -> None:
    broken = {
        name: broken_limits(answer_view(each, library, depth, asker=asker, manner=manner))
        for name, each in answers(library).items()
    }

    assert {name: limits for name, limits in broken.items() if limits} == {}


@pytest.mark.parametrize(
    ("depth", "last"), [(Depth.SHORT, "**Where the picture breaks:**"), (Depth.DEEPER, "-# Sources:")]
)
async def test_every_entry_is_said_to_its_end(depth: Depth, last: str, library: Library) -> None:
    views = {name: answer_view(Found((entry,)), library, depth) for name, entry in library.entries.items()}
    cut = [name for name, view in views.items() if not texts(view)[-1].startswith(last) or "…\n" in texts(view)[-1]]

    assert cut == []


async def test_what_nobody_asked_for_fits_on_a_phone(library: Library) -> None:
    answered = {name: Found(with_covered(entry, library)) for name, entry in library.entries.items()}
    views = {
        name: answer_view(found, library, Depth.SHORT, asker=ASKER, manner=Manner.UNASKED)
        for name, found in answered.items()
    }

    assert {name: len(words(view)) for name, view in views.items() if len(words(view)) > 13} == {}
    assert {name: len(stacked(view)) for name, view in views.items() if len(stacked(view)) > 20} == {}


async def test_entries_side_by_side_fit_on_a_phone_when_nobody_asked(library: Library) -> None:
    both = Found((library.entries["packet"], library.entries["connection"]))
    view = answer_view(both, library, Depth.SHORT, asker=ASKER, manner=Manner.UNASKED)

    assert library.entries["packet"].short in "\n".join(texts(view))
    assert len(words(view)) <= 12


@pytest.mark.parametrize(("port", "last"), [(22, "IANA."), (3000, "ask again."), (8080, "ask again.")])
async def test_facts_fit_on_a_phone_when_nobody_asked(port: int, last: str, library: Library) -> None:
    facts = library.ports.facts(f"what is port {port}")
    found = Found((library.entries["well-known-ports"],), facts)
    view = answer_view(found, library, Depth.SHORT, asker=ASKER, manner=Manner.UNASKED)

    assert len(words(view)) <= 13
    assert texts(view)[-1].endswith(last)


async def test_where_the_picture_breaks_is_said_in_depth_because_it_replaces_the_answer(library: Library) -> None:
    port = library.entries["port"]

    assert port.analogy.breaks in "\n".join(texts(answer_view(Found((port,)), library, Depth.DEEPER)))


def rows(answer: Answer, library: Library, depth: Depth = Depth.SHORT, **how: Any) -> list[list[str]]:
    """Give what can be pressed under an answer, row by row, by custom ids."""
    among = components(answer_view(answer, library, depth, **how))
    return [[each["custom_id"] for each in row["components"]] for row in among if row["type"] == 1]


async def test_the_first_row_is_what_people_want_next_and_the_last_what_they_think_of_it(library: Library) -> None:
    port = library.entries["port"]

    assert rows(Found((port,)), library, asker=7) == [
        ["porter:deeper:port:7", "porter:simpler:port:7", f"porter:demo:{port.demo}:7", "porter:picture:port:7"],
        ["porter:next"],
        ["porter:up:port:7", "porter:down:port:7", "porter:other:port:7", "porter:dismiss:answer:7"],
    ]


async def test_what_nobody_asked_for_offers_nothing_to_read_next_and_nothing_simpler(library: Library) -> None:
    first, last = rows(Found((library.entries["port"],)), library, asker=7, manner=Manner.UNASKED)

    assert first[0] == "porter:deeper:port:7"
    assert not [each for each in first if "simpler" in each or "short" in each]
    assert last[-1] == "porter:dismiss:answer:7"


async def test_an_answer_for_one_person_has_nothing_to_dismiss_or_to_vote_on(library: Library) -> None:
    first, menu = rows(Found((library.entries["port"],)), library)

    assert first[:2] == ["porter:deeper:port", "porter:simpler:port"]
    assert menu == ["porter:next"]


async def test_an_answer_in_depth_offers_it_simpler_and_no_deeper(library: Library) -> None:
    first, *_ = rows(Found((library.entries["port"],)), library, Depth.DEEPER)

    assert first[0] == "porter:short:port"
    assert not [each for each in first if "deeper" in each]


async def test_the_simplest_answer_offers_nothing_simpler(library: Library) -> None:
    first, *_ = rows(Found((library.entries["port"],)), library, Depth.SIMPLER)

    assert not [each for each in first if "simpler" in each or "short" in each]


async def test_what_else_may_have_been_meant_is_read_next_first(library: Library) -> None:
    port, nat = library.entries["port"], library.entries["nat"]
    view = answer_view(Found((port,), confidence=0.5, alternatives=(nat,)), library, Depth.SHORT)

    assert names_offered(as_given_back(view))[0] == "nat"
    assert "port" not in names_offered(as_given_back(view))


async def test_every_label_is_words(library: Library) -> None:
    labels = {
        each["label"]
        for answer in answers(library).values()
        for each in buttons(answer_view(answer, library, Depth.SHORT, asker=7))
    }

    assert all(any(letter.isalpha() for letter in label) for label in labels)
    assert not [label for label in labels if "`" in label or "*" in label]


async def test_who_meant_something_else_is_offered_it_and_the_way_back(library: Library) -> None:
    port, *others = (library.entries[name] for name in ("port", "nat", "socket", "tcp", "udp", "process"))
    view = meant_view(port, others, 7)

    assert broken_limits(view) == []
    ids = [each["custom_id"] for each in buttons(view)]
    assert ids[:5] == [f"porter:entry:{entry.name}:7" for entry in others]
    assert ids[5:] == ["porter:entry:port:7", "porter:dismiss:answer:7"]


@pytest.mark.parametrize("asker", [0, ASKER])
async def test_a_still_keeps_to_the_limits_of_discord_and_leads_back_to_the_words(asker: int, library: Library) -> None:
    views = {name: still_view(entry, PICTURE, asker) for name, entry in library.entries.items()}

    assert {name: broken_limits(view) for name, view in views.items() if broken_limits(view)} == {}
    assert buttons(views["port"])[0]["custom_id"].startswith("porter:short:port")


async def test_every_still_has_an_entry_to_be_offered_with(library: Library) -> None:
    assert set(STILLS) <= set(library.entries)


def as_given_back(view: Any) -> list[Any]:
    """Give a page's components as Discord gives them back."""
    return [each for each in map(_component_factory, view.to_components()) if each]


def said(answer: Answer, library: Library, depth: Depth) -> list[str]:
    """Read from a message as Discord gives it back which entries were said."""
    return names_said(as_given_back(answer_view(answer, library, depth, asker=7)))


@pytest.mark.parametrize("depth", Depth)
async def test_every_answer_tells_by_its_buttons_what_it_said(depth: Depth, library: Library) -> None:
    for name, entry in library.entries.items():
        assert said(Found(with_covered(entry, library)), library, depth) == [name]


async def test_entries_side_by_side_are_told_by_their_buttons(library: Library) -> None:
    both = library.entries["packet"], library.entries["connection"]

    assert said(Found(both), library, Depth.SHORT) == ["packet", "connection"]


async def test_facts_are_told_by_the_button_of_their_entry(library: Library) -> None:
    facts = library.ports.facts("what is port 22")

    assert said(Found((library.entries["well-known-ports"],), facts), library, Depth.SHORT) == ["well-known-ports"]


async def test_suggestions_tell_of_nothing_said(library: Library) -> None:
    assert said(Suggestions(tuple(library.entries.values())[:3]), library, Depth.SHORT) == []


async def test_suggestions_are_buttons(library: Library) -> None:
    suggested = tuple(library.entries.values())[:3]

    assert rows(Suggestions(suggested), library, asker=7) == [
        [f"porter:entry:{entry.name}:7" for entry in suggested],
        ["porter:dismiss:answer:7"],
    ]


async def test_a_view_does_not_end_by_itself(library: Library) -> None:
    view = answer_view(Found((library.entries["port"],)), library, Depth.SHORT)

    assert view.timeout is None


async def test_a_few_sentences_are_said_as_they_are() -> None:
    assert texts(text_view("Hello **there**.")) == ["Hello **there**."]
