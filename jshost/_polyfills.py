"""Find and read the guest half of the host: the `.js` files of `polyfills/`.

Files are numbered in load order. Those whose first line is `// chunk NAME …` are compiled only when
they are needed: when the host's own JS asks for them, or when a guest source contains one of the
words that follow `for` in that line.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jshost.frozen import Frozen

_CHUNK = "// chunk "


HOST_FIRST = 2_000
"""The line at which the host's own JS begins; those below are of code that the guest evaluates."""


class Polyfills(Frozen):
    """The guest half: `boot` is one script; `chunks` are function expressions by name; `words` name
    their chunk.
    """

    boot: str
    chunks: dict[str, str]
    words: dict[str, str]
    trigger: re.Pattern[str]


def _folder() -> Path:
    checkout = Path(__file__).parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "polyfills").is_dir():
        return checkout / "polyfills"
    return Path(__file__).parent / "polyfills"


@cache
def load() -> Polyfills:
    """Read the files once per process."""
    boot: list[str] = []
    chunks: dict[str, str] = {}
    words: dict[str, str] = {}
    for path in sorted(_folder().glob("[0-9][0-9]_*.js")):
        text = path.read_text("utf-8")
        if not text.startswith(_CHUNK):
            boot.append(text)
            continue
        name, _, triggers = text[len(_CHUNK) : text.index("\n")].partition(" for ")
        chunks[name] = text
        words.update((word, name) for word in triggers.split())
    trigger = re.compile(rf"\b(?:{'|'.join(words)})\b" if words else r"(?!)")
    padding = "\n" * (HOST_FIRST - 1)
    return Polyfills(
        f'{padding}(function () {{"use strict";{"".join(boot)}}})();',
        {name: padding + text for name, text in chunks.items()},
        words,
        trigger,
    )
