"""What can be said against an example without knowing what it should do: of its code, and of what
it did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Literal

from jshost import catalogue
from jshost.apis import registry
from jshost.differences import DENIALS, LATEST, UNAUTHORIZED
from jshost.doctest.examples import Example, Run
from jshost.doctest.uses import Use
from jshost.frozen import Frozen
from jshost.trace import CallRecord, SettleRecord

Severity = Literal["error", "warning"]
_REFUSALS = {
    *(text for row in DENIALS for text in (row.first, row.repeat)),
    *UNAUTHORIZED.values(),
}
_CALLBACKS = {"success", "fail", "complete"}
_UNHANDLED = "Uncaught (in promise) "
_UNDEFINED = re.compile(r"ReferenceError: '?([\w$]+)'? is not defined")
_NO_FUNCTION = "TypeError: not a function"


class Finding(Frozen):
    """Something to be said against an example: what, and at which line of its page (0 where that is
    not known). `kind` is a short name of what it is.
    """

    severity: Severity
    kind: str
    line: int
    message: str


def of_code(example: Example, base_library: str = LATEST) -> list[Finding]:
    """Return what is wrong with the code, for a base library."""
    kind = example.kind
    if kind.fault:
        return [Finding("error", "syntax", example.block.line, f"does not parse: {kind.fault}")]
    found: list[Finding] = []
    for use in kind.uses:
        line = example.block.line + use.line - 1
        found += [
            Finding(severity, name, line, message)
            for severity, name, message in _of_use(use, base_library)
        ]
    return list(dict.fromkeys(found))


def _of_use(use: Use, base_library: str) -> Iterator[tuple[Severity, str, str]]:
    api = f"wx.{use.api}"
    since = catalogue.since(use.api)
    if since is None:
        hint = _meant(use.api)
        yield "error", "no-such-api", f"{api}: the platform has no such API{hint}"
        return
    if not catalogue.has(use.api, base_library):
        if not use.guarded:
            said = f"{api} is there from base library {since} on, not in {base_library}"
            yield "error", "no-such-api", said
        return
    if is_missing(use.api):
        yield "warning", "not-yet", f"{api}: the platform has it, jshost does not have it yet"
    deprecated = catalogue.deprecated_since(use.api, base_library)
    if deprecated is not None:
        when = f" since base library {deprecated}" if deprecated else ""
        yield "warning", "deprecated", f"{api} should not be used any more{when}"
    known = catalogue.parameters(use.api, base_library)
    if known is not None:
        for option in use.options or ():
            if option not in known and option not in _CALLBACKS:
                close = get_close_matches(option, known, 1)
                hint = f"; did you mean {close[0]}?" if close else ""
                yield "warning", "parameter", f"{api} does not know the parameter {option}{hint}"


def _meant(api: str) -> str:
    close = get_close_matches(api, [api.name for api in registry() if "." not in api.name], 1)
    return f"; did you mean wx.{close[0]}?" if close else ""


def is_missing(api: str) -> bool:
    """Whether an API of the platform is one that jshost does not have yet."""
    return all(known.name != api for known in registry())


def _is_called(use: Use) -> bool:
    """Whether a use is a call that fails because jshost has no such API yet."""
    missing = catalogue.since(use.api) is not None and is_missing(use.api)
    return use.called and not use.guarded and missing


def of_run(example: Example, run: Run) -> list[Finding]:
    """Return what went wrong in a run."""
    found = [*_of_errors(example, run), *_denials(example, run)]
    if run.stopped:
        found.append(Finding("error", "endless" if run.endless else "stopped", 0, run.stopped))
    elif run.endless:
        said = "never finishes: after a minute there is still something to do"
        found.append(Finding("error", "endless", 0, said))
    return found


def _of_errors(example: Example, run: Run) -> Iterator[Finding]:
    for error in run.errors:
        line = _line(error.where, example)
        message = error.message
        unknown = _UNDEFINED.search(message)
        if example.kind.piece and "SyntaxError" in message:
            said = f"is a piece of something ({example.kind.piece}), and needs what is around it"
            yield Finding("warning", "needs", line, said)
        elif unknown and unknown[1] in example.kind.needs:
            said = f"needs {unknown[1]}, which jshost.toml can give a value"
            yield Finding("warning", "needs", line, said)
        elif _NO_FUNCTION in message and any(_is_called(use) for use in example.kind.uses):
            yield Finding(
                "warning", "not-yet", line, f"{message}: jshost does not have all that is called"
            )
        elif message.startswith(_UNHANDLED):
            said = f"a rejection that nobody handles: {message.removeprefix(_UNHANDLED)}"
            yield Finding("error", "rejection", line, said)
        else:
            yield Finding("error", "error", line, message)


def _denials(example: Example, run: Run) -> Iterator[Finding]:
    """Yield the refusals that no callback was there to hear of. Those of a promise are among the
    errors.
    """
    calls: dict[int, CallRecord] = {}
    for record in run.records:
        if isinstance(record, CallRecord) and record.id:
            calls[record.id] = record
        elif isinstance(record, SettleRecord) and record.id in calls and _is_refusal(record):
            call = calls[record.id]
            if call.callbacks and not {"fail", "complete"} & {*call.callbacks}:
                said = f"nobody handles that the user refuses: wx.{call.api} has no fail callback"
                yield Finding("warning", "denial", _line(call.at, example), said)


def _is_refusal(record: SettleRecord) -> bool:
    message = record.result.get("errMsg", "") if isinstance(record.result, dict) else ""
    return record.outcome == "fail" and message.partition(":")[2] in _REFUSALS


def _line(where: str, example: Example) -> int:
    """Return the line of the page that a place is, 0 where it is of another file."""
    rest = where.removeprefix(f"{example.block.file}:").partition(":")[0]
    return int(rest) if rest.isdecimal() and rest != where else 0
