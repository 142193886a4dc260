"""The picture of Porter's days in a server: every number is there, nothing overlaps or leaves the picture."""

from itertools import combinations

import pytest

from bot.pictures.activity import ANSWERS, SILENCES, SUGGESTIONS, Activity, Day, Liked, activity_told
from bot.pictures.drawing import draw, lay_out
from bot.pictures.marks import Box, Panel
from bot.pictures.theme import Ink


def made(days: int = 14, *, votes: int = 3, most: int = 9) -> Activity:
    """Some days of which the last has the most of everything, and entries with long and short titles."""
    entries = tuple(
        Liked(f"{'Address already in use ' * number} entry {number}", 40 + number, 1) for number in range(votes)
    )
    number_of_days = tuple(
        Day(at % 31 + 1, most * at // max(days - 1, 1), at % 3, most * at * 100) for at in range(days)
    )
    return Activity(f"The last {days} days", number_of_days, entries, entries)


EMPTY = Activity("The last 7 days", tuple(Day(at, 0, 0, 0) for at in range(1, 8)), (), ())
ALL = pytest.mark.parametrize(
    "shown", [made(7), made(14), made(30), made(14, most=1_000_000), made(14, votes=0), EMPTY, made(0)]
)


def bars(shown: Activity, ink: Ink) -> list[Box]:
    """The bars of a colour, from left to right; the legend's swatch has round corners."""
    panels = [mark for mark in lay_out(shown).marks if isinstance(mark, Panel)]
    return [panel.box for panel in panels if panel.fill == ink and not panel.radius]


@ALL
def test_everything_is_inside_the_picture(shown: Activity) -> None:
    layout = lay_out(shown)

    assert all(layout.panel.holds(mark.box) for mark in layout.marks)


@ALL
def test_no_words_overlap(shown: Activity) -> None:
    assert not [pair for pair in combinations(lay_out(shown).words(), 2) if pair[0].box.overlaps(pair[1].box)]


def test_bars_are_as_high_as_their_numbers_and_stand_on_one_another() -> None:
    days = (Day(1, 4, 2, 10), Day(2, 8, 0, 5), Day(3, 0, 0, 0))
    shown = Activity("Three days", days, (), ())
    [first, second], [suggested] = bars(shown, ANSWERS), bars(shown, SUGGESTIONS)
    quiet = bars(shown, SILENCES)

    assert second.height == pytest.approx(2 * first.height)
    assert suggested.height == pytest.approx(first.height / 2)
    assert suggested.bottom == pytest.approx(first.y)
    assert first.bottom == pytest.approx(second.bottom)
    assert [bar.height for bar in quiet] == pytest.approx([quiet[0].height, quiet[0].height / 2])


def test_what_happened_once_among_thousands_can_still_be_seen() -> None:
    shown = Activity("Two days", (Day(1, 1, 0, 0), Day(2, 100_000, 0, 0)), (), ())

    assert min(bar.height for bar in bars(shown, ANSWERS)) >= 3


def test_the_words_tell_what_the_picture_shows() -> None:
    shown = Activity("Two days", (Day(1, 1, 2, 3), Day(2, 1_500, 0, 4)), (Liked("Port", 3, 1),), (Liked("Fork", 0, 2),))
    told = activity_told(shown)

    assert told.startswith("Two days: answers 1,501, suggestions 2, silences 7.")
    assert "Liked best: Port, 3 helpful, 1 not." in told
    assert "Liked least: Fork, 0 helpful, 2 not." in told
    painted = " ".join(words.text for words in lay_out(shown).words())
    assert all(each in painted for each in ("Answers 1,501", "Suggestions 2", "Silences 7", "Port", "3 helpful, 1 not"))


@ALL
def test_the_words_fit_an_attachments_description(shown: Activity) -> None:
    assert 0 < len(activity_told(shown)) <= 1_000


def test_it_is_drawn_as_a_png_with_its_words() -> None:
    pytest.importorskip("resvg_py")
    picture = draw(made())

    assert picture.png.startswith(b"\x89PNG")
    assert picture.alt == activity_told(made())


def test_a_single_answer_is_no_tower() -> None:
    [one] = bars(Activity("A day", (Day(1, 1, 0, 0),), (), ()), ANSWERS)
    [many] = bars(Activity("A day", (Day(1, 100, 0, 0),), (), ()), ANSWERS)

    assert one.height < many.height / 2
