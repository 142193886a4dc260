import pytest

from bot.demos.transcript import Door, HostReport
from bot.host.rows import Endpoint, SocketRow


def meanings(*sentences: str) -> tuple[str, ...]:
    row = SocketRow("TCP", Endpoint("127.0.0.1", 631), None, "LISTEN")
    doors = tuple(Door("listener", row, sentence) for sentence in sentences)
    return HostReport("host", "Who listens on this host", doors, (), ()).meanings


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        (("Number 1, indoors: come in.", "Number 2, indoors: come in."), ("Number 1; number 2, indoors: come in.",)),
        (("UDP number 1, indoors.", "UDP number 2, indoors."), ("UDP number 1; UDP number 2, indoors.",)),
        (("It has no number yet.", "It has no number yet."), ("It has no number yet.",)),
        (("Door 1 rests.", "Door 2 rests."), ("Door 1 rests.", "Door 2 rests.")),
        (("Here: come, always.", "There: go, always."), ("Here: come, always.", "There: go, always.")),
    ],
    ids=["numbers", "abbreviations", "the same", "without a comma", "more than a beginning"],
)  # fmt: skip
def test_what_is_true_of_several_doors_is_said_once(sentences: tuple[str, ...], said: tuple[str, ...]) -> None:
    assert meanings(*sentences) == said


def test_what_doors_mean_is_said_in_the_order_of_the_doors() -> None:
    assert meanings("Number 1, indoors.", "It rests.", "Number 2, indoors.") == (
        "Number 1; number 2, indoors.",
        "It rests.",
    )
