"""What decisions, answers and versions may be: each rule says in words what is wrong, or nothing.

They are asked of scenario files as they are read, where faults have lines, and of what a Host is
given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from jshost.hosts import parse
from jshost.permissions.scopes import SCOPES
from jshost.user.port import AUTHORIZE, Alternatives, parse_switches

VERSION = r"^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}$"
"""What `version_fault` lets pass, as a pattern for JSON Schema."""

HOST = r"^[\w.:\[\]-]+$"
"""What a host may be written with; `host_fault` asks more of it."""
SOCKET_URL = r"^(\*|wss?://)\S*$"
URL = r"^(\*|https?://)\S*$"
HEADER_NAME = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
HEADER_VALUE = r"^[^\x00-\x08\x0a-\x1f\x7f]*$"
BASE64 = r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"

Questions = Mapping[str, Alternatives]
"""The APIs that ask the user something, and what may be answered."""


def scope_fault(scope: str) -> str | None:
    """Say that a scope does not exist, and which one was meant if that can be guessed."""
    if scope in SCOPES:
        return None
    from difflib import get_close_matches

    close = get_close_matches(scope, SCOPES, 1, 0.5)
    hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(SCOPES)}"
    return f"unknown scope {scope!r}; {hint}"


def version_fault(text: str) -> str | None:
    """Say that a text is no version of a base library."""
    parts = text.split(".")
    if len(parts) == 3 and all(map(_is_number, parts)):
        return None
    return f"{text!r} should be a version such as 2.0.0"


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= 9


def both_fault(granted: set[str], denied: set[str]) -> str | None:
    """Say that a scope is both granted and denied."""
    both = sorted(granted & denied)
    return f"{both[0]} is both granted and denied; choose one" if both else None


def question_fault(key: str, questions: Questions) -> str | None:
    """Say that nothing asks the question that an answer is for."""
    if key.startswith("scope."):
        return scope_fault(key)
    if key in questions:
        return None
    known = ", ".join(sorted(questions))
    return f"{key!r} asks the user nothing; a scope does, and {known}"


def choice_fault(key: str, choice: str, questions: Questions) -> str | None:
    """Say that an answer is none to its question, which there is."""
    alternatives = AUTHORIZE if key.startswith("scope.") else questions[key]
    for scope in parse_switches(choice) or () if alternatives.free == "settings" else ():
        if fault := scope_fault(scope):
            return fault
    if alternatives.accepts(choice):
        return None
    return f"{choice!r} is no answer to {key}; possible are {alternatives.describe()}"


# -- the network --


def host_fault(text: str) -> str | None:
    """Say that a text is no host."""
    from jshost.errors import InputError

    try:
        parse(text)
    except InputError as error:
        return str(error)
    return None


def url_fault(url: str) -> str | None:
    """Say that a text is no URL of a fixture."""
    if re.fullmatch(URL, url):
        return None
    return f"{url!r} should be a URL that begins with https://, http:// or *"


def header_name_fault(name: str) -> str | None:
    """Say that a text is no name of a header."""
    return None if re.fullmatch(HEADER_NAME, name) else f"{name!r} is no name of a header"


def header_value_fault(value: str) -> str | None:
    """Say that a text is no value of a header."""
    return None if re.fullmatch(HEADER_VALUE, value) else f"{value!r} is no value of a header"


def base64_fault(text: str) -> str | None:
    """Say that a text is no base64."""
    return None if re.fullmatch(BASE64, text) else f"{text!r} should be base64"


def status_fault(status: int) -> str | None:
    """Say that a number is no status code of an answer."""
    return None if 200 <= status <= 599 else f"{status} should be a status code, 200 to 599"


def times_fault(times: int) -> str | None:
    """Say that something cannot be done so many times."""
    return None if times >= 1 else f"{times} should be 1 or more"


def socket_url_fault(url: str) -> str | None:
    """Say that a text is no URL of a server of WebSockets."""
    if re.fullmatch(SOCKET_URL, url):
        return None
    return f"{url!r} should be a URL that begins with wss://, ws:// or *"


CLOSE_CODES = (1000, 4999)
MAX_REASON = 123


def close_code_fault(code: int) -> str | None:
    """Say that a number is no code that a WebSocket closes with."""
    first, last = CLOSE_CODES
    return None if first <= code <= last else f"{code} should be a code from {first} to {last}"


def close_reason_fault(reason: str) -> str | None:
    """Say that a text is too long to be the reason why a WebSocket closes."""
    size = len(reason.encode("utf-8", "surrogatepass"))
    return None if size <= MAX_REASON else f"has {size} bytes; a reason has {MAX_REASON} at most"


BODIES = ("json", "text", "base64", "file")
"""The keys of a fixture that say what its body is."""
NOT_WITH_FAILURE = ("status", "headers", *BODIES)


def fixture_fault(keys: Collection[str]) -> str | None:
    """Say that a fixture has keys that do not go together, or lacks its URL."""
    if "url" not in keys:
        return "a fixture needs a url"
    bodies = [key for key in BODIES if key in keys]
    if len(bodies) > 1:
        return f"a fixture has one body; this one has {' and '.join(bodies)}"
    others = [key for key in NOT_WITH_FAILURE if key in keys] if "failure" in keys else []
    return f"a fixture with a failure has no {others[0]}" if others else None


CONTENTS = ("text", "json", "base64")
"""The keys of a WebSocket's message that say what it is."""


def message_fault(keys: Collection[str]) -> str | None:
    """Say that a message does not have exactly one content."""
    found = [key for key in CONTENTS if key in keys]
    if len(found) == 1:
        return None
    has = f"this one has {' and '.join(found)}" if found else "this one has none"
    return f"a message has one of {', '.join(CONTENTS)}; {has}"


def reply_fault(keys: Collection[str]) -> str | None:
    """Say that a reply has more than one content, or does nothing."""
    if "close" in keys and not any(key in keys for key in CONTENTS):
        return None
    return message_fault(keys)


NO_SUCH_SERVER = ("protocol", "headers", "messages", "replies", "echo", "close")
"""The keys that a server has only if connections to it come about."""


def socket_fault(keys: Collection[str]) -> str | None:
    """Say that a server has keys that do not go together, or lacks its URL."""
    if "url" not in keys:
        return "a server needs a url"
    others = [key for key in NO_SUCH_SERVER if key in keys] if "failure" in keys else []
    return f"a server with a failure has no {others[0]}" if others else None


def message_fits(pattern: str, message: str | bytes) -> bool:
    """Whether a reply is for a message."""
    if isinstance(message, bytes):
        return pattern == "*"
    return _fits(pattern, message)


def url_fits(pattern: str, url: str) -> bool:
    """Whether a fixture's URL fits one that is asked for: exact, but for `*` (any characters); one
    without a `?` fits any query.
    """
    if "?" not in pattern:
        url = url.partition("?")[0]
    return _fits(pattern, url)


def _fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says, in which `*` is for any characters."""
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    return text.startswith(first) and _follow(others, text, len(first))


def _follow(pieces: list[str], text: str, start: int) -> bool:
    """Whether pieces follow each other in a text from `start` on, the last at its end. Each may be
    taken where it comes first: no choice is ever gone back on, whatever the text.
    """
    *middle, last = pieces
    for piece in middle:
        start = text.find(piece, start)
        if start < 0:
            return False
        start += len(piece)
    return len(text) - len(last) >= start and text.endswith(last)
