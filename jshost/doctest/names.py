"""What the names in a script stand for: which it declares, and which it needs from outside.

Scopes are those of ECMAScript, with what sloppy code may do: functions in blocks are seen outside
of them, and what is assigned without being declared is declared by that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from time import thread_time
from typing import Literal

from jshost.frozen import Frozen
from jshost.syntax import Source
from jshost.text import line as shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

MAX_BYTES = 64 << 10
"""The largest script. Examples have some hundred bytes, whole pages of documentation 60 to 150 KB.
"""
MAX_SECONDS = 1.0
"""CPU time for one script and all that is done with it."""

PROGRAM = (
    *("App", "Page", "Component", "Behavior", "getApp", "getCurrentPages"),
    *("require", "module", "exports"),
)
"""Names that only the files of a mini program have."""

KNOWN = (
    # ECMAScript: values, functions, constructors, namespaces.
    *("undefined", "NaN", "Infinity", "globalThis", "eval", "parseInt", "parseFloat", "isNaN"),
    *("isFinite", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape"),
    *("unescape", "Object", "Function", "Error", "EvalError", "RangeError", "ReferenceError"),
    *("SyntaxError", "TypeError", "URIError", "AggregateError", "Array", "Number", "Boolean"),
    *("String", "Symbol", "BigInt", "Date", "RegExp", "Proxy", "Promise", "Map", "Set", "WeakMap"),
    *("WeakSet", "WeakRef", "FinalizationRegistry", "ArrayBuffer", "SharedArrayBuffer", "DataView"),
    *("Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array"),
    *("Uint32Array", "BigInt64Array", "BigUint64Array", "Float32Array", "Float64Array"),
    *("Math", "JSON", "Reflect", "Atomics"),
    # What the platform adds, and what jshost does.
    *("wx", "console", "performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval"),
    *("queueMicrotask", "structuredClone", "TextEncoder", "TextDecoder", "URL", "URLSearchParams"),
    *PROGRAM,
)
"""Names that a script has without declaring them."""

# `arguments` is always there: the files of a program are functions.
_ALWAYS = frozenset((*KNOWN, "arguments"))

Role = Literal["use", "assign", "var", "let"]
"""What is done with a name: it is read, assigned to, or declared, in a function or in a block."""

Path = tuple["Node", "Path | None"]
"""A node, and the path of the node around it."""


class Place(Frozen):
    """Where a name stands that is used, or assigned to."""

    path: Path
    role: Role

    @property
    def node(self) -> Node:
        return self.path[0]


class Names(Frozen):
    """The names of a script. `free` are those that nothing in it declares, each with its places in
    their order; `tested` those that it asks `typeof` of; `declared` those of its outermost scope.

    `piece` is what has no meaning outside of a function, "" where there is no such thing:
    `await`, `return` or `this`. `odd` is a fault: the first name that the parser takes for one, but
    no engine does. `has_markup` tells that there is JSX.
    """

    free: dict[str, list[Place]]
    tested: frozenset[str]
    declared: tuple[str, ...]
    is_module: bool
    is_strict: bool
    piece: str
    odd: str
    has_markup: bool

    @property
    def required(self) -> set[str]:
        """The free names that it does not ask for first."""
        return self.free.keys() - self.tested


class Script:
    """A text as JavaScript: its tree, in which what is wrong is left in place, and its names.

    Raises SyntaxFault where it is too large, or takes longer than until `thread_time()` is `end`.
    """

    def __init__(self, text: str, end: float | None = None) -> None:
        # Half a surrogate pair is no character.
        data = re.sub("[\ud800-\udfff]", "\ufffd", text).encode()
        self.source = Source(data, MAX_BYTES, end or thread_time() + MAX_SECONDS)
        self.root = self.source.parse()

    @cached_property
    def names(self) -> Names:
        """What its names stand for."""
        return _Resolver(self.source).resolve(self.root)


def free_names(script: Script) -> dict[str, int]:
    """Return the names that a script needs from outside, each with the line of its first use, in
    the order of these lines. What a host has anyway is not among them, nor what the script makes by
    assigning to it, nor what it has tested with `typeof`.
    """
    names = script.names
    needed: dict[str, int] = {}
    for name, places in names.free.items():
        makes = not names.is_strict and any(place.role == "assign" for place in places)
        if name not in _ALWAYS and name not in names.tested and not makes:
            needed[name] = line_of(places[0].node)
    return needed


def is_name(word: str) -> bool:
    """Whether a word may be an identifier. The parser lets quotes and brackets of Chinese pass."""
    return re.sub(r"[$\u200c\u200d]|\\u(?:\{\w+\}|\w{4})", "_", word).lstrip("#").isidentifier()


def first_part(node: Node | None) -> Node | None:
    """Return the first named node in a node."""
    return node.named_child(0) if node is not None and node.named_child_count else None


def line_of(node: Node) -> int:
    """Return the line that a node begins in, from 1."""
    return node.start_point[0] + 1


# -- scopes ----------------------------------------------------------------------------------------


class _Scope:
    """What is declared in a part of a script, and what is used in it and in the scopes inside."""

    in_function = False
    has_this = False
    is_dynamic = False

    def __init__(self, around: _Scope | None = None, *, hoists: bool = True) -> None:
        self.around = around
        self.home: _Scope = self
        """Where `var` declares."""
        if around is not None:
            self.home = self if hoists else around.home
            self.in_function = around.in_function
            self.has_this = around.has_this
        self.declared: dict[str, None] = {}
        self.free: dict[str, list[Place]] = {}

    def close(self) -> None:
        """Hand over to the scope around what is not declared here."""
        for name in self.declared:
            self.free.pop(name, None)
        if self.is_dynamic:
            self.free = {}
        if self.around is not None:
            self.around.take(self.free)

    def take(self, free: dict[str, list[Place]]) -> None:
        """Add what a scope inside needs. The smaller goes into the larger, so that what is nested
        deep is not moved at each level.
        """
        small, self.free = sorted((free, self.free), key=len)
        for name, places in small.items():
            few, many = sorted((places, self.free.get(name, [])), key=len)
            self.free[name] = many
            many += few


_FUNCTION_DECLARATIONS = ("function_declaration", "generator_function_declaration")
_FUNCTION_EXPRESSIONS = ("function_expression", "generator_function")
_CHECK_TIME_EVERY = 4096


class _Resolver:
    """Walks a tree in the order of its text, without recursion: trees may be very deep."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stack: list[tuple[Path, Role, _Scope] | _Scope] = []
        self._tested: set[str] = set()
        self._piece = ""
        self._odd: Node | None = None
        self._is_module = False
        self._has_markup = False

    def resolve(self, root: Node) -> Names:
        """Return the names of a script."""
        scope = _Scope()
        self._stack = [((root, None), "use", scope)]
        self._walk()
        scope.close()
        for places in scope.free.values():
            places.sort(key=lambda place: place.node.start_byte)
        free = sorted(scope.free.items(), key=lambda item: item[1][0].node.start_byte)
        return Names(
            dict(free),
            frozenset(self._tested),
            tuple(scope.declared),
            self._is_module,
            self._is_module or self._begins_strict(root),
            self._piece,
            self._tell_odd(),
            self._has_markup,
        )

    def _walk(self) -> None:
        steps = 0
        while self._stack:
            step = self._stack.pop()
            if isinstance(step, _Scope):
                step.close()
                continue
            steps += 1
            if not steps % _CHECK_TIME_EVERY:
                self._source.keep_time()
            path, role, scope = step
            visit = _VISITS.get(path[0].type)
            if visit:
                visit(self, path, role, scope)
            else:
                self._visit_all(path, "use", scope)

    def _begins_strict(self, root: Node) -> bool:
        statements = (node for node in root.named_children if node.type != "comment")
        first = first_part(next(statements, None))
        return first is not None and self._source.of(first)[1:-1] == "use strict"

    # -- going on --

    def _push(self, nodes: Iterable[Node | None], around: Path, role: Role, scope: _Scope) -> None:
        for node in reversed([node for node in nodes if node is not None]):
            self._stack.append(((node, around), role, scope))

    def _open(self, around: _Scope, *, hoists: bool = False) -> _Scope:
        """Return a scope that is closed after what is pushed now."""
        scope = _Scope(around, hoists=hoists)
        self._stack.append(scope)
        return scope

    def _visit_all(self, path: Path, role: Role, scope: _Scope) -> None:
        self._push(path[0].named_children, path, role, scope)

    # -- names --

    def _tell_odd(self) -> str:
        node = self._odd
        return f"line {line_of(node)}: no name: {shown(self._source.of(node), 30)}" if node else ""

    def _word(self, node: Node) -> str:
        """Return the text of a name, whatever it names."""
        word = self._source.of(node)
        is_first = self._odd is None or node.start_byte < self._odd.start_byte
        if is_first and not word.isascii() and not is_name(word):
            self._odd = node
        return word

    def _visit_word(self, path: Path, role: Role, scope: _Scope) -> None:
        self._word(path[0])

    def _visit_name(self, path: Path, role: Role, scope: _Scope) -> None:
        name = self._word(path[0])
        if role == "var":
            scope.home.declared[name] = None
        elif role == "let":
            scope.declared[name] = None
        else:
            scope.free.setdefault(name, []).append(Place(path, role))

    def _declare(self, node: Node | None, scope: _Scope) -> None:
        if node is not None:
            scope.declared[self._word(node)] = None

    def _visit_var(self, path: Path, role: Role, scope: _Scope) -> None:
        self._visit_all(path, "var", scope)

    def _visit_let(self, path: Path, role: Role, scope: _Scope) -> None:
        self._visit_all(path, "let", scope)

    def _visit_pattern(self, path: Path, role: Role, scope: _Scope) -> None:
        self._visit_all(path, role, scope)

    def _visit_pair_pattern(self, path: Path, role: Role, scope: _Scope) -> None:
        key, value = _fields(path[0], "key", "value")
        self._push([value], path, role, scope)
        self._push([key], path, "use", scope)

    def _visit_declarator(self, path: Path, role: Role, scope: _Scope) -> None:
        name, value = _fields(path[0], "name", "value")
        self._push([value], path, "use", scope)
        self._push([name], path, role, scope)

    def _visit_default(self, path: Path, role: Role, scope: _Scope) -> None:
        left, right = _fields(path[0], "left", "right")
        self._push([right], path, "use", scope)
        self._push([left], path, role, scope)

    def _visit_assignment(self, path: Path, role: Role, scope: _Scope) -> None:
        self._visit_default(path, "assign", scope)

    def _visit_unary(self, path: Path, role: Role, scope: _Scope) -> None:
        operator, argument = _fields(path[0], "operator", "argument")
        asks = operator is not None and operator.type == "typeof"
        if asks and argument is not None and argument.type == "identifier":
            self._tested.add(self._source.of(argument))
        else:
            self._visit_all(path, "use", scope)

    def _visit_import(self, path: Path, role: Role, scope: _Scope) -> None:
        self._is_module = True
        self._visit_all(path, "let", scope)

    def _visit_import_specifier(self, path: Path, role: Role, scope: _Scope) -> None:
        name, alias = _fields(path[0], "name", "alias")
        self._push([alias or name], path, role, scope)

    def _visit_export(self, path: Path, role: Role, scope: _Scope) -> None:
        self._is_module = True
        if path[0].child_by_field_name("source") is None:
            self._visit_all(path, "use", scope)

    def _visit_export_specifier(self, path: Path, role: Role, scope: _Scope) -> None:
        self._push(_fields(path[0], "name"), path, "use", scope)

    # -- scopes --

    def _visit_block(self, path: Path, role: Role, scope: _Scope) -> None:
        self._visit_all(path, "use", self._open(scope))

    def _visit_for_in(self, path: Path, role: Role, scope: _Scope) -> None:
        if any(part.type == "await" for part in path[0].children[:2]):
            self._note_piece("await", scope.in_function)
        kind, left, value, right, body = _fields(path[0], "kind", "left", "value", "right", "body")
        inner = self._open(scope)
        self._push([value, right, body], path, "use", inner)
        declares: Role = "var" if kind is not None and kind.type == "var" else "let"
        self._push([left], path, "assign" if kind is None else declares, inner)

    def _visit_catch(self, path: Path, role: Role, scope: _Scope) -> None:
        parameter, body = _fields(path[0], "parameter", "body")
        inner = self._open(scope)
        self._push([body], path, "use", inner)
        self._push([parameter], path, "let", inner)

    def _visit_with(self, path: Path, role: Role, scope: _Scope) -> None:
        subject, body = _fields(path[0], "object", "body")
        inner = self._open(scope)
        inner.is_dynamic = True
        self._push([body], path, "use", inner)
        self._push([subject], path, "use", scope)

    def _visit_function(self, path: Path, role: Role, scope: _Scope) -> None:
        node = path[0]
        name, parameter, parameters, body = _fields(node, "name", "parameter", "parameters", "body")
        if node.type in _FUNCTION_DECLARATIONS:
            self._declare(name, scope)
            self._declare(name, scope.home)
        outer = self._open(scope, hoists=True)
        outer.in_function = True
        outer.has_this |= node.type != "arrow_function"
        if node.type in _FUNCTION_EXPRESSIONS:
            self._declare(name, outer)
        # What the body declares is not seen by the values of parameters.
        if body is not None and body.type == "statement_block":
            self._visit_all((body, path), "use", self._open(outer, hoists=True))
        else:
            self._push([body], path, "use", outer)
        self._push([parameter or parameters], path, "let", outer)
        if node.type == "method_definition":
            self._push([name], path, "use", scope)

    def _visit_class(self, path: Path, role: Role, scope: _Scope) -> None:
        node = path[0]
        name = node.child_by_field_name("name")
        inner = self._open(scope)
        inner.has_this = True
        self._declare(name, scope if node.type == "class_declaration" else inner)
        self._push([c for c in node.named_children if c != name], path, "use", inner)

    def _visit_static_block(self, path: Path, role: Role, scope: _Scope) -> None:
        self._visit_all(path, "use", self._open(scope, hoists=True))

    # -- what has no meaning outside of functions --

    def _note_piece(self, what: str, has_meaning: bool) -> None:
        if not has_meaning and not self._piece:
            self._piece = what

    def _visit_return(self, path: Path, role: Role, scope: _Scope) -> None:
        self._note_piece("return", scope.in_function)
        self._visit_all(path, "use", scope)

    def _visit_await(self, path: Path, role: Role, scope: _Scope) -> None:
        self._note_piece("await", scope.in_function)
        self._visit_all(path, "use", scope)

    def _visit_this(self, path: Path, role: Role, scope: _Scope) -> None:
        call = path[1] and path[1][1]
        callee = call[0].child_by_field_name("function") if call else None
        # `(function (global) { … })(this)` means the global object, whatever it is.
        if callee is None or callee.type != "parenthesized_expression":
            self._note_piece("this", scope.has_this)

    def _visit_markup(self, path: Path, role: Role, scope: _Scope) -> None:
        self._has_markup = True


def _fields(node: Node, *names: str) -> Iterator[Node | None]:
    return (node.child_by_field_name(name) for name in names)


_Visit = Callable[[_Resolver, Path, Role, _Scope], None]
_VISITS: dict[str, _Visit] = {
    "identifier": _Resolver._visit_name,
    "shorthand_property_identifier": _Resolver._visit_name,
    "shorthand_property_identifier_pattern": _Resolver._visit_name,
    "property_identifier": _Resolver._visit_word,
    "private_property_identifier": _Resolver._visit_word,
    "statement_identifier": _Resolver._visit_word,
    "variable_declaration": _Resolver._visit_var,
    "lexical_declaration": _Resolver._visit_let,
    "using_declaration": _Resolver._visit_let,
    "variable_declarator": _Resolver._visit_declarator,
    "formal_parameters": _Resolver._visit_pattern,
    "object_pattern": _Resolver._visit_pattern,
    "array_pattern": _Resolver._visit_pattern,
    "rest_pattern": _Resolver._visit_pattern,
    "pair_pattern": _Resolver._visit_pair_pattern,
    "assignment_pattern": _Resolver._visit_default,
    "object_assignment_pattern": _Resolver._visit_default,
    "assignment_expression": _Resolver._visit_assignment,
    "unary_expression": _Resolver._visit_unary,
    "import_statement": _Resolver._visit_import,
    "import_clause": _Resolver._visit_pattern,
    "named_imports": _Resolver._visit_pattern,
    "namespace_import": _Resolver._visit_pattern,
    "import_specifier": _Resolver._visit_import_specifier,
    "export_statement": _Resolver._visit_export,
    "export_specifier": _Resolver._visit_export_specifier,
    "statement_block": _Resolver._visit_block,
    "switch_body": _Resolver._visit_block,
    "for_statement": _Resolver._visit_block,
    "for_in_statement": _Resolver._visit_for_in,
    "catch_clause": _Resolver._visit_catch,
    "with_statement": _Resolver._visit_with,
    "function_declaration": _Resolver._visit_function,
    "generator_function_declaration": _Resolver._visit_function,
    "function_expression": _Resolver._visit_function,
    "generator_function": _Resolver._visit_function,
    "arrow_function": _Resolver._visit_function,
    "method_definition": _Resolver._visit_function,
    "class_declaration": _Resolver._visit_class,
    "class": _Resolver._visit_class,
    "class_static_block": _Resolver._visit_static_block,
    "return_statement": _Resolver._visit_return,
    "await_expression": _Resolver._visit_await,
    "this": _Resolver._visit_this,
    "jsx_element": _Resolver._visit_markup,
    "jsx_self_closing_element": _Resolver._visit_markup,
}
