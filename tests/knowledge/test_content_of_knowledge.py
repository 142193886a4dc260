"""The knowledge that Porter brings, as a whole: its rules, its map, and how it reads."""

from statistics import median

import pytest

from bot.answering.answer import Found, Manner, answer
from bot.answering.content import HARDEST_GRADE, style_faults
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.loader import Knowledge, own_directory, read_knowledge
from bot.answering.reading_ease import school_grade
from bot.demos.catalogue import DEMOS

STARTS = frozenset({"process", "socket", "port"})
MOST_STEPS = 3
FEWEST_PHRASINGS = 25

# Of issue 3: what people confuse, and what they believe.
COMPARISONS = {
    "port-vs-socket", "socket-vs-connection", "process-vs-program", "process-vs-thread", "process-vs-service",
    "port-vs-ip-address", "tcp-vs-udp", "localhost-vs-bind-all", "listening-vs-established", "nat-vs-port-forwarding",
    "http-vs-https", "unix-socket-vs-tcp-socket", "socket-vs-websocket", "socket-vs-api", "zombie-vs-orphan",
    "sigterm-vs-sigkill", "open-vs-closed-vs-filtered", "public-vs-private-address", "domain-name-vs-ip-address",
    "blocking-vs-non-blocking",
}  # fmt: skip
FEWEST_MISCONCEPTIONS = 9
FEWEST_NUMBERS, FEWEST_LEFT_ALONE = 120, 900


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(own_directory())


@pytest.fixture(scope="module")
def entries(library: Library) -> list[Entry]:
    return list(library.entries.values())


def grade(entry: Entry) -> float:
    return school_grade(f"{entry.short} {entry.analogy.picture}")


def links(entry: Entry) -> set[str]:
    """Name the entries that an entry points to."""
    return {*entry.see_also, *entry.compares, *(relation.to for relation in entry.relations)}


def steps_from(starts: frozenset[str], map_: dict[str, set[str]]) -> dict[str, int]:
    """Tell of each entry that is reached in how many steps it is."""
    reached = dict.fromkeys(starts, 0)
    newest, steps = set(starts), 0
    while newest:
        steps += 1
        newest = set().union(*(map_[name] for name in newest)) - set(reached)
        reached.update(dict.fromkeys(newest, steps))
    return reached


# Rules


def test_every_rule_is_kept(knowledge: Knowledge) -> None:
    faults = [*knowledge.faults, *style_faults(knowledge.entries, DEMOS)]

    assert list(map(str, faults)) == []


def test_every_entry_has_what_makes_it_deep(entries: list[Entry]) -> None:
    lacks = {
        entry.name: lacking
        for entry in entries
        if (lacking := [key for key in ("trials", "example", "relations", "see_also") if not getattr(entry, key)])
    }

    assert lacks == {}


def test_every_entry_is_asked_for_in_many_ways(entries: list[Entry]) -> None:
    few = {entry.name: len(entry.asked_as) for entry in entries if len(entry.asked_as) < FEWEST_PHRASINGS}

    assert few == {}


def test_every_demo_that_is_named_exists(entries: list[Entry]) -> None:
    assert {entry.demo for entry in entries} - {None} <= set(DEMOS)


def test_no_entry_points_to_itself_or_to_one_thing_twice(entries: list[Entry]) -> None:
    for entry in entries:
        assert entry.name not in links(entry), entry.name
        for names in (entry.see_also, entry.compares, entry.asked_as):
            assert len(set(names)) == len(names), entry.name


def test_sources_are_links_or_name_what_they_are(entries: list[Entry]) -> None:
    odd = [(entry.name, source) for entry in entries for source in entry.sources if len(source) < 10]

    assert odd == []


# What must be there


def test_what_people_confuse_is_compared(library: Library) -> None:
    compared = {name for name, entry in library.entries.items() if entry.kind == "comparison"}

    assert COMPARISONS - compared == set()


def test_what_people_wrongly_believe_is_corrected(entries: list[Entry]) -> None:
    assert sum(entry.kind == "misconception" for entry in entries) >= FEWEST_MISCONCEPTIONS


def test_a_misconception_states_the_belief_and_is_no_comparison(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.corrects:
            assert not entry.compares, entry.name
            assert entry.topic == "misconceptions", entry.name


def test_the_port_numbers_are_many_and_each_service_is_there_once(knowledge: Knowledge) -> None:
    services = [(port.number, port.service) for port in knowledge.ports]

    assert len(services) >= FEWEST_NUMBERS
    assert sorted(services) == sorted(set(services))


def test_each_port_number_is_told_in_a_sentence(knowledge: Knowledge) -> None:
    assert [(port.number, port.what) for port in knowledge.ports if not port.what.endswith((".", "!"))] == []


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize(
    ("question", "heading", "said"),
    [
        ("what is port 5432", "Port 5432", "PostgreSQL"),
        ("which port does ssh use", "The port of SSH", "**22**"),
        ("is 3306 mysql", "Port 3306", "Yes"),
        ("is 3306 postgres", "Port 3306", "5432"),
        ("what is 50051", "Port 50051", "gRPC"),
        ("what is port 99999", "Not a port number", "65535"),
    ],
)
def test_questions_on_port_numbers_are_answered_exactly(
    library: Library, manner: Manner, question: str, heading: str, said: str
) -> None:
    found = answer(question, library, manner)

    assert isinstance(found, Found)
    assert found.facts
    assert found.facts.heading.startswith(heading)
    assert said in " ".join(found.facts.sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "what is using port 8080",
        "my app runs on port 3000 and nothing happens",
        "why is port 80 blocked",
        "how do i open port 25565",
        "port 5432 already in use",
        "can two programs share port 80",
        "i have 22 sockets",
        "connect to 127.0.0.1:5432 fails",
        "version 3306 of what",
        "time is 2024",
        "what is the time",
        "who is there",
        "is it done by 8",
    ],
)
def test_no_service_of_the_list_draws_other_sentences_to_it(library: Library, sentence: str) -> None:
    assert library.ports.facts(sentence) is None


def test_the_messages_to_leave_alone_are_many_and_none_is_a_phrasing(knowledge: Knowledge, library: Library) -> None:
    apart = [message for messages in knowledge.not_for_us.values() for message in messages]
    phrasings = {phrasing.lower() for entry in library.entries.values() for phrasing in entry.asked_as}

    assert len(apart) >= FEWEST_LEFT_ALONE
    assert [message for message in apart if message.lower() in phrasings] == []


# The map


def test_no_entry_is_an_island(library: Library) -> None:
    both_ways = {name: links(entry) for name, entry in library.entries.items()}
    for name, entry in library.entries.items():
        for other in links(entry):
            both_ways[other].add(name)

    steps = steps_from(STARTS, both_ways)
    assert sorted(set(library.entries) - set(steps)) == []
    assert max(steps.values()) <= MOST_STEPS


def test_a_reader_who_follows_the_links_reaches_every_entry_soon(library: Library) -> None:
    steps = steps_from(STARTS, {name: links(entry) for name, entry in library.entries.items()})

    assert sorted(set(library.entries) - set(steps)) == [], (
        "nothing on the way from process, socket and port leads there"
    )
    assert {name: far for name, far in steps.items() if far > MOST_STEPS} == {}


# How it reads


def test_sentence_and_picture_read_easily(entries: list[Entry]) -> None:
    grades = {entry.name: grade(entry) for entry in entries}

    assert median(grades.values()) <= 7
    assert {name: each for name, each in grades.items() if each > HARDEST_GRADE} == {}
