"""Which hosts a program may reach, and which addresses: a name is resolved once, every address of
it is checked, and what is connected to is exactly what was checked.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any

from jshost.hosts import canonical, literal, parse

Address = IPv4Address | IPv6Address

MAX_LOOKUPS = 32
"""How many names may be looked up at a time: each takes a thread, for as long as the system
likes.
"""

# What is no address of a public host: this network, private, shared (CGNAT), loopback, link-local
# (metadata of most clouds), protocol assignments, documentation, 6to4 relays, benchmarks,
# multicast, reserved, broadcast; and Azure's platform address, which looks public.
_NOT_PUBLIC_4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32",
    "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
)))  # fmt: skip
# Only this is global unicast: everything that maps or translates IPv4 is outside, but for Teredo
# (in 2001::/23, protocol assignments) and 6to4 (2002::/16); the rest is documentation.
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(map(IPv6Network, (
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)))  # fmt: skip


class Refused(Exception):
    """A host, or an address of one, that the program may not reach."""


def is_public(address: Address) -> bool:
    """Whether an address is one of a host on the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _GLOBAL_6 and not any(address in network for network in _NOT_PUBLIC_6)


class Guard:
    """What may be reached: the hosts that are `allowed`, each HOST[:PORT]. A name matches exactly,
    and reaches public addresses only; any other address must be allowed itself. `localhost` reaches
    this machine. Raises InputError.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = tuple(map(parse, allowed))

    def allows(self, host: str, port: int) -> bool:
        """Whether a host may be named in a URL."""
        name = canonical(host)
        return name is not None and self._has(name, port)

    def allows_address(self, address: Address, host: str, port: int) -> bool:
        """Whether an address may be connected to, for a host that may be named."""
        if is_public(address) or self._has(str(address), port):
            return True
        return address.is_loopback and canonical(host) == "localhost"

    def _has(self, name: str, port: int) -> bool:
        return any(entry.host == name and entry.port in (None, port) for entry in self._allowed)

    async def resolve(self, host: str, port: int) -> list[Address]:
        """Return the addresses of a host that may be connected to. Raises Refused where there are
        none but others, OSError where there are none at all.
        """
        if not self.allows(host, port):
            raise Refused(f"{host}:{port} is not allowed")
        address = literal(host)
        found = [address] if address else await look_up(host)
        allowed = [one for one in found if self.allows_address(one, host, port)]
        if not allowed:
            raise Refused(f"{host} is at {', '.join(map(str, found))}, which is not allowed")
        return allowed


_lookups = threading.BoundedSemaphore(MAX_LOOKUPS)


async def look_up(host: str) -> list[Address]:
    """Return the addresses of a name as the system knows them. Raises OSError.

    It takes a daemon thread: those of asyncio's own pool would keep the process alive for as long
    as a server of names is silent.
    """
    if not _lookups.acquire(blocking=False):
        raise OSError(f"more than {MAX_LOOKUPS} names are being looked up")
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[Address]] = loop.create_future()

    def settle(method: str, value: Any) -> None:
        if not future.done():
            getattr(future, method)(value)

    def work() -> None:
        try:
            outcome: tuple[str, Any] = ("set_result", _addresses(host))
        except (OSError, UnicodeError) as error:
            outcome = ("set_exception", OSError(str(error)))
        finally:
            _lookups.release()
        with suppress(RuntimeError):  # the loop has been closed meanwhile
            loop.call_soon_threadsafe(settle, *outcome)

    threading.Thread(target=work, name="jshost-lookup", daemon=True).start()
    return await future


def _addresses(host: str) -> list[Address]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(entry[4][0]) for entry in found)
    return [address for text in texts if (address := literal(text.partition("%")[0])) is not None]
