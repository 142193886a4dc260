import ipaddress

import pytest

from bot.host.masking import Mask
from bot.host.rows import Endpoint, SocketRow

PRIVATE_V4, PUBLIC_V4 = ipaddress.ip_network("192.0.2.0/24"), ipaddress.ip_network("198.51.100.0/24")
DOCUMENTATION_V6 = ipaddress.ip_network("2001:db8::/32")


def masked(address: str) -> Endpoint:
    return Mask().endpoint(Endpoint(address, 50_000))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1", "0.0.0.0", "::"])
def test_loopback_and_every_address_are_shown(address: str) -> None:
    assert masked(address) == Endpoint(address, 50_000)


@pytest.mark.parametrize("address", ["224.0.0.251", "239.255.255.250", "ff02::fb"])
def test_a_group_is_nobodys_address_and_is_shown(address: str) -> None:
    assert masked(address) == Endpoint(address, 50_000)


def test_addresses_that_may_be_shown_are_and_no_others() -> None:
    mask = Mask(shown=["192.168.1.20", "2606:4700::6810:84e5"])
    shown = [
        mask.endpoint(Endpoint(address, 1))
        for address in ("192.168.1.20", "::ffff:192.168.1.20", "2606:4700::6810:84e5", "192.168.1.21", "8.8.8.8")
    ]

    assert [(each.address, each.masked) for each in shown] == [
        ("192.168.1.20", ""),
        ("192.168.1.20", ""),
        ("2606:4700::6810:84e5", ""),
        ("192.0.2.1", "private"),
        ("198.51.100.1", "public"),
    ]


def test_a_zone_is_not_shown() -> None:
    assert masked("::1%lo0") == Endpoint("::1", 50_000)


@pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "::ffff:0.0.0.0"])
def test_a_mapped_loopback_address_is_shown_as_ipv4(address: str) -> None:
    assert masked(address) == Endpoint(address.removeprefix("::ffff:"), 50_000)


@pytest.mark.parametrize(
    "address", ["10.0.0.5", "172.16.9.9", "192.168.1.20", "169.254.1.1", "100.64.0.1", "::ffff:192.168.1.20"]
)
def test_a_private_ipv4_address_becomes_a_documentation_address(address: str) -> None:
    shown = masked(address)

    assert ipaddress.ip_address(shown.address) in PRIVATE_V4
    assert (shown.masked, shown.port) == ("private", 50_000)


@pytest.mark.parametrize("address", ["8.8.8.8", "162.159.135.234", "::ffff:162.159.135.234"])
def test_a_public_ipv4_address_becomes_a_documentation_address(address: str) -> None:
    shown = masked(address)

    assert ipaddress.ip_address(shown.address) in PUBLIC_V4
    assert (shown.masked, shown.port) == ("public", 50_000)


@pytest.mark.parametrize("address", ["fd12:3456::1", "fe80::1", "fe80::1%eth0", "fe80::1%3"])
def test_a_private_ipv6_address_becomes_a_documentation_address(address: str) -> None:
    shown = masked(address)

    assert ipaddress.ip_address(shown.address) in DOCUMENTATION_V6
    assert (shown.masked, shown.port) == ("private", 50_000)
    assert "%" not in shown.address


@pytest.mark.parametrize("address", ["2606:4700::6810:84e5", "2a00:1450:4001:82a::200e"])
def test_a_public_ipv6_address_becomes_a_documentation_address(address: str) -> None:
    shown = masked(address)

    assert ipaddress.ip_address(shown.address) in DOCUMENTATION_V6
    assert (shown.masked, shown.port) == ("public", 50_000)


def test_the_same_address_keeps_its_mask() -> None:
    mask = Mask()
    first = mask.endpoint(Endpoint("8.8.8.8", 443))
    mask.endpoint(Endpoint("9.9.9.9", 443))

    assert mask.endpoint(Endpoint("8.8.8.8", 53)) == Endpoint(first.address, 53, "public")


def test_an_address_and_its_mapped_form_have_one_mask() -> None:
    mask = Mask()

    assert mask.endpoint(Endpoint("8.8.8.8", 443)) == mask.endpoint(Endpoint("::ffff:8.8.8.8", 443))


def test_different_addresses_have_different_masks() -> None:
    mask = Mask()
    shown = {mask.endpoint(Endpoint(address, 1)).address for address in ("8.8.8.8", "9.9.9.9", "10.0.0.1", "fe80::1")}

    assert len(shown) == 4


@pytest.mark.parametrize("start", ["8.8.0.0", "10.0.0.0", "2606:4700::", "fd00::"])
def test_more_addresses_than_a_documentation_network_holds_stay_masked(start: str) -> None:
    mask = Mask()
    real = {str(ipaddress.ip_address(start) + number) for number in range(300)}
    shown = {mask.endpoint(Endpoint(address, 1)).address for address in real}

    assert shown.isdisjoint(real)
    assert len(shown) == 254


def test_both_ends_of_a_row_are_masked_and_the_rest_stays() -> None:
    row = SocketRow("TCP", Endpoint("192.168.1.20", 50_000), Endpoint("162.159.135.234", 443), "ESTABLISHED")
    shown = Mask().row(row)

    assert shown.local == Endpoint("192.0.2.1", 50_000, "private")
    assert shown.remote == Endpoint("198.51.100.1", 443, "public")
    assert (shown.protocol, shown.state) == ("TCP", "ESTABLISHED")


def test_a_row_without_a_remote_end_stays_without() -> None:
    row = SocketRow("TCP", Endpoint("0.0.0.0", 80), None, "LISTEN")

    assert Mask().row(row) == row
