"""Questions that depend on the answer before them, and such that don't."""

import pytest
from builders import make_entry, make_library

from bot.answering.answer import Answer, Found, Manner, NothingFound, answer
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.follow_up import Deepened, FollowUp, MadeWhole, with_context
from bot.answering.library import Library
from bot.answering.small_talk import SmallTalk


def last(name: str, library: Library) -> Found:
    return Found(with_covered(library.entries[name], library))


def follow(previous: str, question: str, library: Library) -> FollowUp | None:
    return with_context(question, last(previous, library).entries, library)


def go_on(previous: str, question: str, library: Library) -> Answer:
    return answer(question, library, Manner.ASKED, previous=last(previous, library))


# In another depth


@pytest.mark.parametrize(
    ("question", "depth"),
    [
        ("why?", Depth.DEEPER),
        ("but why is that", Depth.DEEPER),
        ("tell me more", Depth.DEEPER),
        ("can you elaborate", Depth.DEEPER),
        ("i don't get it", Depth.SIMPLER),
        ("im confused", Depth.SIMPLER),
        ("say that again", Depth.SIMPLER),
        ("how does that work under the hood", Depth.DEEPER),
        ("simpler please", Depth.SIMPLER),
        ("eli5", Depth.SIMPLER),
        ("too complicated!", Depth.SIMPLER),
        ("explain it like i'm five", Depth.SIMPLER),
        ("give me an example", Depth.EXAMPLE),
        ("how can i try that", Depth.EXAMPLE),
        ("show me", Depth.EXAMPLE),
    ],
)
def test_the_same_is_told_in_another_depth(library: Library, question: str, depth: Depth) -> None:
    assert follow("nat", question, library) == Deepened(depth)
    answered = go_on("nat", question, library)
    assert answered == Found((library.entries["nat"],), depth=depth)


@pytest.mark.parametrize("question", ["and on windows?", "what about linux", "on mac?"])
def test_another_system_is_told_by_the_exact_truth_of_the_same(library: Library, question: str) -> None:
    assert follow("kill-port", question, library) == Deepened(Depth.DEEPER)


def test_a_comparison_is_deepened_as_a_whole(library: Library) -> None:
    found = last("port-vs-socket", library)

    assert go_on("port-vs-socket", "tell me more", library) == Found(found.entries, depth=Depth.DEEPER)


def test_the_exact_facts_of_a_port_are_followed_by_their_entry(library: Library) -> None:
    facts = answer("what is port 22", library, Manner.ASKED)
    assert isinstance(facts, Found)
    assert facts.facts

    deeper = answer("tell me more", library, Manner.ASKED, previous=facts)

    assert deeper == Found(facts.entries, depth=Depth.DEEPER)


# Made whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("tcp", "and udp?", "what is udp"),
        ("process", "what about threads", "what is threads"),
        ("process", "vs a thread?", "difference between process and thread"),
        ("socket", "how is it different from a port", "difference between socket and port"),
        ("connection", "is that not a socket", "difference between connection and socket"),
        ("zombie", "how do i get rid of it", "how do i get rid of zombie"),
        ("process", "how can i end one of them", "how can i end process"),
        ("ip-address", "how do i find mine", "how do i find my ip address"),
        ("tcp-vs-udp", "does the second one have ports", "does udp have ports"),
        ("port-vs-socket", "how do they work", "how do port and socket work"),
    ],
)
def test_what_a_question_leaves_out_is_put_in(library: Library, previous: str, question: str, whole: str) -> None:
    assert follow(previous, question, library) == MadeWhole(whole)


@pytest.mark.parametrize(
    ("previous", "question", "first"),
    [
        ("tcp", "and udp?", "udp"),
        ("process", "vs a thread?", "process-vs-thread"),
        ("socket", "how is it different from a port", "port-vs-socket"),
        ("process", "how can i know its pid", "pid"),
        ("port", "how many are there", "max-ports"),
    ],
)
def test_a_follow_up_finds_its_entry(library: Library, previous: str, question: str, first: str) -> None:
    answered = go_on(previous, question, library)

    assert isinstance(answered, Found)
    assert answered.entries[0].name == first


def test_a_verb_that_is_a_name_as_well_keeps_its_object(library: Library) -> None:
    assert follow("zombie", "how do i kill it", library) == MadeWhole("how do i kill zombie", surely=False)


def test_what_names_something_else_is_first_asked_by_itself(library: Library) -> None:
    follow_up = follow("orphan", "is that how daemons are made", library)

    assert follow_up == MadeWhole("is orphan how daemons are made", surely=False)
    answered = go_on("orphan", "is that how daemons are made", library)
    assert isinstance(answered, Found)
    assert answered.entries[0].name == "daemon"


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("ip-address", "how does google.com become one"),
        ("process", "where do they come from, who starts them"),
        ("process", "what if it hangs and will not close"),
    ],
)
def test_where_the_previous_comes_close_it_is_told_rather_than_suggested(
    library: Library, previous: str, question: str
) -> None:
    assert isinstance(go_on(previous, question, library), Found)


# Whole by itself


@pytest.mark.parametrize(
    "question",
    [
        "what is a firewall",
        "what is port 443",
        "tcp vs udp",
        "explain sockets in simple words",
        "what is a port and what is it for",
        "my port 8080 is in use, how do i free it",
        "how do i kill this process",
        "is it possible to have two ips",
    ],
)
def test_a_whole_question_is_answered_as_without_a_context(library: Library, question: str) -> None:
    assert go_on("zombie", question, library) == answer(question, library, Manner.ASKED)


@pytest.mark.parametrize(
    "question", ["and bgp?", "what about lunch", "is that on the midterm?", "and kubernetes ingress?"]
)
def test_what_leads_elsewhere_is_not_bent_to_the_previous(library: Library, question: str) -> None:
    assert not isinstance(go_on("tcp", question, library), Found)


def test_no_one_is_nothing_that_was_spoken_of(library: Library) -> None:
    assert follow("port", "what happens if no one answers?", library) != MadeWhole("what happens if no port answers")


@pytest.mark.parametrize(
    "remark",
    [
        "i changed it and it is fine",
        "does it do that when i do the same thing again and again and then do it once more?",
    ],
)
def test_a_remark_and_a_long_question_depend_on_nothing(library: Library, remark: str) -> None:
    assert follow("bind-all", remark, library) is None


def test_small_talk_stays_small_talk(library: Library) -> None:
    assert isinstance(go_on("tcp", "ok cool thanks", library), SmallTalk)


def test_without_an_answer_before_there_is_nothing_to_depend_on(library: Library) -> None:
    assert isinstance(answer("and why is that", library, Manner.ASKED), NothingFound)


def test_overheard_a_question_depends_on_nothing(library: Library) -> None:
    assert isinstance(answer("why?", library, Manner.UNASKED, previous=last("tcp", library)), NothingFound)


def test_an_entry_that_is_gone_is_no_context(library: Library) -> None:
    gone = Found((make_entry("kettle"),))

    assert answer("why?", library, Manner.ASKED, previous=gone) == answer("why?", library, Manner.ASKED)


def test_an_entry_that_was_read_anew_is_told_as_it_is_now() -> None:
    before, now = make_entry("kettle"), make_entry("kettle", detail="It no longer whistles.")

    deeper = answer("why?", make_library(now), Manner.ASKED, previous=Found((before,)))

    assert deeper == Found((now,), depth=Depth.DEEPER)
