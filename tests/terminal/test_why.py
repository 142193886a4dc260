"""porter ask --why: the reading, the best entries, and what was weighed."""

from io import StringIO

import pytest
from rich.console import Console

from bot.answering.answer import DEFAULT_THRESHOLDS, Manner
from bot.answering.library import Library
from bot.terminal.why import explain_all


def why(question: str, library: Library, manner: Manner = Manner.ASKED, width: int = 80) -> str:
    output = StringIO()
    explain_all([question], library, manner, DEFAULT_THRESHOLDS, Console(file=output, width=width))
    return output.getvalue()


def test_an_answer_is_explained_from_its_words_to_its_reasons(library: Library) -> None:
    said = why("who is sitting on my prot 3000", library)

    assert "Answered by port-usage" in said
    assert "prot → port" in said
    assert "what the gate weighed" in said
    assert [line.split()[0] for line in said.splitlines() if line.startswith("port-usage")] == ["port-usage"]


def test_the_reasons_add_up_to_what_comes_together(library: Library) -> None:
    lines = why("how can i see which program holds port 3000", library).splitlines()
    start = next(number for number, line in enumerate(lines) if "log-odds" in line)
    *summands, together = [float(line.split()[-1]) for line in lines[start + 1 :] if line.strip()]

    assert sum(summands) == pytest.approx(together, abs=0.06)


@pytest.mark.parametrize(
    ("question", "manner", "verdict"),
    [
        ("what is a port", Manner.ASKED, "Answered by port: "),
        ("difference between a socket and a flurbel", Manner.ASKED, "for half of what it compares is unknown"),
        ("best pizza in town?", Manner.ASKED, "Not answered: the question is about something else"),
        ("my port is closed", Manner.UNASKED, "Not answered: the message doesn't seem to ask"),
        ("what is port 5432", Manner.ASKED, "Answered exactly, from the list of port numbers: Port 5432."),
        ("thanks!", Manner.ASKED, "Small talk (gives thanks)"),
        ("x" * 2_001, Manner.ASKED, "Not answered: the message is longer than"),
    ],
)
def test_the_verdict_comes_first(library: Library, question: str, manner: Manner, verdict: str) -> None:
    assert verdict in " ".join(why(question, library, manner, width=3_000).split())


def test_small_talk_has_no_entries_to_show(library: Library) -> None:
    assert "share" not in why("thanks!", library)


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(library: Library, width: int) -> None:
    said = why("hey, i get OSError: [Errno 98] Address already in use when i start flask, why?", library, width=width)

    assert max(map(len, said.splitlines())) <= width
