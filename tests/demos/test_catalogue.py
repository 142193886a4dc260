import re

import pytest

from bot.demos.catalogue import DEMOS, OWN_HOST, UnknownDemoError, find_demo
from bot.demos.demo import Surroundings
from bot.demos.transcript import HostReport

EACH_DEMO = pytest.mark.parametrize("name", DEMOS)


@EACH_DEMO
def test_a_demo_is_found_by_its_name(name: str) -> None:
    assert find_demo(name) is DEMOS[name]


@pytest.mark.parametrize("typed", ["Two Clients", "TWO-CLIENTS", "  two   clients ", "two clients"])
def test_a_demo_is_found_as_people_type_it(typed: str) -> None:
    assert find_demo(typed).name == "two-clients"


@pytest.mark.parametrize("typed", ["", "   "])
def test_no_name_means_the_own_host(typed: str) -> None:
    assert find_demo(typed) is OWN_HOST


@pytest.mark.parametrize("typed", ["two", "two-clients; ls", "../own-host", "@everyone", "x" * 4_000])
def test_an_unknown_name_lists_the_demos_and_echoes_nothing(typed: str) -> None:
    with pytest.raises(UnknownDemoError) as unknown:
        find_demo(typed)

    assert re.findall(r"`([^`]+)`", str(unknown.value)) == list(DEMOS)
    assert f" {typed} " not in str(unknown.value)
    assert len(str(unknown.value)) < 300


@EACH_DEMO
def test_a_name_is_in_kebab_case(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@EACH_DEMO
def test_a_demo_says_in_a_line_what_it_shows(name: str) -> None:
    assert 0 < len(DEMOS[name].title) <= 60
    assert 0 < len(DEMOS[name].shows) <= 100


@EACH_DEMO
def test_a_demo_runs_and_leaves_no_socket(name: str) -> None:
    shown = DEMOS[name].perform(Surroundings(timeout=1))

    # That none is left is what the leak guard asserts of every test.
    assert shown


@pytest.mark.parametrize("name", DEMOS.keys() - {"own-host"})
def test_an_experiment_says_what_it_did_what_it_saw_and_what_that_means(name: str) -> None:
    shown = DEMOS[name].perform(Surroundings(timeout=1))

    assert not isinstance(shown, HostReport)
    assert shown.demo == name
    assert shown.lesson.endswith(".")
    assert all(step.did and step.saw and step.means for step in shown.steps)
