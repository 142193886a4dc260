"""Which questions that nobody could answer are put together, and what is told of them."""

import random
from statistics import mean

import pytest
from builders import make_entry, make_library
from unanswered_questions import UNANSWERED

from bot.answering.gaps import Cluster, Missing, Near, clusters
from bot.answering.library import Library
from bot.answering.phrasing import phrasing_of

MTU = ["what is mtu", "whats the MTU??", "how do i find out my mtu", "why is the mtu 1500"]
PROXY = ["what is a reverse proxy", "how does nginx work as a reverse proxy", "reverse proxy?"]
SEMAPHORE = ["what is a semaphore", "how do semaphores work"]
OTHERS = ["best pizza in town", "my cat sits on the router"]


def questions_of(found: list[Cluster]) -> list[set[str]]:
    return [set(cluster.questions) for cluster in found]


@pytest.fixture
def kitchen() -> Library:
    return make_library(make_entry("kettle"), make_entry("stove"))


def test_questions_about_one_thing_are_one_cluster_and_the_largest_comes_first(library: Library) -> None:
    found = clusters([*OTHERS, *SEMAPHORE, *PROXY, *MTU], library)

    assert questions_of(found[:3]) == [set(MTU), set(PROXY), set(SEMAPHORE)]
    assert {*found[3].questions, *found[4].questions} == set(OTHERS)


def test_the_order_of_the_questions_changes_nothing(library: Library) -> None:
    asked = [*MTU, *PROXY, *SEMAPHORE, *OTHERS]
    shuffled = random.Random(7).sample(asked, len(asked))  # noqa: S311 (nothing here is secret)

    assert clusters(shuffled, library) == clusters(asked, library)


def test_a_word_that_no_entry_has_is_the_same_when_mistyped(kitchen: Library) -> None:
    asked = ["what is a colander", "explain colanders pls", "coladner meaning"]

    assert questions_of(clusters(asked, kitchen)) == [set(asked)]


def test_a_word_of_ours_is_the_same_when_mistyped(library: Library) -> None:
    asked = ["can a socket burn down", "do sockets burn down", "soket burn down"]

    assert questions_of(clusters(asked, library)) == [set(asked)]


def test_words_that_everybody_uses_put_nothing_together(library: Library) -> None:
    asked = ["how do i install a printer", "how do i paint a fence", "how do i water a lemon tree"]

    assert len(clusters(asked, library)) == 3


def test_each_question_is_counted_and_shown_once(library: Library) -> None:
    [cluster] = clusters(["what is mtu", "What is MTU?", "<@123456789012345678> what is mtu", "mtu?"], library)

    assert cluster.times == 4
    assert cluster.questions == ("what is mtu", "mtu?")


def test_the_representative_is_the_most_typical(library: Library) -> None:
    [cluster] = clusters(["mtu lemon", "mtu cherry", "mtu lemon peel"], library)

    assert cluster.representative == "mtu lemon"


def test_the_words_are_those_in_common(library: Library) -> None:
    mtu, proxy = clusters([*MTU, *PROXY], library)

    assert mtu.words == ("mtu",)
    assert proxy.words == ("reverse", "proxy")


def test_a_word_that_only_few_use_is_not_in_common(kitchen: Library) -> None:
    [cluster] = clusters(["colander lemon", "colander cherry", "colander apple"], kitchen)

    assert cluster.words == ("colander",)


def test_a_lonely_question_has_all_its_words_in_common(library: Library) -> None:
    [cluster] = clusters(["why is my lemon tree yellow"], library)

    assert cluster.words == ("lemon", "tree", "yellow")


def test_the_nearest_entries_come_with_their_probability(library: Library) -> None:
    [cluster] = clusters(["what is a soket"], library)

    assert cluster.nearest[0] == Near(library.entries["socket"], cluster.nearest[0].nearness)
    assert 1 >= cluster.nearest[0].nearness > 0.9 > cluster.nearest[1].nearness >= 0


def test_an_entry_is_missing_where_none_is_near_else_a_phrasing(library: Library) -> None:
    proxy, socket = clusters([*PROXY, "what is a soket"], library)

    assert proxy.missing is Missing.ENTRY
    assert socket.missing is Missing.PHRASING


def test_no_more_clusters_are_given_than_wanted(library: Library) -> None:
    assert questions_of(clusters([*MTU, *PROXY, *OTHERS], library, most=1)) == [set(MTU)]


def test_of_what_several_people_ask_most_is_together_and_hardly_anything_else(library: Library) -> None:
    """Measure precision and recall of the pairs by B-cubed (Bagga and Baldwin, 1998)."""
    things = {phrasing_of(question): thing for thing, questions in UNANSWERED.items() for question in questions}
    found = {question: cluster.questions for cluster in clusters([*things], library) for question in cluster.questions}
    same = {
        question: sum(things[other] == things[question] for other in together) for question, together in found.items()
    }

    precision = mean(same[question] / len(found[question]) for question in found)
    recall = mean(same[question] / len(UNANSWERED[things[question]]) for question in found)
    assert found.keys() == things.keys()
    assert precision > 0.95
    assert recall > 0.7


def test_a_large_cluster_stays_one(library: Library) -> None:
    asked = [f"what is mtu {number}" for number in range(1_000)]

    [cluster] = clusters(asked, library)

    assert cluster.times == 1_000


@pytest.mark.parametrize("asked", [[], [""], ["\n", "???", "🤔"], ["<@123456789012345678>"]])
def test_without_a_word_there_is_no_cluster(asked: list[str], library: Library) -> None:
    assert clusters(asked, library) == []


@pytest.mark.parametrize(
    "asked",
    [
        ["why", "what is it", "how does that work"],
        ["a" * 4_000, "mtu " * 1_000, "@" * 4_000, "." * 4_000, "a." * 2_000],
        ["\ud800 what is mtu", "\u202ewhat is mtu", "w\u0337h\u0337at is mtu", "\uff57\uff48\uff41\uff54 is mtu"],
        ["что такое порт", "什么是端口", "ما هو المنفذ"],
        ["`; DROP TABLE questions; --", "{{7*7}}", "%s%s%n", "__class__"],
    ],
)
def test_whatever_is_asked_is_in_some_cluster(asked: list[str], library: Library) -> None:
    assert 1 <= sum(cluster.times for cluster in clusters(asked, library)) <= len(asked)


def test_questions_cluster_without_any_training(kitchen: Library) -> None:
    found = clusters(["how do i descale a kettle", "descale my kettle", "best pizza in town"], kitchen)

    assert [cluster.times for cluster in found] == [2, 1]
    assert found[0].nearest[0].entry == kitchen.entries["kettle"]


def test_questions_cluster_without_any_entry() -> None:
    [cluster] = clusters(["what is mtu", "mtu?"], make_library())

    assert (cluster.times, cluster.nearest, cluster.missing) == (2, (), Missing.ENTRY)
