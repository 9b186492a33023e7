"""Which APIs of the platform a script calls or looks at, as far as its text tells."""

from __future__ import annotations

from bisect import bisect_right

from jshost.doctest.names import Path, Script, line_of
from jshost.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

MAX_TEST = 50
"""How many operators around a test of a feature are looked at."""


class Use(Frozen):
    """An API of `wx`, by its name without `wx.`, and where it is used.

    `options` are the keys of the object literal that a call has as its first argument; None where
    there is none, or where not all of its keys are written out. `guarded` tells that the script
    tests whether there is such an API before it uses it here, or that this is the test.
    """

    api: str
    line: int
    called: bool = False
    options: tuple[str, ...] | None = None
    guarded: bool = False


def uses(script: Script) -> list[Use]:
    """Return the uses of `wx` in the order of the text. Raises SyntaxFault where that takes longer
    than the script may.
    """
    reader = _Reader(script)
    for place in script.names.free.get("wx", ()):
        script.source.keep_time()
        reader.read(place.path)
    return reader.uses()


class _Found(Frozen):
    """A name below `wx`, and its node."""

    api: str
    at: Node
    called: bool = False
    options: tuple[str, ...] | None = None


class _Reader:
    """Collects what is used, and the regions of the text in which an API is known to be there."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._found: list[_Found] = []
        self._tests: set[int] = set()
        self._regions: dict[str, list[tuple[int, int]]] = {}

    def uses(self) -> list[Use]:
        """Return what was found, with what the tests say of it."""
        merged = {api: _merge(regions) for api, regions in self._regions.items()}
        found = []
        for one in self._found:
            at = one.at.start_byte
            guarded = at in self._tests or _holds(merged.get(one.api, []), at)
            found.append(Use(one.api, line_of(one.at), one.called, one.options, guarded))
        return found

    def read(self, path: Path) -> None:
        """Read what is done with one `wx`."""
        node, around = path
        if around is None:
            return
        kind = around[0].type
        if kind == "member_expression" and _is(around[0], "object", node):
            self._read_member(around, around[0].child_by_field_name("property"))
        elif kind == "subscript_expression" and _is(around[0], "object", node):
            index = around[0].child_by_field_name("index")
            if index is not None and index.type == "string":
                self._read_member(around, index)
        elif kind == "variable_declarator" and _is(around[0], "value", node):
            self._read_pattern(around[0].child_by_field_name("name"))
        elif kind == "assignment_expression" and _is(around[0], "right", node):
            self._read_pattern(around[0].child_by_field_name("left"))
        elif kind == "binary_expression" and _is(around[0], "right", node):
            self._read_in(around)

    def _read_member(self, outer: Path, key: Node | None) -> None:
        api = self._name(key)
        if key is None or api is None:
            return
        around = outer[1]
        kind = around[0].type if around else ""
        if around and kind in _ASSIGNMENTS and _is(around[0], "left", outer[0]):
            # The script makes it itself.
            self._guard(api, 0, self._script.root.end_byte)
        elif around and kind == "call_expression" and _is(around[0], "function", outer[0]):
            self._read_call(api, key, around)
        else:
            self._found.append(_Found(api, key))
            self._read_test(api, key, outer)

    def _read_call(self, api: str, key: Node, call: Path) -> None:
        arguments = call[0].child_by_field_name("arguments")
        given = [] if arguments is None else _parts(arguments)
        self._found.append(_Found(api, key, True, self._options(given)))
        if call[0].child_by_field_name("optional_chain") is not None:
            self._tests.add(key.start_byte)
        if api == "canIUse" and given and given[0].type == "string":
            schema = self._script.source.of(given[0])[1:-1]
            self._follow(schema.split(".")[0], call)

    def _read_pattern(self, pattern: Node | None) -> None:
        if pattern is None or pattern.type != "object_pattern":
            return
        for part in pattern.named_children:
            key = part.child_by_field_name("key") or part.child_by_field_name("left") or part
            api = self._name(key)
            if api is not None:
                self._found.append(_Found(api, key))

    def _read_in(self, around: Path) -> None:
        operator, left = (around[0].child_by_field_name(name) for name in ("operator", "left"))
        if operator is not None and operator.type == "in" and left is not None:
            api = self._name(left)
            if api is not None:
                self._follow(api, around)

    def _name(self, key: Node | None) -> str | None:
        """Return the name that a key of an object is, if it is written out."""
        if key is None or key.type not in ("string", "number", *_NAMES):
            return None
        text = self._script.source.of(key)
        return text[1:-1] if key.type == "string" else text

    def _options(self, given: list[Node]) -> tuple[str, ...] | None:
        if not given or given[0].type != "object":
            return None
        keys = []
        for part in _parts(given[0]):
            own = part if part.type == "shorthand_property_identifier" else None
            key = part.child_by_field_name("key") or part.child_by_field_name("name") or own
            name = self._name(key)
            if name is None:
                return None
            keys.append(name)
        return tuple(keys)

    # -- tests of features --

    def _read_test(self, api: str, key: Node, outer: Path) -> None:
        """Take a value that is only looked at for a test of whether it is there."""
        if self._follow(api, outer):
            self._tests.add(key.start_byte)

    def _follow(self, api: str, outer: Path) -> bool:
        """Follow the value of a test outwards to what it decides. Tell whether it is a test."""
        path = outer
        holds, decides, is_test = True, True, False  # it is true where the API is there
        for _ in range(MAX_TEST):
            around = path[1]
            if around is None:
                break
            node, kind = around[0], around[0].type
            operator = node.child_by_field_name("operator")
            sign = operator.type if operator is not None else ""
            if kind == "unary_expression" and sign in ("!", "typeof"):
                holds ^= sign == "!"
                is_test = True
            elif kind == "binary_expression" and sign in _COMPARISONS:
                holds ^= self._compares_with_nothing(node, path[0]) ^ (sign[0] == "!")
                is_test = True
            elif kind == "binary_expression" and sign in ("&&", "||", "??"):
                decides &= sign == ("&&" if holds else "||")
                is_test |= self._read_right(api, path[0], node, decides)
            elif kind != "parenthesized_expression":
                return self._decide(api, path, holds, decides) or is_test
            path = around
        return is_test

    def _read_right(self, api: str, own: Node, node: Node, decides: bool) -> bool:
        """Guard the right side of an operator whose left side is the test. Tell whether it is."""
        right = node.child_by_field_name("right")
        if right is None or right == own:
            return False
        if decides:
            self._guard(api, *right.byte_range)
        return True

    def _compares_with_nothing(self, node: Node, own: Node) -> bool:
        """Whether a comparison is with what is there when the API is not."""
        others = [part for part in _parts(node) if part != own]
        if not others or others[0].end_byte - others[0].start_byte > 20:
            return False
        return self._script.source.of(others[0]).strip("'\"") in _NOTHING

    def _decide(self, api: str, path: Path, holds: bool, decides: bool) -> bool:
        """Guard what runs only if the test says that the API is there. Tell whether it decides
        something.
        """
        around = path[1]
        if around is None or not _is(around[0], "condition", path[0]):
            return False
        if not decides:
            return True
        node = around[0]
        consequence = node.child_by_field_name("consequence") or node.child_by_field_name("body")
        chosen = consequence if holds else node.child_by_field_name("alternative")
        if chosen is not None:
            self._guard(api, *chosen.byte_range)
        elif not holds and consequence is not None and around[1] and _ends(consequence):
            self._guard(api, node.end_byte, around[1][0].end_byte)
        return True

    def _guard(self, api: str, start: int, end: int) -> None:
        self._regions.setdefault(api, []).append((start, end))


_NAMES = (
    *("identifier", "property_identifier"),
    *("shorthand_property_identifier", "shorthand_property_identifier_pattern"),
)
_ASSIGNMENTS = ("assignment_expression", "augmented_assignment_expression")
_COMPARISONS = ("==", "===", "!=", "!==")
_NOTHING = ("undefined", "null", "void 0", "false")
_ENDINGS = ("return_statement", "throw_statement")


def _is(node: Node, field: str, part: Node) -> bool:
    return node.child_by_field_name(field) == part


def _parts(node: Node) -> list[Node]:
    return [part for part in node.named_children if part.type != "comment"]


def _ends(body: Node) -> bool:
    """Whether nothing comes after a statement."""
    statements = _parts(body) if body.type == "statement_block" else [body]
    return bool(statements) and statements[-1].type in _ENDINGS


def _merge(regions: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return regions without overlaps, in their order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(regions):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _holds(regions: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(regions, (at, float("inf"))) - 1
    return index >= 0 and at < regions[index][1]
