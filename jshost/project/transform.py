"""Turning a file of a mini program into a function that the guest evaluates.

A file with a top-level import or export becomes

    (function (require, module, exports) { with (arguments[3]) return function () { "use strict"; …
    <the file>
    } })

Its imports are looked up in the fourth argument, an object with one getter for each imported name,
so bindings are live and no name has to be found or changed. Any other file is put into the wrapper
as it is. What the engine cannot parse (class static blocks, `#x in object`) is rewritten in both.

Every construct stays on its line. The parser accepts anything, and what is wrong it leaves in
place: the engine says so, in its words. Only what the engine does not get to see is judged here.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import count
from time import thread_time

from jshost.frozen import Frozen
from jshost.syntax import LINE_END, Source, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from typing import NoReturn

    from tree_sitter import Node

_MAX_BYTES = 2 << 20
"""The platform allows 2 MB for a package."""
_MAX_SECONDS = 4.0
"""CPU time for one file. The densest code takes half a second for each megabyte."""
_MAX_PASSES = 2

_SCRIPT = "(function (require, module, exports) {\n%s\n})"
_MODULE = (
    "(function (require, module, exports) { with (arguments[3]) return function () "
    '{ "use strict"; arguments[0](%s, %s);\n%s\n} })'
)


class Transformed(Frozen):
    """A function expression for the guest to evaluate; the file begins at its second line.

    `kind` is "commonjs" or "esm". A function of the second kind is called with an object that is to
    hold the imported names as its fourth argument. It returns a function, to be called with
    `link(getters, requests)`, which the file calls before anything else:

    - getters: by exported name, a function that returns the value of a local name;
    - requests: `[specifier, line, {local: imported}, {exported: imported}]` for each declaration
      that names another module, where imported is a name or "*" for all of the module as one
      object. The entry `{"*": ""}` stands for `export * from`.
    """

    kind: str
    text: str


# Each begins with what it looks for, literally: such searches are fast. Between tokens there may be
# white space or a comment.
_HINTS = (
    r"import(?![\w$])",
    r"export(?![\w$])",
    r"static(?=[\s\ufeff]*[{/])",
    r"#[^\s\ufeff!-#%-/:-@\[\]^`|~]++[\s\ufeff]*(?:in(?![\w$])|/)",
)


def needs_parsing(source: str) -> bool:
    """Tell whether a file may hold anything that is rewritten. True may be wrong, False is not."""
    return any(re.search(hint, source) for hint in _HINTS)


def transform(source: str) -> Transformed:
    """Make a file a function expression. Raises SyntaxFault."""
    if not needs_parsing(source):
        return Transformed("commonjs", _SCRIPT % source)
    draft = _Draft(_encode(source))
    for clarified in count():
        root = draft.parse()
        if draft.is_hopeless(root):
            return Transformed("commonjs", _SCRIPT % source)
        declarations = list(_declarations(draft, root))
        if clarified == _MAX_PASSES or not _clarify(draft, declarations):
            break
        draft = draft.next()
    found = draft.find(root, _LANDMARKS)
    _rewrite_everywhere(draft, root, found)
    if not declarations:
        return Transformed("commonjs", _SCRIPT % draft.text())
    module = _Module(draft)
    for declaration in declarations:
        module.add(declaration)
    _refuse_await(draft, root, found["await"])
    _rewrite_calls(draft, found, module.imported)
    return Transformed("esm", _MODULE % (module.getters(), module.requests(), draft.text()))


def _encode(source: str) -> bytes:
    try:
        return source.encode()
    except UnicodeEncodeError as error:
        before = source[: error.start].encode()
        _Draft(before).fault(len(before), "half of a surrogate pair: not a character")


# -- the source and its changes --------------------------------------------------------------------

_NO_LINE_END = r"[^\n\r\u2028\u2029]"


class _Draft(Source):
    """A source, and what is to be changed in it."""

    def __init__(self, data: bytes, end: float | None = None) -> None:
        super().__init__(data, _MAX_BYTES, end or thread_time() + _MAX_SECONDS)
        self._edits: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put text in the place of a range."""
        self._edits.append((start, end, text.encode()))

    def insert(self, at: int, text: str) -> None:
        """Put text between what ends and what begins at an offset."""
        self.replace(at, at, text)

    def blank(self, start: int, end: int, first: str = "") -> None:
        """Put `first` and spaces in the place of a range; its line ends stay."""
        text = self.data[start:end].decode()
        blank = re.sub(_NO_LINE_END, " ", text[len(first) :])
        self.replace(start, end, first + blank)

    def text(self) -> str:
        """Return the source with its changes. A change inside of a larger one is dropped."""
        parts: list[bytes] = []
        done = 0
        # At one offset, first what is inserted, then the largest.
        self._edits.sort(key=lambda edit: (edit[0], edit[1] > edit[0], -edit[1]))
        for start, end, text in self._edits:
            if start >= done:
                parts += (self.data[done:start], text)
                done = end
        return b"".join((*parts, self.data[done:])).decode()

    def changed(self) -> bool:
        """Tell whether there is anything to change."""
        return bool(self._edits)

    def next(self) -> _Draft:
        """Return the source with its changes as one to be changed further."""
        return _Draft(self.text().encode(), self._end)

    def unused(self, stem: str) -> Iterator[str]:
        """Yield names made of a stem that the source does not hold."""
        taken = set(re.findall(rb"%s\d*" % stem.encode(), self.data))
        for number in count():
            name = f"{stem}{number or ''}"
            if name.encode() not in taken:
                yield name


# -- what is looked for ----------------------------------------------------------------------------

# Of the statements, those that are a part of another one (a body, or in the head of a `for`) do not
# follow any. (To look for those that do is slow in nested blocks.)
_LANDMARKS = """
(call_expression function: (import) @import)
(meta_property "import" @meta)
(class_static_block) @block
(binary_expression left: (private_property_identifier) operator: "in" right: (_)) @test
(call_expression function: [(identifier) (parenthesized_expression)] @callee)
(call_expression
  function: [(identifier) (parenthesized_expression)] @optional optional_chain: (_))
(expression_statement) @statement
(if_statement consequence: (expression_statement) @part)
(else_clause (expression_statement) @part)
(for_statement (expression_statement) @part)
(for_in_statement body: (expression_statement) @part)
(while_statement body: (expression_statement) @part)
(do_statement body: (expression_statement) @part)
(with_statement body: (expression_statement) @part)
(labeled_statement body: (expression_statement) @part)
(await_expression) @await
(for_in_statement "await" @await)
"""
_FUNCTIONS = """
[(function_declaration) (function_expression) (generator_function_declaration)
 (generator_function) (arrow_function) (method_definition)] @function
"""
_CLASSES = "[(class_declaration body: (_)) (class body: (_))] @class"


def _field(node: Node, name: str) -> Node:
    """Return a part of a node that the query asked for."""
    part = node.child_by_field_name(name)
    assert part is not None
    return part


# -- in every file ---------------------------------------------------------------------------------

# What has a private name has it as a value too, unless it is an accessor. What is not an object is
# no operand of `in`, ours as little as theirs; of the others a proxy would notice such an `in`. The
# function is not called at the beginning of a statement, where a line before could take it for the
# arguments of a call.
_TEST = (
    '!(o => { if (o === null || typeof o !== "object" && typeof o !== "function") return "" in o; '
    "try { o.%s; return false } catch (_) { return true } })"
)


def _rewrite_everywhere(draft: _Draft, root: Node, found: dict[str, list[Node]]) -> None:
    for node in found["meta"]:
        draft.fault(node.start_byte, "import.meta: mini programs have no such thing")
    for node in found["import"]:
        draft.replace(*node.byte_range, "require.import")
    if found["block"] or found["test"]:
        classes = draft.find(root, _CLASSES)["class"]
        _rewrite_blocks(draft, classes)
        _rewrite_tests(draft, _Scopes(draft, classes), found["test"])


def _rewrite_blocks(draft: _Draft, classes: list[Node]) -> None:
    """Make each static block the initializer of a static field."""
    fields = draft.unused("_block")
    for node in classes:
        name = node.child_by_field_name("name")
        for member in _field(node, "body").named_children:
            block = member.child_by_field_name("body")
            if member.type == "class_static_block" and block:
                # To initializers the engine does not give the name of their class yet.
                opening, closing = (
                    ("() => ", "") if name is None else (f"{draft.of(name)} => {{", "}")
                )
                at = member.start_byte + len("static")
                draft.insert(at, f" #{next(fields)} = ({opening}")
                draft.insert(block.end_byte, f"{closing})(this);")


def _rewrite_tests(draft: _Draft, scopes: _Scopes, tests: list[Node]) -> None:
    """Rewrite each `#x in object`. Raises SyntaxFault where #x is an accessor."""
    for test in sorted(tests, key=lambda test: test.start_byte):
        name = draft.of(_field(test, "left"))
        accessor = scopes.accessor(name, test.start_byte)
        if accessor:
            draft.fault(
                test.start_byte,
                f"{name:.99} in …: a test for an accessor is not supported; "
                "test for a private field or method",
            )
        if accessor is not None:
            draft.replace(*_field(test, "left").byte_range, _TEST % name)
            draft.replace(*_field(test, "operator").byte_range, "(")
            draft.insert(_field(test, "right").end_byte, ")")


class _Scopes:
    """The classes that declare each private name: (start, end, whether it is an accessor)."""

    def __init__(self, draft: _Draft, classes: list[Node]) -> None:
        self._ahead: dict[str, list[tuple[int, int, bool]]] = {}
        self._open: dict[str, list[tuple[int, int, bool]]] = {}
        bodies = [_field(node, "body") for node in classes]
        for body in sorted(bodies, key=lambda body: -body.start_byte):
            for name, accessor in _privates(draft, body).items():
                self._ahead.setdefault(name, []).append((*body.byte_range, accessor))

    def accessor(self, name: str, at: int) -> bool | None:
        """Tell whether a name is an accessor at an offset; None where it is not declared.

        The offsets that are asked for must ascend.
        """
        ahead = self._ahead.get(name, [])
        opened = self._open.setdefault(name, [])
        while ahead and ahead[-1][0] < at:
            opened.append(ahead.pop())
        while opened and opened[-1][1] <= at:
            opened.pop()
        return opened[-1][2] if opened else None


def _privates(draft: _Draft, body: Node) -> dict[str, bool]:
    """Return the private names that a class declares, and whether each is an accessor."""
    found: dict[str, bool] = {}
    for member in body.named_children:
        name = member.child_by_field_name("property") or member.child_by_field_name("name")
        if name is not None and name.type == "private_property_identifier":
            found[draft.of(name)] = any(part.type in ("get", "set") for part in member.children)
    return found


# -- calls in modules ------------------------------------------------------------------------------


def _rewrite_calls(draft: _Draft, found: dict[str, list[Node]], imported: Container[str]) -> None:
    """Have imported functions called without the object that their names are looked up in as
    `this`.
    """
    names = _identifiers(found["callee"])
    called = [name for name in names if _unescape(draft.of(name)) in imported]
    # Inside of a `with` statement the engine miscompiles `name?.()`, whatever the name is.
    called += _identifiers(found["optional"])
    statements = {node.start_byte for node in found["statement"]}
    statements -= {node.start_byte for node in found["part"]}
    for start, end in {name.byte_range for name in called}:
        # What the line before leaves without a semicolon would be called.
        glue = ";" if start in statements else ""
        draft.replace(start, end, f"{glue}(0,{draft.data[start:end].decode()})")


def _identifiers(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield those that are mere names, in parentheses or not."""
    for node in nodes:
        while node.type == "parenthesized_expression":
            inner = [child for child in node.named_children if child.type != "comment"]
            if len(inner) != 1:
                break
            node = inner[0]
        if node.type == "identifier":
            yield node


def _refuse_await(draft: _Draft, root: Node, awaits: list[Node]) -> None:
    """Raise SyntaxFault for an await outside of functions."""
    # Where there is an error, functions are not always seen as such.
    if not awaits or root.has_error:
        return
    functions = [node.byte_range for node in draft.find(root, _FUNCTIONS)["function"]]
    functions.sort(reverse=True)
    reach = 0
    for at in sorted(node.start_byte for node in awaits):
        while functions and functions[-1][0] < at:
            reach = max(reach, functions.pop()[1])
        if at >= reach:
            draft.fault(at, "await outside of a function: put it into an async function")


# -- import and export -----------------------------------------------------------------------------

# Of functions and classes.
_EXPRESSIONS = ("function_expression", "generator_function", "class")
_HEADS = (
    *_EXPRESSIONS,
    *("function_declaration", "generator_function_declaration", "class_declaration"),
)
# What a declaration begins with.
_DECLARING = ("const", "let", "var", "function", "async", "class")
# Not to be declared in a module.
_RESERVED = (
    " arguments await break case catch class const continue debugger default delete do else enum "
    "eval export extends false finally for function if implements import in instanceof interface "
    "let new null package private protected public return static super switch this throw true try "
    "typeof var void while with yield "
)


def _declarations(draft: _Draft, root: Node) -> Iterator[Node]:
    """Yield what begins with `import` or `export` at the top level, as far as the parser can tell
    where something begins.
    """
    for node in [root] if root.is_error else root.children:
        for part in node.children if node.is_error else [node]:
            begins = part.start_byte == node.start_byte or part.type.endswith("_statement")
            if begins and _is_declaration(draft.data, part.start_byte):
                yield part


def _is_declaration(data: bytes, at: int) -> bool:
    if not data.startswith((b"import", b"export"), at):
        return False
    return compiled(_DECLARATION).match(data, at) is not None


def _clarify(draft: _Draft, declarations: list[Node]) -> bool:
    """Write out what the parser does not see: where some declarations end. Tell whether there is
    any to parse again.

    A line that begins with a bracket belongs to `import "m"`, `export {a}` or
    `export default function () {}` in the line before it only for the parser.
    """
    names = draft.unused("_default")
    for declaration in declarations:
        if declaration.type == "export_statement":
            value = declaration.child_by_field_name("value")
            head = _head(value)
            if head and head != value and not head.child_by_field_name("name"):
                draft.insert(_name_place(head), f" {next(names)}")
        elif declaration.type != "import_statement":
            clause = _Clause(draft, declaration.start_byte)
            if clause.read() and clause.token != ";":
                draft.insert(clause.end, ";")
    return draft.changed()


def _head(value: Node | None) -> Node | None:
    """Return the function or class that a default export begins with."""
    head = value
    while head and head.type not in _HEADS:
        head = head.child(0) if head.child_count else None
    return head


def _name_place(head: Node) -> int:
    """Return where an anonymous function or class has room for a name."""
    keywords = [part for part in head.children[:3] if part.type in ("function", "*", "class")]
    return keywords[-1].end_byte


_BINDINGS = ("identifier", "shorthand_property_identifier_pattern")
# The one part that declares something.
_BINDING_IN = {
    "export_statement": "declaration",
    "function_declaration": "name",
    "generator_function_declaration": "name",
    "class_declaration": "name",
    "variable_declarator": "name",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "pair_pattern": "value",
}
_BINDINGS_IN = (
    *("lexical_declaration", "variable_declaration"),
    *("object_pattern", "array_pattern", "rest_pattern"),
)


class _Name(Frozen):
    """A name in a declaration, and where it stands."""

    text: str
    at: int = 0
    quoted: bool = False


_DEFAULT = _Name("default")
# `* as name`, `export *`, and what the latter stands for.
_MODULE_OBJECT = _Name("*")
_ALL = _Name("*")
_NONE = _Name("")


class _Module:
    """What a file imports and exports."""

    def __init__(self, draft: _Draft) -> None:
        self._draft = draft
        self._getters: dict[str, str] = {}
        self._requests: list[str] = []
        self._exported: set[str] = set()
        self.imported: set[str] = set()

    def getters(self) -> str:
        """Return the object literal of the local exports."""
        getters = [f"{_key(name)}: () => {local}" for name, local in self._getters.items()]
        return f"{{{', '.join(['__proto__: null', *getters])}}}"

    def requests(self) -> str:
        """Return the array literal of the modules that are asked for."""
        return f"[{', '.join(self._requests)}]"

    def add(self, declaration: Node) -> None:
        """Take in a declaration, and take it out of the source."""
        clause = _Clause(self._draft, declaration.start_byte)
        if clause.read():
            self._add_clause(clause)
        elif clause.token == "default":
            self._add_default(declaration, clause)
        elif clause.token in _DECLARING:
            self._add_declared(declaration)
        else:
            clause.fault("a declaration, names in braces or 'default'")

    def _add_clause(self, clause: _Clause) -> None:
        for new, old in clause.names:
            if clause.keyword == "import":
                self._import(new)
            elif clause.specifier is None:
                self._export(new, old)
            else:
                self._claim(new)
        if clause.specifier is not None:
            line, _ = self._draft.position(clause.start)
            names = _object(clause.names)
            pair = f"{names}, {{}}" if clause.keyword == "import" else f"{{}}, {names}"
            self._requests.append(f"[{json.dumps(clause.specifier)}, {line}, {pair}]")
        clause.blank()

    def _add_default(self, declaration: Node, clause: _Clause) -> None:
        value = declaration.child_by_field_name("value")
        head = _head(value or declaration.child_by_field_name("declaration"))
        name = head and head.child_by_field_name("name")
        chosen = self._name(name) if name else _Name(next(self._draft.unused("_default")))
        export = (clause.start, clause.start + len("export"))
        default = (clause.at, clause.at + len("default"))
        if head:
            self._draft.blank(*export)
            self._draft.blank(*default)
        else:
            # As long as what it replaces.
            self._draft.replace(*export, "var")
            self._draft.replace(*default, f"{chosen.text} =")
        if head and not name:
            self._draft.insert(_name_place(head), f" {chosen.text}")
        self._export(_Name("default", clause.start), chosen)

    def _add_declared(self, declaration: Node) -> None:
        self._draft.blank(declaration.start_byte, declaration.start_byte + len("export"))
        for name in map(self._name, _declared(declaration)):
            self._export(name, name)

    def _import(self, local: _Name) -> None:
        if self._binding(local) in self.imported:
            self._draft.fault(local.at, f"{local.text!r:.99} is imported twice")
        self.imported.add(local.text)

    def _export(self, exported: _Name, local: _Name) -> None:
        self._claim(exported)
        self._getters[exported.text] = self._binding(local)

    def _claim(self, exported: _Name) -> None:
        if exported.text in self._exported:
            self._draft.fault(exported.at, f"{exported.text!r:.99} is exported twice")
        if exported is not _ALL:
            self._exported.add(exported.text)

    def _binding(self, name: _Name) -> str:
        if name.quoted or not _is_name(name.text) or f" {name.text} " in _RESERVED:
            self._draft.fault(name.at, f"{name.text!r:.99} cannot be the name of a variable")
        return name.text

    def _name(self, node: Node) -> _Name:
        return _Name(_unescape(self._draft.of(node)), node.start_byte)


def _declared(declaration: Node) -> Iterator[Node]:
    """Yield the names that a declaration declares, in their order."""
    pending = [declaration]
    while pending:
        node = pending.pop()
        if node.type in _BINDINGS:
            yield node
        elif node.type in _BINDING_IN:
            inner = node.child_by_field_name(_BINDING_IN[node.type])
            pending += [inner] if inner else []
        elif node.type in _BINDINGS_IN:
            pending += reversed(node.named_children)


def _object(names: list[tuple[_Name, _Name]]) -> str:
    entries = [f"{_key(name.text)}: {json.dumps(value.text)}" for name, value in names]
    return f"{{{', '.join(entries)}}}"


def _key(name: str) -> str:
    # As a plain key it would set the prototype.
    return '["__proto__"]' if name == "__proto__" else json.dumps(name)


# -- the text of a declaration ---------------------------------------------------------------------

_SPACE = (
    rb"[ \t-\r]|\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80"
    rb"|\xef\xbb\xbf"
)
_BETWEEN = rb"(?:%s|//(?:(?!\xe2\x80[\xa8\xa9])[^\n\r])*|/\*.*?\*/)*+" % _SPACE
_WORD = rb"(?:[\w$]|\\u(?:[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]+\})|(?!%s)[\x80-\xff])" % _SPACE
_DECLARATION = rb"(?:import(?!%s[(.])|export)(?!%s)" % (_BETWEEN, _WORD)
_TOKEN = (
    rb"%s+" % _WORD
    + rb"|'(?:[^'\\\n\r]|\\(?:\r\n|.))*'"
    + rb'|"(?:[^"\\\n\r]|\\(?:\r\n|.))*"'
    + rb"|[^\x80-\xff]|\Z"
)
_ESCAPE = r"(?s)\\(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONTINUED = ("\r\n", "\n", "\r", "\u2028", "\u2029")


class _Clause:
    """Reads a declaration token by token. The parser knows where one begins, but not all that is
    valid (`export { a as delete }`), and what is not valid nobody else will ever see.
    """

    keyword = ""
    specifier: str | None = None
    """The module that is named."""

    def __init__(self, draft: _Draft, start: int) -> None:
        self._draft = draft
        self.start = start
        self._next = start
        self.names: list[tuple[_Name, _Name]] = []
        self._advance()

    def read(self) -> bool:
        """Read the declaration. False: it exports what it declares."""
        self.keyword = self.token
        self._advance()
        if self.keyword == "import":
            if not self._quoted():
                self._read_imports()
                self._expect("from")
            self._read_specifier()
        elif self.token in ("{", "*"):
            self._read_exports()
        else:
            return False
        return True

    def blank(self) -> None:
        """Take the declaration out of the source. The statements around it stay apart."""
        if not self._take(";") and self.token and not self._on_new_line:
            self.fault("';' or a new line")
        self._draft.blank(self.start, self.end, ";")

    def _read_imports(self) -> None:
        if self.token not in ("{", "*"):
            self.names = [(self._name(), _DEFAULT)]
        if not self.names or self._take(","):
            self.names += self._namespace() if self._take("*") else self._list()

    def _read_exports(self) -> None:
        if self._take("*"):
            self.names = self._namespace() if self.token == "as" else [(_ALL, _NONE)]
            self._expect("from")
            self._read_specifier()
            return
        self.names = self._list()
        if self._take("from"):
            self._read_specifier()

    def _read_specifier(self) -> None:
        if not self._quoted():
            self.fault("the name of a module in quotes")
        self.specifier = _unescape(self.token[1:-1])
        self._advance()
        # Attributes. `assert` is an older form, and may be a call if it is on the next line.
        if self.token == "with" or (self.token == "assert" and not self._on_new_line):
            self._advance()
            self._expect("{")
            while self._not_at("}"):
                self._advance()

    def _take(self, wanted: str) -> bool:
        """Go past the next token if it is this one."""
        if self.token != wanted:
            return False
        self._advance()
        return True

    def _namespace(self) -> list[tuple[_Name, _Name]]:
        self._expect("as")
        return [(self._name(), _MODULE_OBJECT)]

    def _list(self) -> list[tuple[_Name, _Name]]:
        names: list[tuple[_Name, _Name]] = []
        self._expect("{")
        while self._not_at("}"):
            name = self._name()
            names.append((self._name() if self._take("as") else name, name))
            if not self._take(","):
                self._expect("}")
                break
        return names

    def _name(self) -> _Name:
        quoted = self._quoted()
        name = _Name(_unescape(self.token[1:-1] if quoted else self.token), self.at, quoted)
        if name.text == _ALL.text:
            self._draft.fault(self.at, "'*' as the name of an export is not supported")
        if not quoted and not _is_name(name.text):
            self.fault("a name")
        self._advance()
        return name

    def _quoted(self) -> bool:
        return len(self.token) > 1 and self.token[0] in "'\""

    def _not_at(self, wanted: str) -> bool:
        """Go past a token and return False, or return True. Raises SyntaxFault at the end."""
        if not self.token:
            self.fault(repr(wanted))
        return not self._take(wanted)

    def _expect(self, wanted: str) -> None:
        if not self._take(wanted):
            self.fault(repr(wanted))

    def _advance(self) -> None:
        self._draft.keep_time()
        self.end = self._next
        between = _match(_BETWEEN, self._draft.data, self._next)
        token = _match(_TOKEN, self._draft.data, between.end())
        self._on_new_line = compiled(LINE_END).search(between[0]) is not None
        self.token = token[0].decode()
        self.at, self._next = token.span()

    def fault(self, wanted: str) -> NoReturn:
        """Raise SyntaxFault: the next token is none of these."""
        found = self.token or "the end of the file"
        self._draft.fault(self.at, f"{self.keyword}: {wanted} expected, not {found:.99}")


def _match(pattern: bytes, data: bytes, at: int) -> re.Match[bytes]:
    """Match a pattern that matches anywhere."""
    found = compiled(pattern).match(data, at)
    assert found is not None
    return found


def _is_name(text: str) -> bool:
    return re.sub("[$\u200c\u200d]", "_", text).isidentifier()


def _unescape(text: str) -> str:
    """Return what an identifier, or the inside of a string, stands for."""
    return re.sub(_ESCAPE, _unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return "" if match[4] in _CONTINUED else _ESCAPES.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number <= sys.maxunicode else match[0]
