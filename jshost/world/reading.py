"""Reading a scenario file: every value is checked by the classes of world/scenario.py, and whatever
is wrong is told with its line.
"""

from __future__ import annotations

import datetime
import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from jshost import toml
from jshost.errors import InputError
from jshost.text import line
from jshost.toml import Document, Keys
from jshost.world import rules
from jshost.world.scenario import (
    ACTIONS,
    Device,
    Fixture,
    Scenario,
    ScenarioError,
    SocketFixture,
    SocketMessage,
    SocketReply,
    Step,
)

MAX_FAULTS = 50
"""How many faults of one file are told."""
MAX_INTEGER = 2**53 - 1
"""The largest whole number that JavaScript counts up to; the smallest is as far below 0."""

_MARKED = {
    "ScopeName": Annotated[str, "scope"],
    "Prompt": Annotated[str, "prompt"],
    "Version": Annotated[str, "version"],
    "Place": Annotated[str, "unread"],
    "Milliseconds": Annotated[float, "milliseconds"],
    "Seconds": Annotated[float, "seconds"],
    "Pages": Annotated[Literal[True] | int, "pages"],
    "Changes": Annotated[Mapping[str, Any], "changes"],
    "HostName": Annotated[str, "host"],
    "UrlPattern": Annotated[str, "url"],
    "HeaderName": Annotated[str, "header name"],
    "HeaderValue": Annotated[str, "header value"],
    "Base64": Annotated[str, "base64"],
    "Status": Annotated[int, "status"],
    "Times": Annotated[int, "times"],
    "SocketUrl": Annotated[str, "socket url"],
    "CloseCode": Annotated[int, "close code"],
    "CloseReason": Annotated[str, "close reason"],
}
"""The types of scenario.py that have a rule."""

_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}


def read(path: Path, questions: rules.Questions | None = None) -> Scenario:
    """Read a scenario file; see `scenario.load`."""
    return _Reader(toml.read(path), path.parent, questions).read()


def fixture(values: dict[str, Any]) -> Fixture:
    """Return the fixture that Python code gives the keys of. Raises ScenarioError."""
    values = {key: str(v) if isinstance(v, Path) else v for key, v in values.items()}
    made: Fixture = _Reader(_Given(values), Path(), None).fixture(Fixture)
    return made


def socket_fixture(values: dict[str, Any]) -> SocketFixture:
    """Return the server of WebSockets that Python code gives the keys of. Raises ScenarioError."""
    made: SocketFixture = _Reader(_Given(values), Path(), None).fixture(SocketFixture)
    return made


class _Given:
    """Values that stand in no file, as a document."""

    def __init__(self, value: dict[str, Any]) -> None:
        self.value = value
        self.name = f"fixture {value['url']}"

    def line(self, keys: Keys) -> int:
        return 0

    def where(self, keys: Keys) -> str:
        return self.name


@cache
def keys_of(cls: Any) -> dict[str, tuple[Any, ...]]:
    """Return the keys that a table of a file may have for a record, and the types that each value
    may be of.
    """
    hints = typing.get_type_hints(cls, localns=_MARKED, include_extras=True)
    return {name: options(hints[name]) for name in cls.FIELDS if not _is_unread(hints[name])}


def _is_unread(hint: Any) -> bool:
    return get_origin(hint) is Annotated and "unread" in get_args(hint)


def options(hint: Any) -> tuple[Any, ...]:
    """Return the types that `X | Y | None` stands for, as a file has them: without None."""
    if get_origin(hint) not in (typing.Union, type(int | str)):
        return (hint,)
    return tuple(option for option in get_args(hint) if option is not type(None))


def changed(device: Device, fields: Mapping[str, Any]) -> Device:
    """Return a device with other values, each checked as that of a file is. Raises InputError."""
    known = keys_of(Device)
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in known:
            raise InputError(f"unknown key {_name((name,))}{_meant(name, list(known))}")
        try:
            values[name] = _simple(known[name], value)
        except ValueError as error:
            raise InputError(f"{name} {error}") from None
    return device.replace(**values)


class _Wrong(Exception):
    """A value that cannot be used; why has been noted."""


class _Reader:
    """Makes a scenario of a document. It goes on where something is wrong, to find the rest."""

    def __init__(
        self, document: Document | _Given, folder: Path, questions: rules.Questions | None
    ) -> None:
        self._document = document
        self._folder = folder
        self._questions = questions
        self._faults: list[tuple[int, str]] = []

    def read(self) -> Scenario:
        """Return the scenario. Raises ScenarioError."""
        scenario: Scenario = self._record(Scenario, self._document.value, ())
        self._check_decisions(scenario)
        self._check_answers()
        if self._faults:
            raise self._error()
        return scenario

    def fixture(self, cls: Any) -> Any:
        """Return what is no scenario but a fixture of some class. Raises ScenarioError."""
        with suppress(_Wrong):
            fixture = self._record(cls, self._document.value, ())
        if self._faults:
            raise self._error()
        return fixture

    def _error(self, *more: str) -> ScenarioError:
        faults = sorted(self._faults, key=lambda fault: fault[0])
        return ScenarioError([text for _, text in faults] + [*more])

    def _note(self, keys: Keys, what: str) -> _Wrong:
        """Note what is wrong at `keys`. Return what a caller may raise."""
        where = self._document.where(keys)
        self._faults.append((self._document.line(keys), f"{where}: {line(what, 500)}"))
        if len(self._faults) == MAX_FAULTS:
            raise self._error(f"{self._document.name}: and perhaps more like these")
        return _Wrong()

    def _wrong(self, keys: Keys, what: str) -> _Wrong:
        """Note what is wrong with the value of a key; `what` goes on from the key's name."""
        return self._note(keys, f"{_name(keys)} {what}")

    def _against(self, keys: Keys, fault: str) -> _Wrong:
        """Note that the value of a key is against a rule."""
        return self._note(keys, f"{_name(keys)}: {fault}")

    # -- values by their types --

    def _record(self, cls: Any, table: Any, keys: Keys) -> Any:
        if not isinstance(table, dict):
            raise self._wrong(keys, "should be a table")
        known = keys_of(cls)
        before = len(self._faults)
        values: dict[str, Any] = {}
        for key, value in table.items():
            inner = (*keys, key)
            if key not in known:
                self._note(inner, f"unknown key {_name(inner)}{_meant(key, list(known))}")
                continue
            with suppress(_Wrong):
                values[key] = self._value(known[key], value, inner)
        if cls is Step and len(self._faults) == before:
            return self._step(values, keys)
        if cls in _WHOLE_RULES and (fault := _WHOLE_RULES[cls](table)):
            raise self._note(keys, fault)
        if cls.FIELDS[0] not in cls.DEFAULTS and cls.FIELDS[0] not in values:
            raise _Wrong  # as has been noted
        return cls(**values)

    def _step(self, values: dict[str, Any], keys: Keys) -> Step:
        step = Step(**values, place=self._document.where(keys))
        if len(step.actions) != 1:
            what = " and ".join(step.actions) or "none"
            raise self._note(keys, f"a step is one of {', '.join(ACTIONS)}; this one has {what}")
        action = step.actions[0]
        for key in values:
            if key not in (action, *ACTIONS[action]):
                owners = " or ".join(name for name, own in ACTIONS.items() if key in own)
                self._wrong((*keys, key), f"goes with {owners}, not with {action}")
        return step

    def _value(self, hints: tuple[Any, ...], value: Any, keys: Keys) -> Any:
        """Return `value` as one of the types has it."""
        hint = hints[0]
        origin, arguments = get_origin(hint), get_args(hint)
        if hint is Any:
            return self._plain(value, keys)
        if hint is Path:
            return self._path(value, keys)
        if hasattr(hint, "FIELDS"):
            return self._record(hint, value, keys)
        if origin is Annotated:
            return self._ruled(arguments[0], arguments[1], value, keys)
        if origin is tuple:
            return tuple(self._each(arguments[0], _items(value, keys)))
        if origin is Mapping:
            return self._mapping(arguments[1], value, keys, arguments[0])
        try:
            return _simple(hints, value)
        except ValueError as error:
            raise self._wrong(keys, str(error)) from None

    def _ruled(self, hint: Any, tag: str, value: Any, keys: Keys) -> Any:
        found = self._value(options(hint), value, keys)
        if fault := _RULES[tag](found):
            raise self._against(keys, fault)
        return found

    def _each(self, hint: Any, given: Iterator[tuple[Keys, Any]]) -> Iterator[Any]:
        for keys, item in given:
            with suppress(_Wrong):
                yield self._value(options(hint), item, keys)

    def _mapping(self, hint: Any, table: Any, keys: Keys, name: Any = str) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self._wrong(keys, "should be a table")
        found: dict[str, Any] = {}
        for key, value in table.items():
            with suppress(_Wrong):
                self._value((name,), key, (*keys, key))
                found[key] = self._value(options(hint), value, (*keys, key))
        return found

    def _path(self, value: Any, keys: Keys) -> Path:
        if not isinstance(value, str) or not value or "\0" in value:
            raise self._wrong(keys, f"should be a path, not {_shown(value)}")
        return self._folder / value

    def _plain(self, value: Any, keys: Keys) -> Any:
        """Return a value that the program gets, if JSON has it."""
        if isinstance(value, dict):
            return self._mapping(Any, value, keys)
        if isinstance(value, list):
            return list(self._each(Any, _items(value, keys)))
        if isinstance(value, datetime.date | datetime.time):
            raise self._wrong(keys, "is a date or time, which no program has; put it in quotes")
        if isinstance(value, float) and not isfinite(value):
            raise self._wrong(keys, f"should be a finite number, not {value}")
        if isinstance(value, int) and abs(value) > MAX_INTEGER:
            raise self._wrong(keys, _TOO_LARGE)
        return value

    # -- what takes more than one value --

    def _check_decisions(self, scenario: Scenario) -> None:
        both = {*scenario.grant} & {*scenario.deny}
        for keys, scope in _items(self._document.value.get("deny"), ("deny",)):
            if isinstance(scope, str) and (fault := rules.both_fault({scope}, both)):
                self._against(keys, fault)

    def _check_answers(self) -> None:
        answers = self._document.value.get("answers")
        for key, given in answers.items() if isinstance(answers, dict) else ():
            if self._questions is not None:
                self._check_choices(key, given, self._questions)
            elif key.startswith("scope."):
                self._check_choices(key, given, {})

    def _check_choices(self, key: str, given: Any, questions: rules.Questions) -> None:
        if fault := rules.question_fault(key, questions):
            self._against(("answers", key), fault)
            return
        for keys, choice in _items(given, ("answers", key)):
            if isinstance(choice, str) and (fault := rules.choice_fault(key, choice, questions)):
                self._against(keys, fault)


def _items(value: Any, keys: Keys) -> Iterator[tuple[Keys, Any]]:
    """Return the items of a list and their keys; what is no list is the only item."""
    if not isinstance(value, list):
        yield keys, value
        return
    for index, item in enumerate(value):
        yield (*keys, index), item


def _simple(hints: tuple[Any, ...], value: Any) -> Any:
    """Return a value as one of the types, which have no parts, has it. Raises ValueError that goes
    on from the value's name.
    """
    for hint in hints:
        found = _converted(hint, value)
        if found is not None:
            return found
    if int in hints and type(value) is int:
        raise ValueError(_TOO_LARGE)
    expected = " or ".join(map(_expected, hints))
    raise ValueError(f"should be {expected}, not {_shown(value)}")


def _converted(hint: Any, value: Any) -> Any:
    """Return a value as a type without parts has it, None if it is not of that type."""
    if get_origin(hint) is Literal:
        same = (a for a in get_args(hint) if type(a) is type(value) and a == value)
        return next(same, None)
    if isinstance(value, bool):
        return value if hint is bool else None
    if hint is int:
        return _whole(value)
    if hint is float and isinstance(value, int | float):
        return _finite(value)
    return value if isinstance(value, hint) else None


def _whole(value: Any) -> int | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 1.0 is a whole number, as JSON Schema has it
    return value if isinstance(value, int) and abs(value) <= MAX_INTEGER else None


def _finite(value: float) -> float | None:
    with suppress(OverflowError):
        number = float(value)
        return number if isfinite(number) else None
    return None


def _pages_fault(pages: int) -> str | None:
    return None if pages >= 1 else f"{pages} should be true or a number of pages, 1 or more"


def _seconds_fault(length: float) -> str | None:
    return None if length > 0 else f"{length:g} should be seconds, more than 0"


def _milliseconds_fault(wait: float) -> str | None:
    return None if wait >= 0 else f"{wait:g} should be milliseconds, 0 or more"


def _changes_fault(fields: Mapping[str, Any]) -> str | None:
    if not fields:
        return "what changes? give one key of [device], or more"
    try:
        changed(Device(), fields)
    except InputError as error:
        return str(error)
    return None


_RULES: dict[str, Callable[[Any], str | None]] = {
    "scope": rules.scope_fault,
    "prompt": lambda scope: rules.scope_fault(scope) if scope else None,
    "version": rules.version_fault,
    "milliseconds": _milliseconds_fault,
    "seconds": _seconds_fault,
    "pages": _pages_fault,
    "changes": _changes_fault,
    "host": rules.host_fault,
    "url": rules.url_fault,
    "header name": rules.header_name_fault,
    "header value": rules.header_value_fault,
    "base64": rules.base64_fault,
    "status": rules.status_fault,
    "times": rules.times_fault,
    "socket url": rules.socket_url_fault,
    "close code": rules.close_code_fault,
    "close reason": rules.close_reason_fault,
}
"""What the marks ask of a value."""

_WHOLE_RULES: dict[Any, Callable[[dict[str, Any]], str | None]] = {
    Fixture: rules.fixture_fault,
    SocketFixture: rules.socket_fault,
    SocketMessage: rules.message_fault,
    SocketReply: rules.reply_fault,
}
"""What is asked of the keys of a table, taken together."""

_TOO_LARGE = f"is too large a number; the largest is {MAX_INTEGER}"


def _expected(hint: Any) -> str:
    if get_origin(hint) is not Literal:
        return _KINDS[hint]
    names = [value if isinstance(value, str) else _shown(value) for value in get_args(hint)]
    return f"one of {', '.join(names)}" if len(names) > 1 else names[0]


def _shown(value: Any) -> str:
    """Return a value as a person would say it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, datetime.date | datetime.time):
        return str(value)
    return line(repr(value), 80)


def _name(keys: Keys) -> str:
    """Return keys as TOML has them, the items of lists numbered from 1."""
    parts = (f"[{key + 1}]" if isinstance(key, int) else f".{_quoted(key)}" for key in keys)
    return line("".join(parts).removeprefix("."))


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _meant(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
