"""Names of hosts, as programs, settings and URLs have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jshost.errors import InputError
from jshost.frozen import Frozen

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address


class Allowed(Frozen):
    """A host that may be reached: a name in lower case or an address; at one port or, with None,
    at all.
    """

    host: str
    port: int | None


def parse(text: str) -> Allowed:
    """Read `HOST[:PORT]`, IPv6 addresses in brackets if there is a port. Raises InputError."""
    host, port = _split(text)
    name = canonical(host)
    is_port = port is None or (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65_536)
    if name is None or not is_port:
        raise InputError(f"{text!r} is no host; it should be HOST or HOST:PORT, as in a URL")
    return Allowed(name, None if port is None else int(port))


def _split(text: str) -> tuple[str, str | None]:
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if not closed or ":" not in host or (rest and not rest.startswith(":")):
            return "", None
        return host, rest[1:] if rest else None
    if text.count(":") > 1:
        return text, None
    host, colon, port = text.partition(":")
    return host, port if colon else None


def canonical(host: str) -> str | None:
    """Return a host as it is compared: an address in its one form, a name in lower case and ASCII;
    None for what is neither.
    """
    if (address := literal(host)) is not None:
        return str(address)
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError:
        return None
    labels = name.split(".")
    fits = all(label.replace("-", "a").replace("_", "a").isalnum() for label in labels)
    return name if fits and len(name) <= 253 else None


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host is given as, None for a name. Zones are refused as names
    are.
    """
    from ipaddress import ip_address

    try:
        return None if "%" in host else ip_address(host)
    except ValueError:
        return None
