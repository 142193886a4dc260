from typing import Any

import pytest
from builders import make_entry

from bot.answering.browsing import menus
from bot.answering.library import Library
from bot.answering.loader import own_directory
from bot.answering.shelf import Shelf
from bot.chat.browsing.map_menus import find_menu, map_view


@pytest.fixture(scope="module")
def own() -> Library:
    return Shelf(own_directory()).library


@pytest.fixture(scope="module")
def large() -> Library:
    """Forty topics, the first of them with sixty entries, whose titles and sentences are as long as may be."""
    entries = [make_entry(name=f"topic-{number}", topic=f"topic-{number}", title="t" * 60) for number in range(1, 40)]
    entries += [
        make_entry(name=f"entry-{number}", topic="topic-0", title=f"{number} {'w' * 55}", short="x" * 70 + " y" * 40)
        for number in range(60)
    ]
    return Library.of(entries)


def selects(view: Any) -> list[Any]:
    return [each.item for each in view.walk_children() if hasattr(each, "item")]


@pytest.mark.parametrize("which", ["own", "large"])
def test_the_map_keeps_discords_limits(which: str, request: pytest.FixtureRequest) -> None:
    library = request.getfixturevalue(which)
    for view in (map_view(library), *(map_view(library, menu) for menu in menus(library))):
        shown = selects(view)
        assert shown
        assert view.total_children_count <= 40
        assert view.content_length() <= 4_000
        assert len({select.custom_id for select in shown}) == len(shown)
        for select in shown:
            assert 1 <= len(select.options) <= 25
            assert len({option.value for option in select.options}) == len(select.options)
            for option in select.options:
                assert 1 <= len(option.label) <= 100
                assert 1 <= len(option.value) <= 100
                assert 1 <= len(option.description) <= 100


@pytest.mark.parametrize("which", ["own", "large"])
def test_every_entry_is_two_picks_away(which: str, request: pytest.FixtureRequest) -> None:
    library = request.getfixturevalue(which)
    reached = set()
    for select in selects(map_view(library)):
        for topic in select.options:
            menu = find_menu(topic.value, library)
            assert menu is not None
            entries, *_ = selects(map_view(library, menu))
            reached |= {option.value for option in entries.options}

    assert reached == set(library.entries)


def test_a_topic_that_is_gone_is_not_found(own: Library) -> None:
    assert find_menu("no-such-topic:1", own) is None


def test_an_empty_map_has_no_menu() -> None:
    assert selects(map_view(Library.of([]))) == []
