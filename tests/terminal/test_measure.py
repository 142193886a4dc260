import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from builders import make_entry, make_library
from rich.console import Console
from terminal.porter_command import porter
from terminal.pseudo_terminal import in_terminal

from bot.answering.answer import DEFAULT_THRESHOLDS
from bot.answering.library import Library
from bot.terminal.measure import labelled_messages, measure_file
from bot.yaml_document import FaultyFileError

NAMES = ("kettle", "stove")
TALLY = {
    "answerable": 2,
    "right": 1,
    "right_first": 1,
    "right_shown": 1,
    "wrong": 1,
    "out_of_scope": 1,
    "out_of_scope_left": 1,
    "chatter": 1,
    "chatter_left": 1,
    "spoke_in_chatter": 0,
    "spoke_out_of_scope": 0,
}


def line(text: str = "what is a kettle", label: str = "A", **fields: Any) -> str:
    concepts = ["kettle"] if label == "A" else []
    return json.dumps({"text": text, "class": label, "concepts": concepts, "intent": "define", **fields})


LINES = (
    line(),
    line("what is a stove"),
    line("what is a xylophone good for", "B"),
    line("lol same", "C", intent="none", id=7),
)


@pytest.fixture
def kitchen() -> Library:
    return make_library(make_entry("kettle"), make_entry("stove"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str) -> Path:
        path = tmp_path / "messages.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def laid_out(path: Path, library: Library, most_mistakes: int = 10, width: int = 80) -> str:
    output = StringIO()
    measure_file(
        path, library, DEFAULT_THRESHOLDS, Console(file=output, width=width), most_mistakes=most_mistakes, as_json=False
    )
    return output.getvalue()


def faults(path: Path) -> list[str]:
    with pytest.raises(FaultyFileError) as error:
        labelled_messages(path, NAMES)
    return [str(fault).removeprefix(f"{path}:") for fault in error.value.faults]


# What it says


def test_a_reader_sees_every_row_with_count_and_share(write: Callable[..., Path], kitchen: Library) -> None:
    rows = [" ".join(row.split()) for row in laid_out(write(*LINES), kitchen).splitlines()]

    assert "asked A right entry in the answer 2 1 50.0 %" in rows
    assert "right entry first 2 1 50.0 %" in rows
    assert "right among answer and three suggestions 2 1 50.0 %" in rows
    assert "wrong entry 2 1 50.0 %" in rows
    assert 'B "I don\'t know", or only suggestions 1 1 100.0 %' in rows
    assert "C the same, for information 1 1 100.0 %" in rows
    assert [row for row in rows if row.startswith("unasked A answered rightly 2 ")]
    assert [row for row in rows if row.startswith("C spoke up 1 0 0.0 %")]


def test_a_reader_sees_intents_concepts_confidence_and_times(write: Callable[..., Path], kitchen: Library) -> None:
    shown = laid_out(write(*LINES), kitchen)
    rows = [row.split() for row in shown.splitlines()]

    assert [row[:3] for row in rows if row[:1] == ["define"]] == [["define", "2", "50"]]
    assert [row[:3] for row in rows if row[:1] == ["kettle"]] == [["kettle", "2", "50"]]
    assert "expected calibration error" in shown
    assert all(heading in shown for heading in ("Time of one answer", "99th percentile", "unasked, class C"))


def test_a_mistake_is_named_with_its_text_and_what_was_expected(write: Callable[..., Path], kitchen: Library) -> None:
    shown = laid_out(write(line("what  is\na stove")), kitchen)

    assert "stove, expected kettle" in shown
    assert "what is a stove" in shown


def test_a_long_text_is_shortened(write: Callable[..., Path], kitchen: Library) -> None:
    long = "what is a stove " + "and then some more of it " * 50
    shown = laid_out(write(line(long), line(long, "B")), kitchen)

    assert " …" in shown
    assert shown.count("and then some more of it") < 10


def test_control_characters_of_a_text_never_reach_the_terminal(write: Callable[..., Path], kitchen: Library) -> None:
    shown = laid_out(write(line("what is a stove \x1b[31m\u202e [bold]x[/bold]", intent="\x1b[2J")), kitchen)

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]x" in shown


def test_as_many_mistakes_are_named_as_wanted(
    write: Callable[..., Path], kitchen: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(*[line(f"what is a stove{'!' * number}") for number in range(1, 6)])
    measure_file(path, kitchen, DEFAULT_THRESHOLDS, Console(file=StringIO()), most_mistakes=1, as_json=True)

    assert len(json.loads(capsys.readouterr().out)["wrong"]) == 1
    assert laid_out(path, kitchen, most_mistakes=2).count("A  stove, expected kettle") == 2
    assert "expected kettle" not in laid_out(path, kitchen, most_mistakes=0)


def test_each_message_is_asked_and_overheard(
    write: Callable[..., Path], kitchen: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    measure_file(
        write(line("kettle")), kitchen, DEFAULT_THRESHOLDS, Console(file=StringIO()), most_mistakes=0, as_json=True
    )
    total = json.loads(capsys.readouterr().out)["total"]

    assert (total["right"], total["spoke_rightly"]) == (1, 0)


def test_a_class_without_messages_has_no_share(write: Callable[..., Path], kitchen: Library) -> None:
    rows = [" ".join(row.split()) for row in laid_out(write(LINES[3]), kitchen).splitlines()]

    assert "asked A right entry in the answer 0 0 –" in rows


@pytest.mark.parametrize("width", [40, 80, 92])
def test_it_fits_the_window(width: int, write: Callable[..., Path], kitchen: Library) -> None:
    shown = laid_out(write(*LINES, line(intent="an-intent-with-a-long-name")), kitchen, width=width)

    assert max(map(len, shown.splitlines())) <= width


def test_for_scripts_everything_is_in_one_object(
    write: Callable[..., Path], kitchen: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    measure_file(write(*LINES), kitchen, DEFAULT_THRESHOLDS, Console(file=StringIO()), most_mistakes=10, as_json=True)
    told = json.loads(capsys.readouterr().out)

    assert list(told) == [
        "total", "by_intent", "by_concept", "times", "reliability_asked", "reliability_unasked", "wrong", "missed",
    ]  # fmt: skip
    assert TALLY.items() <= told["total"].items()
    assert set(told["by_intent"]) == {"define", "none"}
    assert set(told["times"]) == {"asked", "unasked", "unasked_chatter"}
    assert told["wrong"][-1] | {"confidence": 0} == {
        "text": "what is a stove",
        "class": "A",
        "intent": "define",
        "manner": "asked",
        "expected": ["kettle"],
        "given": ["stove"],
        "confidence": 0,
    }


# Faulty files


def test_a_good_line_is_read_with_its_label(write: Callable[..., Path]) -> None:
    (message, chatter) = labelled_messages(write(LINES[0], "", LINES[3]), NAMES)

    assert (message.text, message.label.value, message.concepts) == ("what is a kettle", "A", ("kettle",))
    assert (message.intent, chatter.label.value, chatter.concepts) == ("define", "C", ())


@pytest.mark.parametrize("written", ["", "\n\n  \n"])
def test_an_empty_file_is_refused_with_what_a_line_is_like(written: str, write: Callable[..., Path]) -> None:
    (fault,) = faults(write(written))

    assert fault.startswith('1:1: no messages here; a line is like {"text"')


def test_the_form_that_an_empty_file_is_told_is_right(write: Callable[..., Path]) -> None:
    (fault,) = faults(write(""))

    assert labelled_messages(write(fault.partition("like ")[2]), ["port"])


def test_every_faulty_line_is_told_at_once(write: Callable[..., Path]) -> None:
    told = faults(write(LINES[0], '{"text": nothing}', "[]", line(label="D"), line(intent=None)))

    assert [fault.split(":")[:2] for fault in told] == [["2", "10"], ["3", "1"], ["4", "1"], ["5", "1"]]


@pytest.mark.parametrize("label", ["D", "a", "", None, 1, ["A"], {}])
def test_an_unknown_class_is_refused_with_the_known_ones(label: Any, write: Callable[..., Path]) -> None:
    (fault,) = faults(write(json.dumps({"text": "x", "class": label, "concepts": [], "intent": ""})))

    assert '"A" (answerable), "B" (out of scope) or "C" (chatter)' in fault


@pytest.mark.parametrize("field", ["text", "class", "concepts", "intent"])
def test_a_missing_field_is_named(field: str, write: Callable[..., Path]) -> None:
    fields = json.loads(LINES[0])
    del fields[field]
    (fault,) = faults(write(json.dumps(fields)))

    assert fault.startswith("1:1: ")
    assert f'"{field}"' in fault


@pytest.mark.parametrize("concepts", ["kettle", [1], None, {"kettle": 1}])
def test_concepts_are_a_list_of_names(concepts: Any, write: Callable[..., Path]) -> None:
    (fault,) = faults(write(line(concepts=concepts)))

    assert 'the field "concepts" is a list' in fault


def test_what_is_answerable_names_by_what(write: Callable[..., Path]) -> None:
    (fault,) = faults(write(line(concepts=[])))

    assert 'names in "concepts" which entries answer it' in fault


def test_a_concept_that_no_entry_has_is_refused_with_the_nearest(write: Callable[..., Path]) -> None:
    near, far = faults(write(line(concepts=["kettel"]), line(concepts=["stove", "xylophone"])))

    assert near == "1:1: no entry is called `kettel`; did you mean `kettle`?"
    assert far == "2:1: no entry is called `xylophone`; write that entry, or name one of those that there are"


def test_a_number_too_long_to_read_is_a_fault_of_its_line(write: Callable[..., Path]) -> None:
    (fault,) = faults(write(f'{{"text": "x", "id": {"1" * 5_000}}}'))

    assert fault == "1:1: a number is too long; shorten it"


# The command


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lines = [line("what is a port", concepts=["port"]), line("lol same", "C", intent="none")]
    (tmp_path / "messages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_the_command_measures_a_file_for_a_reader(home: Path) -> None:
    ran = porter("measure", "messages.jsonl", home=home)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "right entry in the answer" in ran.stdout


def test_the_command_measures_a_file_for_scripts(home: Path) -> None:
    ran = porter("measure", "--json", "--mistakes", "0", "messages.jsonl", home=home)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["total"]["right"] == 1


def test_the_command_refuses_a_faulty_file_with_line_and_remedy(home: Path) -> None:
    (home / "messages.jsonl").write_text(line(concepts=["prot"]), encoding="utf-8")
    ran = porter("measure", "messages.jsonl", home=home)

    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == "messages.jsonl:1:1: no entry is called `prot`; did you mean `port`?\n"


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    ran = porter("measure", "none.jsonl", home=tmp_path)

    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr.startswith("none.jsonl:1:1: the file can't be read")


def test_half_a_character_in_a_message_is_measured_or_refused_in_a_sentence(home: Path) -> None:
    (home / "messages.jsonl").write_text(
        '{"text": "\\ud800 what is a port", "class": "B", "concepts": [], "intent": ""}', encoding="utf-8"
    )

    for options in ([], ["--json"]):
        ran = porter("measure", "messages.jsonl", *options, home=home)
        assert ran.returncode in {0, 3}
        assert "Traceback" not in ran.stderr


def test_on_a_terminal_a_bar_shows_how_far_it_is(home: Path) -> None:
    many = [line("what is a port", concepts=["port"])] * 200
    (home / "messages.jsonl").write_text("\n".join(many), encoding="utf-8")

    with in_terminal("measure", "messages.jsonl", home=home) as terminal:
        terminal.sees("Measuring", "%", "Messages")
        assert terminal.ends() == 0


def test_what_was_not_measured_has_no_table(write: Callable[..., Path], kitchen: Library) -> None:
    said = laid_out(write('{"text": "who won the match?", "class": "B", "concepts": [], "intent": "define"}'), kitchen)

    assert "Messages" in said
    assert "By main concept" not in said
    assert "Confidence, unasked" not in said
