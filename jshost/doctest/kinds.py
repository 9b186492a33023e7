"""What kind of code a block of documentation is, told by what can read it. What the page calls it
only decides where several can, or none.
"""

from __future__ import annotations

import re
from time import thread_time

from jshost.doctest.languages import (
    BROWSER_NAMES,
    SERVER_NAMES,
    WXS_NAMES,
    can_be_python,
    family_of,
    has_php_variables,
    has_types,
    is_for_node,
    is_listing,
    is_server,
    is_shell,
    is_wxs,
)
from jshost.doctest.markup import read_markup, read_styles
from jshost.doctest.names import MAX_BYTES, MAX_SECONDS, PROGRAM, Script, free_names
from jshost.doctest.scripts import (
    Reading,
    does_something,
    elision_in,
    first_fault,
    in_list,
    is_broken,
    is_mostly_right,
    read,
    without_elisions,
)
from jshost.doctest.uses import Use, uses
from jshost.errors import InputError
from jshost.frozen import Frozen
from jshost.project.jsonc import parse
from jshost.syntax import SyntaxFault


class Kind(Frozen):
    """What a block is: `js` runs as it stands; `fragment` is JavaScript that needs names from
    outside, or a piece of something; `wxml`, `wxss`, `json`, `shell`; `server` is code for a server
    or a tool, in whatever language; `other`.

    `needs` are the names that a fragment needs, in the order of their first use; `declares` those
    that it declares for all of the block. `piece` is what it is a piece of, or what in it has no
    meaning outside of a function; "" for a whole script. `fault` is why it does not parse, with a
    line of the block (`line 3: …`), "" where it does. `program` tells that it has to run in a mini
    program: it uses Page, require and the like, or imports or exports.
    """

    name: str
    needs: tuple[str, ...] = ()
    fault: str = ""
    program: bool = False
    uses: tuple[Use, ...] = ()
    declares: tuple[str, ...] = ()
    piece: str = ""


OTHER = Kind("other")

_COMMENTS = re.compile(r"(?:\s++|//[^\n]*+|/\*[\s\S]*?\*/|<!--[\s\S]*?-->|\.{3,}+|…++)*+")
_QUOTED_KEY = re.compile(r"\{(?:\s++|//[^\n]*+|/\*[\s\S]*?\*/|\.{3,}+|…++)*+\"")
_DOCUMENT = re.compile(r"^(?=[{\[])", re.MULTILINE)
_EMPTY_ITEM = re.compile(r",(?=\s*+,)|(?<=[{\[])\s*+,")
_PLACE = re.compile(r":(\d+):\d+: (.*)", re.DOTALL)
_CLIENT = frozenset(("App", "Page", "Component", "Behavior", "getApp", "getCurrentPages"))


def classify(text: str, hint: str) -> Kind:
    """Tell what a block is; `hint` is what the page calls its language, "" for nothing."""
    if len(text) > MAX_BYTES:
        return Kind("other", fault=f"line 1: larger than {MAX_BYTES >> 10} KB, not looked at")
    try:
        return _Classifier(text, family_of(hint)).kind()
    except SyntaxFault as fault:
        return Kind("other", fault=f"line {fault.line}: {fault.message}")


class _Classifier:
    """Asks one reader after the other. What only one language has comes first."""

    def __init__(self, text: str, family: str) -> None:
        self._text = text
        self._family = family
        self._end = thread_time() + MAX_SECONDS
        found = _COMMENTS.match(text)
        self._code = text[found.end() :] if found else text
        """The text after comments, as far as languages agree on them."""

    def kind(self) -> Kind:
        """Return what the first reader says that takes the text."""
        for reader in (
            self._as_nothing,
            self._as_markup,
            self._as_json,
            self._as_shell,
            self._as_styles,
            self._as_script,
            self._as_elided,
            self._as_broken,
        ):
            kind = reader()
            if kind is not None:
                return kind
        return OTHER

    def _as_nothing(self) -> Kind | None:
        if self._family == "diff":
            return OTHER
        if not self._code:
            return Kind("js") if self._family == "js" and self._text.strip() else OTHER
        return OTHER if is_listing(self._text) else None

    def _as_markup(self) -> Kind | None:
        if self._code[0] != "<":
            return None
        if self._code.startswith("<?php"):
            return Kind("server")
        markup = read_markup(self._text)
        named = self._family == "wxml" and not markup.is_foreign
        if markup.tags == {"wxs"} or not (markup.is_wxml or named):
            return OTHER
        return Kind("wxml", fault=markup.fault)

    def _as_json(self) -> Kind | None:
        if self._code[0] not in '{["':
            return None
        if _is_like_json(self._text):
            return Kind("json")
        elision = elision_in(self._text)
        if elision and _is_like_json(_EMPTY_ITEM.sub("", without_elisions(self._text))):
            return Kind("json", fault=elision)
        if self._family != "json" and not _QUOTED_KEY.match(self._code):
            return None
        if self._family != "json" and not is_broken(in_list(self._text, self._end)):
            return None
        return Kind("json", fault=elision or _json_fault(self._text))

    def _as_shell(self) -> Kind | None:
        return Kind("shell") if is_shell(self._text) else None

    def _as_styles(self) -> Kind | None:
        styles = read_styles(self._text)
        elision = elision_in(self._text) if styles.fault else ""
        if elision:
            styles = read_styles(without_elisions(self._text))
        named = self._family == "wxss" and (styles.rules or styles.declarations)
        found = not styles.fault and (styles.is_wxss or named)
        return Kind("wxss", fault=elision) if found else None

    # -- JavaScript --

    def _as_script(self) -> Kind | None:
        reading = read(self._text, self._end)
        return self._of_script(reading) if reading else None

    def _as_elided(self) -> Kind | None:
        elision = elision_in(self._text)
        reading = read(without_elisions(self._text), self._end) if elision else None
        kind = self._of_script(reading) if reading else None
        if kind is None or kind.name not in ("js", "fragment"):
            return kind
        return kind.replace(name="fragment", fault=elision)

    def _of_script(self, reading: Reading) -> Kind | None:
        """Return the kind of what JavaScript's parser takes; None if it is something else."""
        names = reading.script.names
        found = tuple(uses(reading.script))
        if BROWSER_NAMES & names.required or any(use.api == "miniProgram" for use in found):
            return OTHER
        if not found and not _CLIENT & names.free.keys():
            unlike = self._unlike(reading)
            if unlike is not None:
                return None if unlike == "nothing" else Kind(unlike)
        needs = tuple(free_names(reading.script))
        piece = reading.piece or names.piece
        return Kind(
            "fragment" if needs or piece else "js",
            needs=needs,
            program=names.is_module or any(name in names.free for name in PROGRAM),
            uses=found,
            declares=names.declared,
            piece=piece,
        )

    def _unlike(self, reading: Reading) -> str | None:
        """Return what else it is that does not use anything of a mini program's; "nothing" if it is
        JavaScript only by chance.
        """
        required = reading.script.names.required
        if self._family == "server" or (self._family == "python" and can_be_python(self._text)):
            return "server"
        if is_for_node(self._text) or SERVER_NAMES & required or has_php_variables(self._text):
            return "server"
        is_other = self._family in ("native", "text", "wxs") or is_wxs(self._text)
        if is_other or WXS_NAMES & required or reading.script.names.has_markup:
            return "other"
        if self._family in ("js", "ts") or does_something(reading.script.root):
            return None
        return "nothing"

    # -- what nothing takes --

    def _as_broken(self) -> Kind | None:
        script = Script(self._text, self._end)
        found = tuple(uses(script))
        program = bool(_CLIENT & script.names.free.keys())
        is_client = program or bool(found)
        signs = (self._family in ("server", "python"), is_server(self._text))
        if all(signs) or (any(signs) and not is_client and self._family != "ts"):
            return Kind("server")
        if self._family == "ts" or has_types(self._text):
            return OTHER
        if self._family == "js" or (is_client and is_mostly_right(script)):
            return Kind("js", fault=first_fault(script), program=program, uses=found)
        return self._as_named()

    def _as_named(self) -> Kind | None:
        """Return what the page says that it is, and why it is not."""
        if self._family == "shell" and " " in self._code.strip():
            return Kind("shell")
        if self._family == "wxml" and "<" in self._text:
            return Kind("wxml", fault=read_markup(self._text).fault)
        if self._family == "wxss":
            return Kind("wxss", fault=read_styles(self._text).fault)
        return None


# -- JSON ------------------------------------------------------------------------------------------


def _json_fault(text: str) -> str:
    """Return why a text is no JSON, "" if it is."""
    try:
        parse(text, "")
    except InputError as error:
        found = _PLACE.match(str(error))
        return f"line {found[1]}: {found[2]}" if found else f"line 1: {error}"
    return ""


def _is_like_json(text: str) -> bool:
    """Whether a text is JSON, members of an object of it, or several texts of it."""
    if not _json_fault(text) or not _json_fault(f"{{{text}\n}}"):
        return True
    parts = [part.rstrip().rstrip(",") for part in _DOCUMENT.split(text)]
    documents = [part for part in parts if not _is_comment(part)]
    return not any(map(_json_fault, documents))


def _is_comment(text: str) -> bool:
    return _COMMENTS.fullmatch(text) is not None
