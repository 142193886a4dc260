from bot.host.rows import Endpoint


def test_an_endpoint_is_written_as_address_and_port() -> None:
    assert str(Endpoint("127.0.0.1", 8080)) == "127.0.0.1:8080"


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert str(Endpoint("::1", 8080)) == "[::1]:8080"
