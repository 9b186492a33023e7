"""JavaScript as documentation shows it: whole scripts, members of an object without the object,
code of which a part is left out; and where it breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jshost.doctest.names import Script, first_part, line_of
from jshost.frozen import Frozen
from jshost.text import line as shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

# What stands for code that is left out: dots, where nothing can be spread.
_ELISION = re.compile(r"\.{3,}+(?=[ \t]*+(?:[)}\],;]|//|/\*|$))|…++", re.MULTILINE)

_COMMENT = re.compile(r"[ \t]*+\*|.*?(?<!:)//")

_OBJECT = ("([", "\n])")
_MEMBERS = ("({", "\n})")


class Reading(Frozen):
    """A text as a script. `piece` is what it is a piece of, "" if it is a whole one."""

    script: Script
    piece: str = ""


def read(text: str, end: float) -> Reading | None:
    """Return a text as a script, or as a part of one; None where there is no way to read it."""
    whole = Script(text, end)
    if not is_broken(whole) and not _is_bare(whole.root):
        return Reading(whole)
    if text.lstrip()[:1] in "{[/":
        value = in_list(text, end)
        if not is_broken(value):
            return Reading(value, "an object")
    members = Script(_wrap(text, *_MEMBERS), end)
    if not is_broken(members):
        return Reading(members, "members of an object")
    return None if is_broken(whole) else Reading(whole)


def in_list(text: str, end: float) -> Script:
    """Return a text as a script in which it is a value, or several."""
    return Script(_wrap(text, *_OBJECT), end)


def _wrap(text: str, before: str, after: str) -> str:
    return f"{before}{text.rstrip().rstrip(';')}{after}"


def without_elisions(text: str) -> str:
    """Return a text with blanks for the dots that stand for what is left out."""
    return _ELISION.sub(lambda dots: " " * len(dots[0]), text)


def elision_in(text: str) -> str:
    """Return where something is left out of a text, as a fault; "" where nothing is."""
    for found in _ELISION.finditer(text):
        before = text[max(found.start() - 200, 0) : found.start()].rpartition("\n")[2]
        if not _COMMENT.match(before):
            line = text.count("\n", 0, found.start()) + 1
            return f"line {line}: {found[0]:.9} stands for code that is left out"
    return ""


def is_broken(script: Script) -> bool:
    """Whether a script does not parse."""
    return script.root.has_error or bool(script.names.odd)


_DATA = ("object", "array")
_LOOPS = ("for_statement", "for_in_statement", "while_statement", "do_statement")


def _is_bare(root: Node) -> bool:
    """Whether statements are rather the members of an object, or values: `data: {}` is a label and
    a block for the parser.
    """
    statements = [node for node in root.named_children if node.type != "comment"]
    if any(node.type == "labeled_statement" and not _is_loop(node) for node in statements):
        return True
    return bool(statements) and all(_is_data(node) for node in statements)


def _is_loop(statement: Node) -> bool:
    body = statement.child_by_field_name("body")
    return body is not None and body.type in _LOOPS


def _is_data(statement: Node) -> bool:
    value = first_part(statement) if statement.type == "expression_statement" else None
    while value is not None and value.type == "sequence_expression":
        value = first_part(value)
    return value is not None and value.type in _DATA


_WORDS = frozenset(
    (
        *("program", "expression_statement", "empty_statement", "comment", "identifier", "string"),
        *("string_fragment", "escape_sequence", "number", "member_expression", "regex"),
        *("property_identifier", "binary_expression", "subscript_expression", "undefined", "null"),
        *("true", "false", "labeled_statement", "statement_identifier", "sequence_expression"),
        *("parenthesized_expression", "unary_expression", "regex_pattern", "regex_flags", "array"),
    )
)


def does_something(root: Node) -> bool:
    """Whether there is more in a script than names and values: a path is a division, too."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.type not in _WORDS:
            return True
        pending += node.named_children
    return False


# -- what is broken --------------------------------------------------------------------------------

_CLOSING = {"(": ")", "[": "]", "{": "}", "${": "}"}


def first_fault(script: Script) -> str:
    """Return what is wrong with a script first, with its line; "" where nothing is.

    The parser goes on after an error as well as it can, so this is a guess at what a reader would
    call the error.
    """
    fault = script.names.odd or _bracket_fault(script.root)
    if fault or not script.root.has_error:
        return fault
    return next(
        _told(node, script)
        for node in _wrong_nodes(script.root)
        if node.is_missing or not any(part.has_error for part in node.children)
    )


def _bracket_fault(root: Node) -> str:
    open_brackets: list[Node] = []
    for node in _leaves(root):
        if node.type in _CLOSING:
            open_brackets.append(node)
        if node.type not in _CLOSING.values():
            continue
        if not open_brackets or _CLOSING[open_brackets.pop().type] != node.type:
            return f"line {line_of(node)}: unexpected {node.type}"
    if not open_brackets:
        return ""
    return f"line {line_of(open_brackets[-1])}: {open_brackets[-1].type} is not closed"


def _leaves(root: Node) -> Iterator[Node]:
    """Yield the tokens that are in the text, in their order."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.child_count:
            pending += reversed(node.children)
        elif not node.is_missing:
            yield node


def _wrong_nodes(root: Node) -> Iterator[Node]:
    """Yield errors in the order of the text, outer ones first."""
    pending = [root] if root.has_error else []
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing:
            yield node
        pending += [part for part in reversed(node.children) if part.has_error or part.is_missing]


def _told(wrong: Node, script: Script) -> str:
    if wrong.is_missing:
        return f"line {line_of(wrong)}: {wrong.type} is missing"
    culprit = _culprit(wrong)
    text = script.source.data[culprit.start_byte : culprit.end_byte][:120].decode(errors="ignore")
    return f"line {line_of(culprit)}: unexpected {shown(text.split(chr(10))[0], 30)}"


def _culprit(error: Node) -> Node:
    """Return the part that begins a line, in the error or after it: what stands before it was right
    until its end.
    """
    for before, part in pairwise(error.children):
        if part.start_point[0] > before.end_point[0]:
            return part
    following = error.next_sibling if error.end_point[0] > error.start_point[0] else None
    return error if following is None else following


def is_mostly_right(script: Script) -> bool:
    """Whether the parser made sense of most of a script."""
    wrong = 0
    for node in _wrong_nodes(script.root):
        if node.is_error:
            right = (p.end_byte - p.start_byte for p in node.named_children if p.named_child_count)
            wrong += node.end_byte - node.start_byte - sum(right)
    return wrong * 2 < len(script.source.data)
