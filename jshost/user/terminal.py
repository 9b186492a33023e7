"""A person at a terminal: shows a question as the platform's dialog, and reads keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from jshost.text import BAR, line
from jshost.user.port import Choice, Question

_TRIES = 3
_PAGES = ("settings", "switches")
"""The pages with switches: what is typed are the numbers of their rows."""
_KEYS = {"allow": "a", "deny": "d", "dismiss": "x", "confirm": "y", "ok": "y", "cancel": "n"}
_SYNONYMS = {"y": ("allow", "confirm", "ok"), "n": ("deny", "cancel")}


class TerminalUser:
    """Asks on `output`, reads lines from `input`. Both should be a terminal."""

    def __init__(self, input: TextIO, output: TextIO, *, color: bool) -> None:  # noqa: A002 -- the stream's name
        self._input = input
        self._output = output
        self._color = color

    def choose(self, question: Question) -> Choice | None:
        """Return the person's choice; None at the end of input, or after three answers that are
        none.
        """
        self._show(question)
        for attempt in range(_TRIES):
            if attempt:
                self._write(f"{self._paint('2', 'please answer with ' + _hint(question))}\n")
            text = self._read(f"{self._paint('36', BAR)} ▸ ")
            if text is None:
                self._output.write("\n")
                return None
            value = _interpret(question, text)
            if value is not None:
                return Choice(self._complete(question, value), "terminal")
        self._write(f"{self._paint('2', 'no answer after three tries')}\n")
        return None

    def _show(self, question: Question) -> None:
        self._output.write("\n")
        self._write(f"{self._paint('1', line(question.title))}\n")
        for text in question.lines:
            self._write(f"  {line(text)}\n")
        for number, switch in enumerate(question.switches):
            mark = self._paint("32", "●") if switch.on else "○"
            self._write(f"  {number} {mark} {switch.label}  {self._paint('2', switch.scope)}\n")
        self._write(
            "   ".join(self._option(key, label) for key, label in _options(question)) + "\n"
        )

    def _option(self, key: str, label: str) -> str:
        return f"{self._paint('7', f' {key} ')} {line(label)}"

    def _complete(self, question: Question, value: str) -> str:
        alternatives = question.alternatives
        if alternatives.free == "text" and value == alternatives.affirm:
            return f"{value}={self._read(f'{BAR} text ▸ ') or ''}"
        return value

    def _read(self, prompt: str) -> str | None:
        """Read one line that is typed from now on."""
        self._output.flush()
        _forget_typed(self._input)
        self._output.write(prompt)
        self._output.flush()
        text = self._input.readline()
        return text.rstrip("\r\n") if text else None

    def _write(self, text: str) -> None:
        self._output.write(f"{self._paint('36', BAR)} {text}")

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text


def _options(question: Question) -> Iterator[tuple[str, str]]:
    if question.alternatives.free in _PAGES:
        for number, switch in enumerate(question.switches):
            yield str(number), f"{'off' if switch.on else 'on'}"
        yield "Enter", "leave the page"
        return
    for value, label in zip(question.alternatives.values, question.labels, strict=False):
        yield _KEYS.get(value, value), label


def _hint(question: Question) -> str:
    keys = [key for key, _ in _options(question)]
    return f"{', '.join(keys[:-1])} or {keys[-1]}" if len(keys) > 1 else keys[0]


def _interpret(question: Question, text: str) -> str | None:
    """Return the choice that a typed line stands for, or None."""
    typed = text.strip()
    alternatives = question.alternatives
    if alternatives.free in _PAGES:
        return _switches(question, typed)
    # What is shown as a key wins over what guests put on the buttons.
    keys = {_KEYS.get(value, value): value for value in alternatives.values}
    names = {value: value for value in alternatives.values}
    labels = dict(zip(question.labels, alternatives.values, strict=False))
    several = ",".join(typed.replace(",", " ").split())
    if alternatives.most > 1 and alternatives.accepts(several):
        return several
    synonyms = {v: v for v in _SYNONYMS.get(typed.lower(), ()) if v in alternatives.values}
    return (
        keys.get(typed.lower())
        or names.get(typed.lower())
        or next(iter(synonyms), None)
        or labels.get(typed)
    )


def _switches(question: Question, typed: str) -> str | None:
    numbers = typed.replace(",", " ").split()
    if not all(n.isdecimal() and int(n) < len(question.switches) for n in numbers):
        return None
    chosen = [question.switches[int(n)] for n in dict.fromkeys(numbers)]
    changes = [f"{'-' if switch.on else '+'}{switch.scope}" for switch in chosen]
    return ",".join(changes) or question.alternatives.refuse


def _forget_typed(stream: TextIO) -> None:
    """Drop what was typed before the question was shown: it cannot be an answer to it."""
    try:
        import termios
    except ImportError:  # Windows
        return
    try:
        termios.tcflush(stream.fileno(), termios.TCIFLUSH)
    except (termios.error, OSError, ValueError):
        return
