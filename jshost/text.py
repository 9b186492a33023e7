"""Text of the guest's, made safe to show: it cannot move the cursor, hide, reorder or pass for
jshost's own.
"""

from __future__ import annotations

import re

BAR = "┃"
"""Begins every line of a dialog. Guest text never has it raw, so nothing a guest writes looks like
a dialog.
"""

# C0 but TAB and LF, DEL, C1, soft hyphen, bidi controls, zero-width and other invisible characters,
# line and paragraph separators, the blank of Braille, the BOM, interlinear and tag characters, lone
# surrogates, controls of hieroglyphs, shorthand and music, and the dialog's own bar; and what
# modifies a character, where there is none before it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff" + BAR + "]"
    "|(?<!\\S)[\ufe0f\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_OWN = re.compile(r"^([^\S\n]*)(?=jshost\b)", re.IGNORECASE | re.MULTILINE)
MAX_LINE = 10_000


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"


def escape(text: str) -> str:
    """Return text with every character that a terminal or a reader could be misled by written
    out.
    """
    return _UNSAFE.sub(_escape, text)


def json_line(text: str) -> str:
    """Return a JSON text with those characters as JSON writes them out."""
    return _UNSAFE.sub(_json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)


def block(text: str) -> str:
    """Return guest output of any number of lines: escaped, long lines cut, lines like jshost's own
    marked.
    """
    lines = (_cut(line) for line in escape(text).split("\n"))
    return _OWN.sub(r"\1[guest] ", "\n".join(lines))


def line(text: str, limit: int = 200) -> str:
    """Return guest text on one line, for use inside a line of jshost's own."""
    return _cut(escape(text.replace("\n", " ").replace("\t", " ")), limit)


def _cut(text: str, limit: int = MAX_LINE) -> str:
    if len(text) <= limit:
        return text
    return f"{text[:limit]}… ({len(text) - limit} more characters)"


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: wide characters take two."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
