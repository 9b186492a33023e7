"""The JSON Schema of scenario files (draft 2020-12), made of the classes of world/scenario.py, for
editors that complete and check them.

It refuses what `scenario.load` refuses, but for what JSON Schema cannot say: that a scope is both
granted and denied, that a number somewhere in what a program gets is too large, and that a text is
no host.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from jshost.frozen import Frozen
from jshost.permissions.scopes import SCOPES
from jshost.user.port import AUTHORIZE, Alternatives
from jshost.world import rules
from jshost.world.reading import MAX_INTEGER, keys_of, options
from jshost.world.scenario import (
    ACTIONS,
    Fixture,
    Scenario,
    SocketFixture,
    SocketMessage,
    SocketReply,
    Step,
)

Schema = dict[str, Any]

_ANYTHING: Schema = {}
_WHOLE: Schema = {"type": "integer", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}
_TYPES: dict[Any, Schema] = {
    Any: _ANYTHING,
    bool: {"type": "boolean"},
    int: _WHOLE,
    float: {"type": "number"},
    str: {"type": "string"},
    Path: {"type": "string", "pattern": "^[^\\u0000]+$"},
}
_MARKS: dict[str, Schema] = {
    "scope": {"$ref": "#/$defs/Scope"},
    "prompt": {"enum": ["", *SCOPES]},
    "version": {"type": "string", "pattern": rules.VERSION},
    "milliseconds": {"type": "number", "minimum": 0},
    "seconds": {"type": "number", "exclusiveMinimum": 0},
    "changes": {"$ref": "#/$defs/Device", "minProperties": 1},
    "pages": {"anyOf": [{"const": True}, _WHOLE | {"minimum": 1}]},
    "host": {"type": "string", "pattern": rules.HOST},
    "url": {"type": "string", "pattern": rules.URL},
    "header name": {"type": "string", "pattern": rules.HEADER_NAME},
    "header value": {"type": "string", "pattern": rules.HEADER_VALUE},
    "base64": {"type": "string", "pattern": rules.BASE64},
    "status": {"type": "integer", "minimum": 200, "maximum": 599},
    "times": _WHOLE | {"minimum": 1},
    "socket url": {"type": "string", "pattern": rules.SOCKET_URL},
    "close code": _WHOLE | dict(zip(("minimum", "maximum"), rules.CLOSE_CODES, strict=True)),
    "close reason": {"type": "string", "maxLength": rules.MAX_REASON},
}
"""What the rules of reading.py are in a schema."""


def schema(questions: rules.Questions | None = None) -> Schema:
    """Return the schema. Given the `questions` that APIs ask, it has the answers to them too."""
    definitions = {"Scope": {"enum": [*SCOPES]}, "ScopeAnswer": _one_or_more(_answer(AUTHORIZE))}
    top = _Records(definitions).table(Scenario)
    top["properties"]["answers"] |= _answers(questions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario of jshost",
        "description": _summary(Scenario),
        **top,
        "$defs": definitions,
    }


class _Records:
    """Turns records into schemas; those inside of others go to the `definitions`."""

    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions

    def table(self, cls: Any, names: Iterable[str] | None = None) -> Schema:
        """Return the schema of a table that has the keys of a record, or only those named."""
        texts = descriptions(cls)
        properties = {
            name: {"description": texts[name]} | self._of(hints) | _default(cls, name)
            for name, hints in keys_of(cls).items()
            if names is None or name in names
        }
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _of(self, hints: tuple[Any, ...]) -> Schema:
        """Return the schema of values of one of the types."""
        if len(hints) > 1:
            return {"anyOf": [self._of((hint,)) for hint in hints]}
        hint = hints[0]
        origin, arguments = get_origin(hint), get_args(hint)
        if hasattr(hint, "FIELDS"):
            return self._reference(hint)
        if origin is Annotated:
            return _MARKS[arguments[1]]
        if origin is Literal:
            return _choice(arguments)
        if origin is tuple:
            return _one_or_more(self._of(options(arguments[0])))
        if origin is Mapping:
            names = {} if arguments[0] is str else {"propertyNames": self._of((arguments[0],))}
            inner = self._of(options(arguments[1]))
            return {"type": "object", "additionalProperties": inner} | names
        return _TYPES[hint]

    def _reference(self, cls: type[Frozen]) -> Schema:
        name = cls.__name__
        if name not in self._definitions:
            self._definitions[name] = {}  # its place, before those inside of it
            table = self._step() if cls is Step else self.table(cls)
            table |= _WHOLE_RULES.get(cls, {})
            self._definitions[name] = {"description": _summary(cls)} | table
        return {"$ref": f"#/$defs/{name}"}

    def _step(self) -> Schema:
        """Return the schema of a step: one for each action, with the keys that belong to it."""
        return {
            "oneOf": [
                {"title": action} | self.table(Step, (action, *own)) | {"required": [action]}
                for action, own in ACTIONS.items()
            ]
        }


def _not_both(one: str, other: str) -> Schema:
    return {"not": {"required": [one, other]}}


_ONE_CONTENT: list[Schema] = [{"required": [key]} for key in rules.CONTENTS]
_WHOLE_RULES: dict[Any, Schema] = {
    Fixture: {
        "required": ["url"],
        "allOf": [
            *(_not_both(one, other) for one, other in combinations(rules.BODIES, 2)),
            *(_not_both("failure", key) for key in rules.NOT_WITH_FAILURE),
        ],
    },
    SocketFixture: {
        "required": ["url"],
        "allOf": [_not_both("failure", key) for key in rules.NO_SUCH_SERVER],
    },
    SocketMessage: {"oneOf": _ONE_CONTENT},
    SocketReply: {
        "anyOf": [
            {"oneOf": _ONE_CONTENT},
            {"required": ["close"], "not": {"anyOf": _ONE_CONTENT}},
        ]
    },
}
"""What reading.py asks of the keys of a table, taken together."""


def _choice(values: tuple[Any, ...]) -> Schema:
    return {"enum": [*values]} if len(values) > 1 else {"const": values[0]}


def _one_or_more(item: Schema) -> Schema:
    """Return the schema of a list, or of its only item."""
    return {"anyOf": [item, {"type": "array", "items": item}]} if item else _ANYTHING


def _default(cls: Any, name: str) -> Schema:
    """Return the default of a key, where it says something: JSON has it, and it is not empty."""
    value = cls.DEFAULTS.get(name)
    if isinstance(value, tuple):
        value = [*value]
    is_said = isinstance(value, bool | int | float | str | list) and value not in ("", [])
    return {"default": value} if is_said else {}


# -- answers --


def _answers(questions: rules.Questions | None) -> Schema:
    """Return the keys that `answers` may have: scopes, and APIs if they are known."""
    keys = {scope: {"$ref": "#/$defs/ScopeAnswer"} for scope in SCOPES}
    if questions is None:
        others = {"not": {"pattern": r"^scope\."}}
        return {"properties": keys, "propertyNames": {"anyOf": [_MARKS["scope"], others]}}
    keys |= {api: _one_or_more(_answer(questions[api])) for api in sorted(questions)}
    return {"properties": keys, "additionalProperties": False}


def _answer(alternatives: Alternatives) -> Schema:
    """Return the schema of an answer to one question."""
    fixed: Schema = {"enum": [*alternatives.values]}
    switch = rf"[+-]({'|'.join(map(re.escape, SCOPES))})"
    change = rf"[+-]({'|'.join(map(re.escape, alternatives.names))})"
    patterns = {
        "settings": f"^{switch}(,{switch})*$",
        "switches": f"^{change}(,{change})*$",
        "index": "^[0-9]+$",
        "indices": "^[0-9]+(,[0-9]+)*$",
        "text": f"^{alternatives.affirm}=",
    }
    if alternatives.free not in patterns:
        return fixed
    return {"anyOf": [fixed, {"type": "string", "pattern": patterns[alternatives.free]}]}


# -- texts --


def _summary(cls: type[Any]) -> str:
    """Return what the docstring of a class says, on one line."""
    return " ".join((cls.__doc__ or "").split())


@cache
def descriptions(cls: Any) -> dict[str, str]:
    """Return the text below each field of a class, on one line; "" where no source is there."""
    found = dict.fromkeys(cls.FIELDS, "")
    statements = [one for kind in reversed(cls.__mro__[:-2]) for one in _body(kind)]
    for field, text in pairwise(statements):
        match field, text:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(value=ast.Constant(str(said))):
                found[name] = " ".join(said.split())
    return found


def _body(cls: Any) -> list[ast.stmt]:
    """Return the statements of a class, none where its source is not there."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[cls.__module__]))
    except OSError:
        return []
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return next(node.body for node in classes if node.name == cls.__name__)
