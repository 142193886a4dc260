import ipaddress
import socket

from bot.host.addresses import own_addresses


def test_every_own_address_is_one_and_has_no_zone() -> None:
    addresses = own_addresses()

    assert "127.0.0.1" in addresses
    assert all(str(ipaddress.ip_address(each)) == each for each in addresses)


def test_only_an_own_address_can_be_bound() -> None:
    for address in own_addresses():
        if ipaddress.ip_address(address).version == 4:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                udp.bind((address, 0))
                assert udp.getsockname()[0] == address
