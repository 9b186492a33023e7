"""Taking the steps of a scenario: what the user does with a mini program, and what should be found
then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jshost.errors import ExpectationError, InputError
from jshost.host import Host
from jshost.trace import EventRecord
from jshost.world.scenario import Expect, Step

_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_MISSING = object()


def play(
    host: Host,
    steps: Iterable[Step],
    *,
    timeout: float | None = None,
    show: Callable[[int, str], None] = lambda number, text: None,
) -> None:
    """Take steps in order; after each one what is due is run, and time passes only in `wait`.

    `timeout` is the wall time of all steps, in seconds; `show` is told of each one, for people.
    Raises ExpectationError where a step cannot be taken or finds something else, and what running
    the program raises.
    """
    with host.limited(timeout):
        _play(host, steps, show)


def _play(host: Host, steps: Iterable[Step], show: Callable[[int, str], None]) -> None:
    seen = 0  # a program may ask as it starts
    for number, step in enumerate(steps, 1):
        show(number, describe(step))
        host.trace.add(EventRecord, "step", {"number": number, "step": describe(step)})
        faults: list[str] = []
        try:
            take(host, step)
            host.settle()
            if step.expect is not None:
                faults = list(_unmet(host, step.expect, seen))
                seen = len(host.prompts)
        except InputError as error:
            raise _failed(number, step, str(error)) from error
        if faults:
            raise _failed(number, step, "; ".join(faults))


def describe(step: Step) -> str:
    """Return a step in a few words."""
    action = (*step.actions, "")[0]
    value = getattr(step, action, None)
    if isinstance(value, Expect):
        given = {k: v for k, v in value.asdict().items() if v not in (None, {})}
        return f"expect {', '.join(given)}"
    if action == "input":
        return f"input {value}: {_shown(step.value)}"
    if value is True:
        return action
    if isinstance(value, Mapping):
        return f"{action} {', '.join(f'{name} {_shown(given)}' for name, given in value.items())}"
    return f"{action} {value:g} ms" if action == "wait" else f"{action} {value}"


def take(host: Host, step: Step) -> Any:
    """Have the user do what a step says, and run what is due; return what a page's function
    returns. Raises InputError where that cannot be.
    """
    detail = {} if step.detail is None else {"detail": step.detail}
    match step.actions:
        case ["tap"]:
            return host.page.tap(step.tap or "", step.dataset, **detail)
        case ["input"]:
            return host.page.input(step.input or "", step.value, step.dataset)
        case ["call"]:
            return host.page.call(step.call or "", *step.args)
        case ["wait"]:
            host.advance(_milliseconds(step.wait))
        case ["back"]:
            host.back(_delta(step.back))
        case ["tab"]:
            host.tap_tab((step.tab or "").lstrip("/"))
        case ["open"]:
            host.navigate(step.open or "")
        case ["background"]:
            _check_true("background", step.background)
            host.background()
        case ["foreground"]:
            _check_true("foreground", step.foreground)
            host.foreground()
        case ["media"] if step.media is not None:
            host.press_media(step.media)
        case ["interruption"]:
            _interrupt(host, step.interruption)
        case ["device"]:
            host.change_device(**(step.device or {}))
        case ["memory"]:
            host.warn_of_memory(step.memory or 0)
        case ["screenshot"]:
            _check_true("screenshot", step.screenshot)
            host.take_screenshot()
    return None


def _interrupt(host: Host, which: str | None) -> None:
    if which not in ("begin", "end"):
        raise InputError("interruption should be begin or end")
    if which == "begin":
        host.take_call()
    else:
        host.end_call()


def _milliseconds(wait: float | None) -> float:
    if wait is None or not 0 <= wait < float("inf"):
        raise InputError("wait should be milliseconds, 0 or more")
    return wait


def _delta(back: Any) -> int:
    if back is True:
        return 1
    if type(back) is not int or back < 1:
        raise InputError("back should be true or a number of pages, 1 or more")
    return back


def _check_true(action: str, value: bool | None) -> None:
    if not value:
        raise InputError(f"{action} should be true")


def _failed(number: int, step: Step, text: str) -> ExpectationError:
    place = f"{step.place}: " if step.place else ""
    return ExpectationError(f"{place}step {number} ({describe(step)}): {text}")


def _unmet(host: Host, expect: Expect, seen: int) -> Iterator[str]:
    """Say what is not as expected."""
    if expect.page is not None and host.page.route != expect.page.lstrip("/"):
        yield f"the page should be {expect.page}, but is {host.page.route}"
    data = host.page.data if expect.data else {}
    for path, wanted in expect.data.items():
        found = _at(data, path)
        if not _equal(found, wanted):
            what = "not there" if found is _MISSING else _shown(found)
            yield f"data {path} should be {_shown(wanted)}, but is {what}"
    scopes = [prompt.scope for prompt in host.prompts[seen:]]
    if expect.prompt is not None and expect.prompt not in (scopes or [""]):
        dialog = f"a dialog for {expect.prompt}" if expect.prompt else "no dialog"
        there = f"one for {', '.join(scopes)}" if scopes else "none"
        yield f"{dialog} should have come up; there was {there}"
    toast = host.phone.screen.toast
    title = toast.title if toast else ""
    if expect.toast is not None and title != expect.toast:
        yield f"the toast should be {_title(expect.toast)}, but is {_title(title)}"


def _title(toast: str) -> str:
    return _shown(toast) if toast else "none"


def _equal(found: Any, wanted: Any) -> bool:
    """Whether two values are the same as JSON has them: 1 is 1.0, and neither is true."""
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_equal, found, wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(_equal(found[k], wanted[k]) for k in found)
    return bool(found == wanted)


def _at(data: Any, path: str) -> Any:
    """Return what a path such as `list[0].name` leads to."""
    for match in _PART.finditer(path):
        name, index = match.groups()
        if index is not None and isinstance(data, list) and int(index) < len(data):
            data = data[int(index)]
        elif name is not None and isinstance(data, dict) and name in data:
            data = data[name]
        else:
            return _MISSING
    return data


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 200 else f"{text[:200]}…"
