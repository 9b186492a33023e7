"""A trace as text: one line for each record, to be read by people and to be compared.

What differs between runs that do the same is left out or written alike: sequence numbers, the ids
of calls, and under a real clock the time. Text of the guest's is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from jshost.text import line
from jshost.trace import (
    CallRecord,
    ChoiceRecord,
    ConsoleRecord,
    ErrorRecord,
    EventRecord,
    ExitRecord,
    PromptRecord,
    Record,
    SettleRecord,
)

MAX_VALUE = 300
"""How many characters of one value are shown."""
_LIMIT = 10_000

_USUAL = (("scene", 1001), ("apiCategory", "default"))
_CREDENTIALS = ("code", "encryptedData", "iv", "signature")
# What depends on when a run took place: temporary paths of the phone carry no time, dates do.
_VOLATILE = (
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)"), "<time>"),
    (re.compile(r"\b1[4-9]\d{11}\b"), "<ms>"),
    (re.compile(r"\b1[4-9]\d{8}\b"), "<seconds>"),
)


def text(records: Iterable[Record], *, virtual: bool = True) -> str:
    """Return a trace as lines of text."""
    return "\n".join(lines(records, virtual=virtual))


def lines(records: Iterable[Record], *, virtual: bool = True) -> list[str]:
    """Return a trace as a list of lines; those of a `virtual` clock tell how time passes.

    Each line begins with what happened, in a column of its own: `call`, `ok`, `fail`, `prompt`,
    `choice`, `event`, `step`, `console`, `error`, `wait`, `exit`.
    """
    return list(_lines(records, virtual=virtual))


def _lines(records: Iterable[Record], *, virtual: bool) -> Iterator[str]:
    now = 0.0
    for record in records:
        if virtual and record.t > now:
            yield _row("wait", f"{record.t - now:g} ms")
            now = record.t
        for what, said in _said(record):
            yield _row(what, said if virtual else _steady(said))


def _row(what: str, said: str) -> str:
    return f"{what:<8}{line(said, _LIMIT)}".rstrip()


def _said(record: Record) -> list[tuple[str, str]]:
    match record:
        case CallRecord():
            return [("call", f"{record.api}{_value(record.args)}")]
        case SettleRecord():
            what = "ok" if record.outcome == "success" else "fail"
            return [(what, f"{record.api}{_result(record.result)}")]
        case PromptRecord():
            asked = f", asked by {record.api}" if record.api != "authorize" else ""
            return [("prompt", f"{record.scope}: {record.decision}{asked}")]
        case ChoiceRecord():
            return [("choice", f"{record.key}: {record.chosen}")]
        case EventRecord():
            return [_event(record.name, record.detail)]
        case ConsoleRecord():
            return [("console", f"{record.level}: {part}") for part in record.message.split("\n")]
        case ErrorRecord():
            place = f"{_without_column(record.where)}: " if record.where else ""
            return [("error", f"{place}{record.message}")]
        case ExitRecord():
            return [("exit", f"{record.code} {record.reason}")]
    return [(record.type, json.dumps(record.asdict(), ensure_ascii=False, default=str))]


def _event(name: str, detail: Any) -> tuple[str, str]:
    if name == "step":
        return "step", detail["step"]
    if name in ("launch", "onAppShow"):
        # How a program is entered: what is the same for nearly all is left out.
        detail = {k: v for k, v in detail.items() if v and (k, v) not in _USUAL}
    return "event", f"{name}{_value(detail)}"


def _without_column(where: str) -> str:
    """Engines differ in where in a line an error is."""
    return re.sub(r"(:\d+):\d+$", r"\1", where)


def _result(result: Any) -> str:
    """Return what a call came to; that it succeeded is said already."""
    if isinstance(result, dict) and str(result.get("errMsg", "")).endswith(":ok"):
        result = {key: value for key, value in result.items() if key != "errMsg"}
    return _value(result)


def _value(value: Any) -> str:
    if value in (None, {}, []):
        return ""
    shown = json.dumps(_masked(value), ensure_ascii=False, default=str)
    rest = len(shown) - MAX_VALUE
    return f" {shown[:MAX_VALUE]}… ({rest} more characters)" if rest > 0 else f" {shown}"


def _masked(value: Any) -> Any:
    """Return a value with what is new in every run put by its name."""
    if not isinstance(value, dict):
        return value
    return {k: f"<{k}>" if k in _CREDENTIALS and v else v for k, v in value.items()}


def _steady(said: str) -> str:
    for pattern, name in _VOLATILE:
        said = pattern.sub(name, said)
    return said
