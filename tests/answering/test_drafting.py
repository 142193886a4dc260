"""What is drafted for a teacher, and that nothing but the teacher's part is missing."""

from pathlib import Path

import pytest
import yaml
from builders import make_entry, make_library

from bot.answering.authoring import FILL_IN, MODELINE
from bot.answering.content import style_faults, unfound_phrasings
from bot.answering.drafting import draft
from bot.answering.entry import Entry
from bot.answering.gaps import Cluster, Near, clusters
from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory, read_knowledge

WHISK = ["what is a whisk", "whats the WHISK??", "how do i find my whisk", "why is the whisk wet"]


def cluster_of(*questions: str, words: tuple[str, ...] = (), nearest: tuple[Near, ...] = ()) -> Cluster:
    return Cluster(questions, len(questions), words, nearest)


def asked_as(text: str) -> list[str]:
    return list(yaml.safe_load(text)["asked_as"])


@pytest.fixture
def kitchen() -> Library:
    return make_library(make_entry("kettle", also_called=["water boiler"]), make_entry("stove"))


# What is in it


def test_a_draft_has_the_questions_and_a_title_in_their_words(kitchen: Library) -> None:
    [cluster] = clusters(WHISK, kitchen)

    drafted = draft(cluster, kitchen)

    assert drafted.name == "whisk"
    assert drafted.text.startswith(MODELINE + "\n")
    assert yaml.safe_load(drafted.text)["title"] == "WHISK"
    assert sorted(asked_as(drafted.text)) == sorted(WHISK)


def test_a_draft_stands_beside_the_nearest_entries(kitchen: Library) -> None:
    near = Near(kitchen.entries["kettle"], 0.4), Near(kitchen.entries["stove"], 0.001)

    drafted = draft(cluster_of("how do i descale it", words=("descale",), nearest=near), kitchen)

    assert drafted.topic == "kitchen"
    assert yaml.safe_load(drafted.text)["see_also"] == ["kettle"]


def test_where_nothing_is_near_the_draft_leads_to_what_everything_begins_with(
    kitchen: Library, library: Library
) -> None:
    cluster = cluster_of("what is zzyzx", words=("zzyzx",))

    assert draft(cluster, library).topic == "more"
    assert yaml.safe_load(draft(cluster, library).text)["see_also"] == ["process", "socket", "port"]
    assert yaml.safe_load(draft(cluster, kitchen).text)["see_also"] == []


def test_few_questions_ask_the_author_for_more(kitchen: Library) -> None:
    few = draft(cluster_of("what is a whisk", words=("whisk",)), kitchen)
    enough = draft(cluster_of("what is a whisk", "why a whisk", "whisk or fork", words=("whisk",)), kitchen)

    assert asked_as(few.text) == ["what is a whisk", f"{FILL_IN} what else people type about Whisk"]
    assert asked_as(enough.text) == ["what is a whisk", "why a whisk", "whisk or fork"]


@pytest.mark.parametrize(
    "useless",
    ["what is a kettle", "What is a kettle?", "water boiler", "thanks!", "hello", "???", f"{FILL_IN} the blanks"],
)
def test_a_question_that_could_not_find_the_entry_is_left_out(kitchen: Library, useless: str) -> None:
    drafted = draft(cluster_of(useless, "what is an apron", words=("apron",)), kitchen)

    assert asked_as(drafted.text)[0] == "what is an apron"
    assert asked_as(drafted.text)[1].startswith(FILL_IN)


def test_nothing_in_a_draft_tells_who_asked(kitchen: Library) -> None:
    asked = "<@123456789012345678> what is a whisk anna@example.com https://example.com/anna 🤔"

    assert asked_as(draft(cluster_of(asked, words=("whisk",)), kitchen).text)[0] == "what is a whisk"


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        (("reverse", "proxy"), "reverse-proxy", "Reverse proxy"),
        (("kettle",), "kettle-2", "Kettle"),
        (("so_keepalive",), "so-keepalive", "So_keepalive"),
        (("anschlüß",), "anschlu", "Anschlüß"),
        (("порт",), "new-entry", "Порт"),
        (("no",), "no", "No"),
        (("10061",), "10061", "10061"),
        (("a",) * 9, "a-a-a-a", "A a a a"),
        (("x" * 200,), "x" * 56, "X" + "x" * 59),
        (("..", "/"), "new-entry", ".. /"),
        ((), "what-is-it", "What is it"),
    ],
)
def test_name_and_title_are_made_of_the_words(kitchen: Library, words: tuple[str, ...], name: str, title: str) -> None:
    drafted = draft(cluster_of("what is it", words=words), kitchen)

    assert drafted.name == name
    assert yaml.safe_load(drafted.text)["title"] == title
    Entry.model_validate({"name": drafted.name, "topic": drafted.topic, **yaml.safe_load(drafted.text)})


def test_a_name_that_is_taken_twice_is_numbered_on() -> None:
    library = make_library(make_entry("kettle"), make_entry("kettle-2"))

    assert draft(cluster_of("kettle?", words=("kettle",)), library).name == "kettle-3"


# What the check says of it


def faults_with(drafted_in: Path, library: Library, cluster: Cluster) -> list[str]:
    """Write a draft below a knowledge directory, and say what is wrong with all of it, as `porter check` does."""
    drafted = draft(cluster, library)
    path = drafted_in / drafted.topic / f"{drafted.name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drafted.text, encoding="utf-8")
    knowledge = read_knowledge(drafted_in)
    written = [each for each in knowledge.entries if each.entry.name == drafted.name]
    faults = [*knowledge.faults, *style_faults(written, []), *unfound_phrasings(written, knowledge.library())]
    return [f"{fault.path.name}: {fault.problem}" for fault in faults]


HOSTILE = [
    "what: is # this\n- a list",
    '"; exit 1 #',
    "'single' \"double\" \\ backslash",
    "&anchor *alias !tag %directive @at `tick`",
    "{flow: map} [flow, list]",
    "--- document\n...\n",
    "? key\n: value",
    "| literal\n> folded",
    "null",
    "yes or no",
    "tab\there\u0085next\u2028line\u2029para\ufeff\x00\x1b[0m\x7f\x9f",
    "\ud83d\ude00 lone \ud800",
    "FILL IN that",
    "<<: *merge",
    "!!python/object/apply:os.system [id]",
    "what is \U0001d54a\U0001d560\U0001d55c 𐍈",
    "\u202eright to left\u202c",
    "a: " * 200,
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_text_stays_text(asked: str, knowledge: Path) -> None:
    library = load_library(knowledge)
    cluster = cluster_of(asked, "what is a whisk", words=tuple(asked.split()) or ("whisk",))

    faults = faults_with(knowledge, library, cluster)

    assert {fault.partition(": ")[2] for fault in faults} == {"this is still to be written"}


def test_of_any_questions_only_what_the_author_has_to_write_is_missing(knowledge: Path) -> None:
    library = load_library(knowledge)
    found = clusters([*HOSTILE, *WHISK, "how do i descale a kettle", "descale a kettle"], library)

    for cluster in found:
        faults = faults_with(knowledge, library, cluster)
        assert {fault.partition(": ")[2] for fault in faults} == {"this is still to be written"}
        library = read_knowledge(knowledge).library()


@pytest.mark.parametrize(
    "asked", [WHISK, ["what is a reverse proxy", "reverse proxy?"], ["what is a zombie thread", "zombie threads, why"]]
)
def test_among_our_own_entries_a_draft_lacks_only_what_is_to_be_written(
    asked: list[str], library: Library, tmp_path: Path
) -> None:
    for file in own_directory().glob("*/*.yaml"):
        place = tmp_path / file.parent.name / file.name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(file.read_bytes())

    faults = faults_with(tmp_path, library, clusters(asked, library)[0])

    assert {fault.partition(": ")[2] for fault in faults} == {"this is still to be written"}
