import re
import sys

import pytest

from bot.demos.catalogue import DEMOS, OWN_HOST, NoPortError, UnknownDemoError, find_demo
from bot.demos.demo import Shown, Surroundings
from bot.demos.disclosure import Scope
from bot.demos.transcript import HostReport
from bot.host.rows import HostRefusedError

EACH_DEMO = pytest.mark.parametrize("name", DEMOS)


def performed(name: str) -> Shown:
    """Perform a demo; skips where another system than Linux can't show it."""
    try:
        return DEMOS[name].perform(Surroundings(timeout=5))
    except HostRefusedError as refused:
        if sys.platform == "linux":
            raise
        pytest.skip(f"NOT TESTED HERE: {refused}")


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

    assert re.findall(r"`([^`]+)`", str(unknown.value)) == [*DEMOS, "port 8080"]
    assert f" {typed} " not in str(unknown.value)
    assert len(str(unknown.value)) < 1_000


@pytest.mark.parametrize(
    "typed", ["port 8080", "port-8080", "8080", "PORT 8080", "  port   8080 ", "port 08080", "Port-8080"]
)
def test_a_port_is_found_as_people_type_it(typed: str) -> None:
    assert find_demo(typed).name == "port-8080"


@pytest.mark.parametrize("port", [0, 65_535])
def test_the_first_and_the_last_port_are_found(port: int) -> None:
    assert find_demo(f"port {port}").name == f"port-{port}"


@pytest.mark.parametrize("before", ["", "port ", "port-"])
@pytest.mark.parametrize(
    "typed",
    [
        "٨٠",
        "\uff18\uff10",
        "+80",
        "1_000",
        "8²",
        "8" * 5_000,
        "-1",
        "65536",
        "80.5",
        "80,443",
        "1 2",
        "½",
        "٪٨٠",
        "0" * 6,
    ],
)
def test_what_is_no_port_is_told_what_one_is(before: str, typed: str) -> None:
    with pytest.raises(NoPortError, match=r"from 0 to 65535") as refused:
        find_demo(before + typed)

    assert len(str(refused.value)) < 150


@pytest.mark.parametrize("typed", ["port", "port 0x50", "port 80a", "port-8e1"])
def test_who_asks_for_a_port_without_a_number_is_told_what_one_is(typed: str) -> None:
    with pytest.raises(NoPortError):
        find_demo(typed)


@pytest.mark.parametrize("typed", ["port-in-us", "port eighty", "ports", "http2", "port-"])
def test_other_names_that_begin_like_it_or_contain_digits_are_no_ports(typed: str) -> None:
    with pytest.raises(UnknownDemoError) as unknown:
        find_demo(typed)

    assert not isinstance(unknown.value, NoPortError)


@EACH_DEMO
def test_a_demo_leads_to_others_that_exist(name: str) -> None:
    assert set(DEMOS[name].leads_to) <= DEMOS.keys() - {name}


@pytest.mark.parametrize("port", [0, 8080])
def test_a_port_leads_to_demos_that_exist(port: int) -> None:
    assert set(find_demo(f"port {port}").leads_to) <= DEMOS.keys()


@EACH_DEMO
def test_a_name_is_in_kebab_case(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@EACH_DEMO
def test_a_demo_says_in_a_line_what_it_shows(name: str) -> None:
    assert 0 < len(DEMOS[name].title) <= 60
    assert 0 < len(DEMOS[name].shows) <= 100


@EACH_DEMO
def test_a_demo_runs_and_leaves_no_socket(name: str) -> None:
    shown = performed(name)

    # That none is left is what the leak guard asserts of every test.
    assert shown


@pytest.mark.parametrize("name", [name for name, demo in DEMOS.items() if demo.scope is Scope.EXPERIMENTS])
def test_an_experiment_says_what_it_did_what_it_saw_and_what_that_means(name: str) -> None:
    shown = performed(name)

    assert not isinstance(shown, HostReport)
    assert shown.demo == name
    assert shown.lesson.endswith(".")
    assert all(step.did and step.saw and step.means for step in shown.steps)
