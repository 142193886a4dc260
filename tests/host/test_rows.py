from bot.host.rows import UNNAMED, Endpoint


def test_an_endpoint_is_written_as_address_and_port() -> None:
    assert str(Endpoint("127.0.0.1", 8080)) == "127.0.0.1:8080"


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert str(Endpoint("::1", 8080)) == "[::1]:8080"


def test_a_path_is_written_without_a_port_and_its_last_part_hangs_on_the_door() -> None:
    path = Endpoint("…/porter/door", 0)

    assert (str(path), path.number) == ("…/porter/door", "door")


def test_an_end_without_address_and_port_says_so() -> None:
    assert (str(UNNAMED), UNNAMED.number) == ("no name", "–")


def test_the_port_hangs_on_any_other_door() -> None:
    assert Endpoint("127.0.0.1", 8080).number == "8080"
