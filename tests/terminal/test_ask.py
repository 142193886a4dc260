import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from terminal.porter_command import command, environment, porter

from bot.answering.answer import DEFAULT_THRESHOLDS, Manner
from bot.answering.library import Library
from bot.terminal.ask import answer_all, questions_from
from bot.yaml_document import FaultyFileError

KEYS = ["question", "outcome", "entries", "suggestions", "text"]
PORT, SOCKET = "what is a port", "what is a socket"
BOTH = "port vs socket"
CHAT = "lol same, see you tomorrow"


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def laid_out(library: Library, *questions: str, manner: Manner = Manner.ASKED) -> str:
    output = StringIO()
    answer_all(questions, library, manner, DEFAULT_THRESHOLDS, Console(file=output, width=92), as_json=False)
    return output.getvalue()


@pytest.fixture
def as_json(library: Library, capsys: pytest.CaptureFixture[str]) -> Any:
    """Answers questions in the form for scripts."""

    def ask(*questions: str, manner: Manner = Manner.ASKED) -> list[dict[str, Any]]:
        answer_all(questions, library, manner, DEFAULT_THRESHOLDS, Console(file=StringIO()), as_json=True)
        return rows(capsys.readouterr().out)

    return ask


def test_the_command_answers_its_arguments_as_json_in_their_order(tmp_path: Path) -> None:
    questions = [BOTH, PORT, "wie wird das wetter in münchen 🌧?", SOCKET, PORT]
    ran = porter("ask", "--json", *questions, home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert [row["question"] for row in rows(ran.stdout)] == questions
    assert [list(row) for row in rows(ran.stdout)] == [KEYS] * 5


def test_the_command_reads_questions_from_standard_input(tmp_path: Path) -> None:
    ran = porter("ask", "--json", home=tmp_path, stdin=f"{PORT}\n\n   \n{SOCKET}")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert [row["question"] for row in rows(ran.stdout)] == [PORT, SOCKET]


def test_empty_standard_input_is_no_question(tmp_path: Path) -> None:
    ran = porter("ask", home=tmp_path)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_command_reads_questions_from_a_file(tmp_path: Path) -> None:
    lines = [json.dumps({"text": PORT, "id": 7}), "", json.dumps({"text": "ports — ¿qué son?"}, ensure_ascii=False)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = porter("ask", "--json", "--from", "questions.jsonl", home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert [row["question"] for row in rows(ran.stdout)] == [PORT, "ports — ¿qué son?"]


def test_a_bad_line_is_named_with_file_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text('{"text": "what is a port"}\n{"text": nothing}\n', encoding="utf-8")
    ran = porter("ask", "--json", "--from", "questions.jsonl", home=tmp_path)

    assert ran.returncode == 3
    assert ran.stderr.startswith("questions.jsonl:2:10: ")
    assert "Traceback" not in ran.stderr


def test_questions_and_a_file_are_one_too_many(tmp_path: Path) -> None:
    ran = porter("ask", PORT, "--from", "questions.jsonl", home=tmp_path)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--from" in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader is told otherwise on Windows")
@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--json", PORT, SOCKET),
        ("ask", PORT, SOCKET),
        ("demo", "port-in-use"),
        pytest.param(
            ("demo", "port-in-use", "--json"),
        ),
    ],
)
def test_a_reader_who_leaves_is_no_error(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with subprocess.Popen(
        command(*arguments), cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.close()  # what `head` does, only surely in time
        assert process.stderr
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


def test_an_entry_found_is_named_with_its_text(as_json: Any) -> None:
    (row,) = as_json(PORT)

    assert (row["outcome"], row["entries"]) == ("found", ["port"])
    assert len(row["suggestions"]) <= 3
    assert "port" not in row["suggestions"]
    assert row["text"].strip()


def test_each_question_is_answered_for_itself(as_json: Any) -> None:
    alone = as_json("tell me more")[0]

    assert as_json(PORT, "tell me more")[1] == alone
    assert alone["outcome"] == "nothing"


def test_small_talk_finds_nothing_and_has_a_text(as_json: Any) -> None:
    (row,) = as_json("hello!")

    assert (row["outcome"], row["entries"], row["suggestions"]) == ("nothing", [], [])
    assert row["text"].startswith("Hello.")


def test_a_comparison_is_named_before_both_that_it_compares(as_json: Any) -> None:
    (row,) = as_json(BOTH)

    assert row["outcome"] == "found"
    assert row["entries"] == ["port-vs-socket", "port", "socket"]


@pytest.mark.parametrize("question", ["how do i bake bread", "", "🌧", CHAT, "x" * 5_000])
def test_what_is_not_found_has_no_entries(as_json: Any, question: str) -> None:
    (row,) = as_json(question)

    assert row["outcome"] in {"suggestions", "nothing"}
    assert row["entries"] == []
    assert bool(row["suggestions"]) == (row["outcome"] == "suggestions")


def test_suggestions_are_named_by_their_entries(as_json: Any, library: Library) -> None:
    rows = as_json(*(f"{entry.title} mumble fnord" for entry in library.entries.values()))
    suggested = [row for row in rows if row["outcome"] == "suggestions"]

    assert suggested
    assert all(library.entries.keys() >= set(row["suggestions"]) and not row["entries"] for row in suggested)


def test_what_is_said_for_scripts_has_no_marks_and_no_colours(as_json: Any) -> None:
    texts = "".join(row["text"] for row in as_json(PORT, BOTH, "how do i bake bread"))

    assert not [mark for mark in ("`", "**", "\x1b") if mark in texts]


@pytest.mark.parametrize("question", ["¿qué es un puerto? 端口 🚪", 'a "quoted" \\ port\ttab', "[red]port[/red] [link"])
def test_a_question_comes_back_unchanged(as_json: Any, question: str) -> None:
    assert as_json(question)[0]["question"] == question


def test_an_unasked_question_that_fits_is_answered(as_json: Any) -> None:
    (row,) = as_json("What is a port?", manner=Manner.UNASKED)

    assert (row["outcome"], row["entries"]) == ("found", ["port"])


def test_unasked_porter_stays_silent_on_everything_else(as_json: Any) -> None:
    (row,) = as_json(CHAT, manner=Manner.UNASKED)

    assert (row["outcome"], row["entries"], row["suggestions"], row["text"]) == ("nothing", [], [], "")


def test_a_reader_sees_which_overheard_messages_get_no_answer(library: Library) -> None:
    assert laid_out(library, CHAT, manner=Manner.UNASKED) == f"(silent) {CHAT}\n"


def test_the_command_judges_as_overheard_with_unasked(tmp_path: Path) -> None:
    ran = porter("ask", "--unasked", CHAT, home=tmp_path)

    assert (ran.returncode, ran.stdout.strip()) == (0, f"(silent) {CHAT}")


def test_a_reader_gets_the_title_the_picture_and_the_sources(library: Library) -> None:
    shown = laid_out(library, PORT)

    assert shown.startswith(library.entries["port"].title)
    assert all(heading in shown for heading in ("In the town", "Where the picture breaks", "Exactly", "Sources"))


def test_marks_in_a_question_are_not_interpreted(library: Library) -> None:
    assert "[bold]x" in laid_out(library, "[bold]x", manner=Manner.UNASKED)


def test_a_missing_file_is_a_fault_of_that_file(tmp_path: Path) -> None:
    with pytest.raises(FaultyFileError, match=r"none\.jsonl:1:1: the file can't be read"):
        list(questions_from(tmp_path / "none.jsonl"))


def test_a_file_that_is_no_text_is_a_fault_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(FaultyFileError, match=r"binary\.jsonl:1:1: "):
        list(questions_from(tmp_path / "binary.jsonl"))


@pytest.mark.parametrize("line", ['"what is a port"', "[]", "null", "{}", '{"text": 7}', '{"Text": "x"}'])
def test_a_line_without_text_is_named_by_its_number(line: str, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(f'{{"text": "x"}}\n\n{line}\n', encoding="utf-8")

    with pytest.raises(FaultyFileError, match=r"q\.jsonl:3:1: "):
        list(questions_from(tmp_path / "q.jsonl"))


def test_a_byte_order_mark_is_no_part_of_a_question(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "a"}\n')

    assert list(questions_from(tmp_path / "q.jsonl")) == ["a"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_end_as_on_any_system(line_end: str, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(f'{{"text": "a"}}{line_end}{{"text": "b"}}{line_end}'.encode())

    assert list(questions_from(tmp_path / "q.jsonl")) == ["a", "b"]


def test_a_line_separator_inside_a_question_ends_no_line(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"text": "what is\u2028a port"}\n', encoding="utf-8")

    assert list(questions_from(tmp_path / "q.jsonl")) == ["what is\u2028a port"]


def test_half_a_character_in_a_question_is_answered_or_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"text": "\\ud800 what is a port"}\n', encoding="utf-8")
    ran = porter("ask", "--json", "--from", "q.jsonl", home=tmp_path)

    assert ran.returncode in {0, 3}
    assert "Traceback" not in ran.stderr
