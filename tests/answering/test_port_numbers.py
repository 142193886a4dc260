"""Port numbers: what asks for one, what merely holds one, and what is said."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from builders import make_entry, write_entry, write_yaml

from bot.answering.answer import Answer, Found, Manner, NothingFound, Suggestions, answer
from bot.answering.depth import Depth
from bot.answering.library import Library
from bot.answering.loader import load_library, read_knowledge
from bot.answering.port_numbers import LISTED, RANGES, Facts, PortNumber, PortNumbers
from bot.answering.wording import passages, related, title_of
from bot.yaml_document import FaultyFileError


def port(number: int, service: str, *also_called: str, **overrides: Any) -> PortNumber:
    content = {
        "number": number,
        "protocols": ("tcp",),
        "service": service,
        "also_called": also_called,
        "what": f"Where {service} is.",
        "assigned": "iana",
        "encrypted": "never",
    }
    return PortNumber.model_validate(content | overrides)


PORTS = PortNumbers(
    [
        port(22, "SSH", "secure shell", encrypted="always"),
        port(25, "SMTP", encrypted="optional"),
        port(53, "DNS", protocols=("udp", "tcp")),
        port(80, "HTTP", "web server"),
        port(443, "HTTPS", protocols=("tcp", "udp"), encrypted="always"),
        port(587, "SMTP", "mail submission", encrypted="optional"),
        port(3306, "MySQL"),
        port(5432, "PostgreSQL", "postgres"),
        port(8080, "Tomcat", assigned="habit"),
        port(8080, "HTTP alternative"),
        port(25565, "Minecraft", assigned="habit"),
        port(50051, "gRPC", assigned="habit"),
    ]
)
LIBRARY = Library.of(
    [
        make_entry(LISTED, "ports", asked_as=["which ports are well known"]),
        make_entry(RANGES, "ports", asked_as=["which ranges of ports are there"]),
        make_entry("port", "ports", asked_as=["what is a port", "port"]),
        make_entry("port-usage", "ports", asked_as=["what is using my port", "who holds a port"]),
    ],
    PORTS.ports,
)
NO_PORT = "is no port number: ports are the whole numbers from 0 to 65535, written in plain digits."


def facts(question: str) -> Facts:
    """Give the facts of a question that is about a port number, sure to be answered when asked."""
    found = PORTS.facts(question)
    assert found is not None
    return found


def of_ports(answered: Answer) -> str:
    """Give the heading of the facts in an answer, if there are any."""
    return answered.facts.heading if isinstance(answered, Found) and answered.facts else ""


# A number


@pytest.mark.parametrize(
    "question",
    [
        "what is port 5432",
        "what is port 5432?",
        "whats port 5432??",
        "What's port number 5432?",
        "port 5432",
        "5432",
        "5432?",
        "what is 5432",
        "what runs on port 5432",
        "which service uses port 5432",
        "what is port `5432` used for",
        "is 5432 tcp or udp",
        "can you explain 5432 please",
    ],
)
def test_what_is_on_a_number_is_told(question: str) -> None:
    said = "**5432** (TCP) is PostgreSQL: Where PostgreSQL is. It is registered with IANA, and not encrypted by itself."

    assert facts(question) == Facts("Port 5432", (said,), LISTED)


def test_a_number_of_several_services_is_told_with_all_of_them() -> None:
    tomcat, http = facts("what is port 8080").sentences

    assert "Tomcat" in tomcat
    assert "used by habit" in tomcat
    assert "HTTP alternative" in http
    assert "registered with IANA" in http


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("port 22", "and encrypted."),
        ("port 25", "encrypted only where it is set up so."),
        ("port 80", "not encrypted by itself."),
        ("port 53", "(UDP and TCP)"),
    ],
)
def test_protocols_and_what_is_encrypted_are_told(question: str, told: str) -> None:
    assert told in facts(question).sentences[0]


def test_leading_zeros_change_nothing() -> None:
    assert facts("what is port 00080").heading == "Port 80"


@pytest.mark.parametrize("question", ["22", "22?", "what is 22", "is 22 many", "80", "443 or what"])
def test_a_small_number_alone_may_count_anything(question: str) -> None:
    assert PORTS.facts(question) is None


# A service


@pytest.mark.parametrize(
    "question",
    [
        "which port does ssh use",
        "what port is SSH?",
        "ssh port",
        "default ssh port?",
        "port for ssh?",
        "port number of secure shell",
        "which port does the secure shell usually run on",
    ],
)
def test_which_port_a_service_uses_is_told(question: str) -> None:
    found = facts(question)

    assert (found.heading, found.entry) == ("The port of SSH", LISTED)
    assert [sentence[:16] for sentence in found.sentences] == ["**22** (TCP) is "]


@pytest.mark.parametrize("question", ["port for https?", "default port of postgresql", "default port of postgres"])
def test_a_service_has_its_own_name_and_others(question: str) -> None:
    assert facts(question).heading in {"The port of HTTPS", "The port of PostgreSQL"}


def test_a_service_with_several_ports_is_told_with_all_of_them() -> None:
    found = facts("which ports does smtp use")

    assert found.heading == "The port of SMTP"
    assert [sentence.split("*")[2] for sentence in found.sentences] == ["25", "587"]


def test_several_services_are_told_together() -> None:
    found = facts("which ports do mysql and postgres use")

    assert found.heading == "The port of MySQL and PostgreSQL"
    assert [sentence.split("*")[2] for sentence in found.sentences] == ["3306", "5432"]


def test_the_longest_name_of_a_service_counts() -> None:
    assert [s.split("*")[2] for s in facts("which port does http alternative use").sentences] == ["8080"]


@pytest.mark.parametrize("question", ["what is ssh", "which ssh", "ssh", "what is the port of kerfuffle"])
def test_a_service_without_the_word_port_or_one_unknown_is_not_about_ports(question: str) -> None:
    assert PORTS.facts(question) is None


# Both


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("is 3306 mysql", "Yes, 3306 is what MySQL usually uses."),
        ("is port 3306 mysql?", "Yes, 3306 is what MySQL usually uses."),
        ("is 22 ssh", "Yes, 22 is what SSH usually uses."),
        ("is 587 smtp", "Yes, 587 is what SMTP usually uses."),
        ("is 8080 the port of tomcat", "Yes, 8080 is what Tomcat usually uses."),
        ("is 3306 postgres", "Not usually: PostgreSQL uses 5432 by default."),
        ("is 3306 smtp", "Not usually: SMTP uses 25 and 587 by default."),
        ("is 50052 mysql", "Not usually: MySQL uses 3306 by default."),
    ],
)
def test_a_number_and_a_service_get_a_verdict_first(question: str, verdict: str) -> None:
    found = facts(question)

    assert found.sentences[0] == verdict
    assert len(found.sentences) > 1
    assert found.entry == LISTED


# Numbers that aren't listed


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (0, "Port 0 is reserved"),
        (1, "a system port (0 to 1023)"),
        (1_023, "a system port (0 to 1023)"),
        (1_024, "a user port (1024 to 49151)"),
        (49_151, "a user port (1024 to 49151)"),
        (49_152, "a dynamic port (49152 to 65535)"),
        (50_052, "a dynamic port (49152 to 65535)"),
        (65_535, "a dynamic port (49152 to 65535)"),
    ],
)
def test_a_number_that_is_not_listed_is_told_with_its_range(number: int, kind: str) -> None:
    found = facts(f"what is port {number}")

    assert (found.heading, found.entry) == (f"Port {number}", RANGES)
    assert kind in found.sentences[0]


@pytest.mark.parametrize("question", ["what is 50052", "50052", "what is 99999", "is it 2024 yet", "is 1500 too much"])
def test_a_number_alone_that_is_not_listed_may_count_anything(question: str) -> None:
    assert PORTS.facts(question) is None


# Numbers that are none

FULL_WIDTH = "\uff18\uff10"  # 80, as Japanese keyboards type it
BAD = [
    "-1",
    "+80",
    "65536",
    "99999",
    "80.5",
    "1_000",
    "0x50",
    "8²",
    "٨٠",
    FULL_WIDTH,
    "\u2212" + "1",
    "9" * 5_000,
    "1" + "_" * 90,
]


@pytest.mark.parametrize("written", BAD, ids=ascii)
@pytest.mark.parametrize("question", ["what is port {}", "port {}?", "which port number is port {}"])
def test_what_is_no_port_number_gets_the_range(question: str, written: str) -> None:
    found = facts(question.format(written))

    [sentence] = found.sentences
    assert (found.heading, found.entry) == ("Not a port number", RANGES)
    assert sentence.endswith(NO_PORT)


@pytest.mark.parametrize("written", BAD, ids=ascii)
def test_of_what_is_no_port_number_only_what_is_short_and_plain_is_repeated(written: str) -> None:
    [sentence] = facts(f"what is port {written}").sentences

    said = sentence.removesuffix(NO_PORT)
    assert re.fullmatch(r"(`[+-]?[0-9._]{1,13}` |That )", said)
    assert sentence.isascii()
    assert len(sentence) < 130


@pytest.mark.parametrize("written", BAD, ids=ascii)
@pytest.mark.parametrize("manner", Manner)
def test_no_bad_number_is_too_much_for_an_answer(manner: Manner, written: str) -> None:
    assert answer(f"what is port {written}?", LIBRARY, manner)


def test_a_number_with_a_comma_gets_the_range() -> None:
    assert facts("what is port 1,000").heading == "Not a port number"


# Numbers in other sentences

OTHERS = [
    "what is using port 8080",
    "my app runs on port 3000 and nothing happens",
    "why is port 80 blocked",
    "how do i open port 25565",
    "port 5432 already in use",
    "can two programs share port 80",
    "i have 22 sockets",
    "connect to 127.0.0.1:5432 fails",
    "version 3306 of what",
    "what is localhost:5432",
    "open http://localhost:5432",
    "192.168.1.80",
    "is port 80 open",
    "port 5432 is open",
    "close port 8080",
    "kill whatever is on port 3000",
    "what is listening on port 22",
    "is my port 22 free",
    "is it port 5432 or 3306",
    "how many ports are there",
    "what is a port",
    "ports 3000-3005",
    "what is 2024-01-05",
    "what is rfc 9293",
    "errno 10061",
    "EADDRINUSE :::3000",
    "room 5432 at 8080 o'clock",
    "port 5432 " + "and so on " * 10,
]


@pytest.mark.parametrize("sentence", OTHERS)
@pytest.mark.parametrize("manner", Manner)
def test_a_number_in_another_sentence_is_left_alone(manner: Manner, sentence: str) -> None:
    assert PORTS.facts(sentence) is None
    assert of_ports(answer(sentence, LIBRARY, manner)) == ""


@pytest.mark.parametrize("sentence", ["who uses port 8080", "who is on port 8080"])
def test_who_holds_a_port_is_another_question(sentence: str) -> None:
    assert PORTS.facts(sentence) is None


@pytest.mark.parametrize(
    "remark", ["is it 2024 yet?", "is 1500 too much?", "were you here in 1999?", "what was that in 2024?"]
)
def test_a_number_without_a_port_is_not_spoken_up_on(remark: str) -> None:
    assert isinstance(answer(remark, LIBRARY, Manner.UNASKED), NothingFound)


# Asked and unasked


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize(
    ("question", "heading", "entry"),
    [
        ("what is port 5432?", "Port 5432", LISTED),
        ("which port does ssh use", "The port of SSH", LISTED),
        ("is 3306 mysql", "Port 3306", LISTED),
        ("what is 50051", "Port 50051", LISTED),
        ("what is port 50052", "Port 50052", RANGES),
        ("what is port 99999?", "Not a port number", RANGES),
    ],
)
def test_it_is_answered_asked_and_unasked(manner: Manner, question: str, heading: str, entry: str) -> None:
    found = answer(question, LIBRARY, manner)

    assert isinstance(found, Found)
    assert (of_ports(found), found.entries[0].name) == (heading, entry)


@pytest.mark.parametrize(
    "remark",
    ["port 5432 is open", "port 5432", "5432", "ssh port", "i use port 22", "we run ssh on port 22", "use 8080"],
)
def test_a_remark_on_a_port_is_not_spoken_up_on(remark: str) -> None:
    assert isinstance(answer(remark, LIBRARY, Manner.UNASKED), NothingFound)


@pytest.mark.parametrize(
    "remark", ["do you use port 22?", "is your port 5432?", "is this port 5432?", "i use port 22 ok?"]
)
def test_a_question_to_somebody_else_is_not_answered(remark: str) -> None:
    assert isinstance(answer(remark, LIBRARY, Manner.UNASKED), NothingFound)


@pytest.mark.parametrize("written", ["8²", FULL_WIDTH], ids=ascii)
def test_unasked_as_well_only_plain_digits_make_a_number(written: str) -> None:
    assert of_ports(answer(f"what is port {written}?", LIBRARY, Manner.UNASKED)) in {"", "Not a port number"}


@pytest.mark.parametrize("manner", Manner)
def test_small_words_around_it_hide_nothing(manner: Manner) -> None:
    assert of_ports(answer("hello guys, what is port 5432? thanks", LIBRARY, manner)) == "Port 5432"


def test_a_sentence_before_it_hides_nothing_unasked() -> None:
    post = "I'm learning about databases at school. What is port 5432?"

    assert of_ports(answer(post, LIBRARY, Manner.UNASKED)) == "Port 5432"


def test_a_sentence_before_it_hides_nothing_asked() -> None:
    post = "I'm learning about databases at school. What is port 5432?"

    assert of_ports(answer(post, LIBRARY, Manner.ASKED)) == "Port 5432"


def test_without_the_entry_that_tells_more_there_are_no_facts() -> None:
    library = Library.of([make_entry("kettle")], PORTS.ports)

    assert of_ports(answer("what is port 5432", library, Manner.ASKED)) == ""


@pytest.mark.parametrize("question", ["what is port 5432", "which port does ssh use", "is 3306 mysql", "what is 50051"])
def test_without_a_list_nothing_is_said_of_numbers(question: str) -> None:
    assert PortNumbers().facts(question) is None


def test_it_is_said_under_its_heading_and_the_entry_is_offered() -> None:
    found = answer("is 3306 postgres", LIBRARY, Manner.ASKED)

    [said] = passages(found, Depth.SHORT)
    assert title_of(found) == "Port 3306"
    assert said.text.startswith("Not usually: PostgreSQL uses 5432 by default.\n\n**3306** (TCP)")
    assert related(found)[0] == "well-known-ports"


def test_questions_on_ports_themselves_are_still_answered_by_entries() -> None:
    found = answer("what is a port", LIBRARY, Manner.ASKED)

    assert isinstance(found, Found)
    assert (found.entries[0].name, found.facts) == ("port", None)
    assert not isinstance(answer("port", LIBRARY, Manner.ASKED), Suggestions)


# The file

GOOD = {
    "number": 22,
    "protocols": ["tcp"],
    "service": "SSH",
    "what": "A shell on another machine.",
    "assigned": "iana",
    "encrypted": "always",
}


def told(directory: Path, *ports: dict[str, Any]) -> list[str]:
    """Give the faults of the list as `line:column: problem`, and see that no library comes of it."""
    write_entry(directory)
    path = write_yaml(directory / "port-numbers.yaml", {"ports": [copy.deepcopy(each) for each in ports]})
    with pytest.raises(FaultyFileError) as refused:
        load_library(directory)
    return [str(fault).removeprefix(f"{path}:") for fault in refused.value.faults]


def test_the_list_is_read_and_is_no_entry(tmp_path: Path) -> None:
    write_entry(tmp_path, f"ports/{LISTED}")
    http = {**GOOD, "number": 80, "service": "HTTP", "protocols": ["tcp", "udp"]}
    write_yaml(tmp_path / "port-numbers.yaml", {"ports": [GOOD, http]})

    library = load_library(tmp_path)

    assert list(library.entries) == [LISTED]
    assert [each.number for each in library.ports.ports] == [22, 80]
    assert of_ports(answer("which port does http use", library, Manner.ASKED)) == "The port of HTTP"


@pytest.mark.parametrize(
    ("overrides", "fault"),
    [
        ({"number": 65_536}, "2:11: `ports[1].number` should be less than or equal to 65535"),
        ({"number": -1}, "2:11: `ports[1].number` should be greater than or equal to 0"),
        ({"number": "ssh"}, "2:11: `ports[1].number` is a whole number"),
        ({"protocols": []}, "3:14: `ports[1].protocols`"),
        ({"protocols": ["tcp", "sctp"]}, "5:5: `ports[1].protocols[2]`"),
        ({"service": 22}, "5:12: `ports[1].service` is text"),
        ({"assigned": "perhaps"}, "7:13: `ports[1].assigned`"),
        ({"encrypted": True}, "8:14: `ports[1].encrypted`"),
        ({"colour": "red"}, "9:3: unknown key `colour`"),
    ],
)
def test_a_fault_of_the_list_is_told_with_line_and_column(
    tmp_path: Path, overrides: dict[str, Any], fault: str
) -> None:
    [only] = told(tmp_path, GOOD | overrides, GOOD)

    assert only.startswith(fault)


def test_every_fault_of_the_list_is_told_at_once(tmp_path: Path) -> None:
    faults = told(tmp_path, GOOD | {"number": 99_999}, GOOD, GOOD | {"what": 5}, {"number": 1})

    assert [fault.partition(": ")[0] for fault in faults] == ["2:11", "20:9", *["23:3"] * 5]


def test_a_faulty_item_is_not_a_missing_one_as_well(tmp_path: Path) -> None:
    assert [fault.partition(": ")[0] for fault in told(tmp_path, GOOD | {"number": 65_536})] == ["2:11"]


def test_a_service_that_is_listed_twice_on_a_number_is_told(tmp_path: Path) -> None:
    assert [fault.partition(": ")[0] for fault in told(tmp_path, GOOD, GOOD)] != []


def test_a_list_that_is_no_yaml_is_told_and_entries_are_read_on(tmp_path: Path) -> None:
    write_entry(tmp_path)
    (tmp_path / "port-numbers.yaml").write_text("ports: [\n", encoding="utf-8")

    knowledge = read_knowledge(tmp_path)

    assert len(knowledge.entries) == 1
    assert [fault.path.name for fault in knowledge.faults] == ["port-numbers.yaml"]


def test_an_entry_is_needed_besides_the_list(tmp_path: Path) -> None:
    write_yaml(tmp_path / "port-numbers.yaml", {"ports": [GOOD]})

    assert [fault.problem[:15] for fault in read_knowledge(tmp_path).faults] == ["no entries here"]
