"""Which hosts and addresses a program may reach."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address
from typing import Any

import pytest

from jshost.errors import InputError
from jshost.hosts import parse
from jshost.network import addresses
from jshost.network.addresses import Guard, Refused, is_public


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("api.example.com", "api.example.com", None),
        ("API.Example.com:443", "api.example.com", 443),
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("::1", "::1", None),
        ("[::1]", "::1", None),
        ("[0:0:0:0:0:0:0:1]:80", "::1", 80),
        ("localhost", "localhost", None),
        ("例子.测试", "xn--fsqu00a.xn--0zwm56d", None),
        ("a_b.example", "a_b.example", None),
    ],
)
def test_hosts_are_read(text: str, host: str, port: int | None) -> None:
    assert (parse(text).host, parse(text).port) == (host, port)


@pytest.mark.parametrize(
    "text",
    [
        "", ":80", "https://example.com", "example.com/", "example.com:", "example.com:0", "a b",
        "example.com:65536", "example.com:x", "*.example.com", "[::1", "[127.0.0.1]:80", "fe80::1%",
        "[::1]80", "u@example.com", "example..com", "example.com.", "a" * 300, "é" * 200, "\ud800",
        "fe80::1%1", "example.com:99999999999999999999", "example.com:８０",
    ],
)  # fmt: skip
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no host"):
        parse(text)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9",
        "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
        "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1",
        "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "172.32.0.1", "223.5.5.5", "2400:3200::1", "2606:4700::1111"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def resolve(
    monkeypatch: pytest.MonkeyPatch, allowed: list[str], host: str, found: list[str], port: int = 80
) -> list[str]:
    """Return what a guard resolves a host to, whose name is at the addresses `found`."""

    def known(name: str, *rest: Any, **options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, 0)) for text in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", known)
    return [str(address) for address in asyncio.run(Guard(allowed).resolve(host, port))]


def test_a_name_reaches_its_public_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    found = resolve(monkeypatch, ["a.test"], "A.test", ["8.8.8.8", "2606:4700::1"])
    assert found == ["8.8.8.8", "2606:4700::1"]


def test_private_addresses_of_a_name_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve(monkeypatch, ["a.test"], "a.test", ["10.0.0.1", "8.8.8.8"]) == ["8.8.8.8"]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1%1"]
)
def test_a_name_does_not_lead_to_a_private_address(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(Refused, match="which is not allowed"):
        resolve(monkeypatch, ["a.test"], "a.test", [address])


def test_a_name_leads_to_an_address_that_is_allowed_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve(monkeypatch, ["a.test", "10.0.0.1:80"], "a.test", ["10.0.0.1"]) == ["10.0.0.1"]
    with pytest.raises(Refused):
        resolve(monkeypatch, ["a.test", "10.0.0.1:81"], "a.test", ["10.0.0.1"])


def test_localhost_reaches_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve(monkeypatch, ["localhost"], "localhost", ["127.0.0.1"]) == ["127.0.0.1"]
    with pytest.raises(Refused):
        resolve(monkeypatch, ["localhost"], "localhost", ["10.0.0.1"])
    with pytest.raises(Refused):
        resolve(monkeypatch, ["localhost"], "127.0.0.1", [])


def test_an_address_is_allowed_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve(monkeypatch, ["[::1]:80"], "0:0::1", []) == ["::1"]
    for host in ("127.0.0.1", "8.8.8.8"):
        with pytest.raises(Refused):
            resolve(monkeypatch, ["[::1]:80"], host, ["::1"])


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "017700000001"])
def test_other_spellings_of_an_address_are_names(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    with pytest.raises(Refused):
        resolve(monkeypatch, ["127.0.0.1"], host, ["127.0.0.1"])
    with pytest.raises(Refused):
        resolve(monkeypatch, [host], host, ["127.0.0.1"])


def test_ports_count() -> None:
    guard = Guard(["a.test:8443", "b.test"])
    assert guard.allows("a.test", 8443)
    assert not guard.allows("a.test", 443)
    assert guard.allows("b.test", 1)
    assert not guard.allows("sub.b.test", 443)


def test_a_silent_server_of_names_does_not_take_all_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "_lookups", addresses.threading.BoundedSemaphore(1))
    assert addresses._lookups.acquire()
    with pytest.raises(OSError, match="are being looked up"):
        asyncio.run(addresses.look_up("a.test"))
