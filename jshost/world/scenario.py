"""A scenario: everything that scripts a run, from a TOML file or from Python. The CLI's flags are
shorthand for it.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from jshost.differences import LATEST, Dialect
from jshost.errors import InputError
from jshost.frozen import Frozen
from jshost.world.launch import Launch

# The same alternatives as user.port.OnPrompt, in the room that reads files.
OnPrompt = Literal["ask", "allow", "deny", "dismiss", "fail"]

_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}


class Device(Frozen):
    """The phone. Sizes in CSS pixels; the defaults are DevTools' iPhone 12/13 (Pro)."""

    brand: str = "devtools"
    model: str = "iPhone 12/13 (Pro)"
    system: str = "iOS 10.0.1"
    version: str = "8.0.5"
    language: str = "zh_CN"
    theme: Literal["light", "dark"] = "light"
    pixelRatio: float = 3
    screenWidth: int = 390
    screenHeight: int = 844
    statusBarHeight: int = 47
    fontSizeSetting: int = 16
    benchmarkLevel: int = 1
    bluetoothEnabled: bool = True
    locationEnabled: bool = True
    wifiEnabled: bool = True


class Location(Frozen):
    """Where the phone is: degrees (WGS-84), metres, metres a second. The default is the Canton
    Tower.
    """

    latitude: float = 23.106574
    longitude: float = 113.324587
    altitude: float = 12.0
    speed: float = 0.0
    accuracy: float = 30.0
    horizontalAccuracy: float = 30.0
    verticalAccuracy: float = 10.0
    name: str = "广州塔"
    address: str = "广东省广州市海珠区阅江西路222号"


class UserInfo(Frozen):
    """The user's profile, as wx.getUserInfo gives it."""

    nickName: str = "测试用户"
    avatarUrl: str = "https://thirdwx.qlogo.cn/mmopen/vi_32/jshost/132"
    gender: int = 1
    language: str = "zh_CN"
    city: str = "Guangzhou"
    province: str = "Guangdong"
    country: str = "China"


class Address(Frozen):
    """What the user picks in wx.chooseAddress."""

    userName: str = "张三"
    postalCode: str = "510000"
    provinceName: str = "广东省"
    cityName: str = "广州市"
    countyName: str = "海珠区"
    streetName: str = "赤岗街道"
    detailInfo: str = "新港中路397号"
    detailInfoNew: str = "新港中路397号"
    nationalCode: str = "440105"
    telNumber: str = "020-81167888"


class InvoiceTitle(Frozen):
    """What the user picks in wx.chooseInvoiceTitle; `type` is 0 for a company, 1 for a person."""

    type: int = 0
    title: str = "广州某某有限公司"
    taxNumber: str = "91440101MA59TEST00"
    companyAddress: str = "广州市海珠区新港中路397号"
    telephone: str = "020-81167888"
    bankName: str = "招商银行广州分行"
    bankAccount: str = "1209 0928 2210 301"


class WeRun(Frozen):
    """Steps of the last days, today last. Thirty-one days are reported; those not given are 0."""

    steps: tuple[int, ...] = (6021, 8124, 4310, 10233, 7512, 5120, 3207)


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Expect(Frozen):
    """What should be found: the route of the page that is shown, values by their paths in its data
    (`list[0].name`), the scope of a dialog that has come up since the last expectation, the title
    of the toast that is shown ("" for none).
    """

    page: str | None = None
    data: Mapping[str, Any] = _NOTHING
    prompt: str | None = None
    toast: str | None = None


class Step(Frozen):
    """Something that the user does, or that is expected: one of ACTIONS, and what belongs to it.

    `tap`, `input` and `call` name a function of the page: `dataset` and `detail` are the event's,
    `value` is what is typed, `args` is what a call is given. `wait` is in milliseconds. `tab` and
    `open` are routes, `back` is a number of pages or true. `place` is where the step stands.
    """

    tap: str | None = None
    input: str | None = None
    call: str | None = None
    wait: float | None = None
    back: Any = None
    tab: str | None = None
    open: str | None = None
    background: bool | None = None
    foreground: bool | None = None
    expect: Expect | None = None
    value: Any = ""
    dataset: Mapping[str, Any] = _NOTHING
    detail: Any = None
    args: tuple[Any, ...] = ()
    place: str = ""

    @property
    def actions(self) -> list[str]:
        """The actions that it names: one, if it is right."""
        return [name for name in ACTIONS if getattr(self, name) is not None]


ACTIONS = (
    "tap", "input", "call", "wait", "back", "tab", "open", "background", "foreground", "expect"
)  # fmt: skip


class Scenario(Frozen):
    """One run's settings. `files` gives local paths (`wxfile://…`) the contents of files on this
    machine.
    """

    app_id: str | None = None
    title: str | None = None
    base_library: str = LATEST
    dialect: Dialect = "devtools"
    clock: Literal["real", "virtual"] = "real"
    seed: int = 1
    on_prompt: OnPrompt | None = None
    update: Literal["none", "ready", "failed"] = "none"
    launch: Launch = Launch()
    grant: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = _NOTHING
    device: Device = Device()
    location: Location = Location()
    user_info: UserInfo = UserInfo()
    address: Address = Address()
    invoice_title: InvoiceTitle = InvoiceTitle()
    werun: WeRun = WeRun()
    files: Mapping[str, Path] = _NOTHING
    steps: tuple[Step, ...] = ()


def load(path: Path) -> Scenario:
    """Read a scenario file. Raises InputError that names the file and the key."""
    import tomllib

    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: not a scenario: {error}") from error
    if isinstance(table.get("files"), dict):
        table["files"] = {
            name: str(path.parent / value) if isinstance(value, str) else value
            for name, value in table["files"].items()
        }
    scenario: Scenario = _read(Scenario, table, str(path), "")
    lines = [f":{line}" for line in _step_lines(text)]
    if len(lines) != len(scenario.steps):
        lines = [""] * len(scenario.steps)  # steps in one list, say
    steps = zip(scenario.steps, lines, strict=True)
    return scenario.replace(steps=tuple(_placed(step, f"{path}{line}") for step, line in steps))


def _step_lines(text: str) -> list[int]:
    """Return the lines at which steps begin; tomllib does not tell."""
    lines = enumerate(text.split("\n"), 1)
    return [number for number, line in lines if re.match(r"\s*\[\[\s*steps\s*\]\]", line)]


def _placed(step: Step, place: str) -> Step:
    """Return a step that knows where it stands. Raises InputError unless it is one action."""
    found = step.actions
    if len(found) != 1:
        what = " and ".join(found) if found else "none"
        raise InputError(f"{place}: a step is one of {', '.join(ACTIONS)}; this one has {what}")
    return step.replace(place=place)


def _read(cls: type[Any], table: Any, file: str, prefix: str) -> Any:
    if not isinstance(table, dict):
        raise InputError(f"{file}: {prefix.rstrip('.')} should be a table")
    hints = {name: hint for name, hint in typing.get_type_hints(cls).items() if name in cls.FIELDS}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in hints:
            raise InputError(f"{file}: unknown key {prefix}{key}{_meant(key, list(hints))}")
        values[key] = _convert(hints[key], value, file, f"{prefix}{key}")
    return cls(**values)


def _meant(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _convert(hint: Any, value: Any, file: str, key: str) -> Any:
    """Return `value` as `hint` has it, or raise InputError that says what is expected."""
    if hint is Any:
        return value
    if hasattr(hint, "FIELDS"):
        return _read(hint, value, file, f"{key}.")
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is typing.Literal:
        if value in arguments:
            return value
        raise InputError(
            f"{file}: {key} should be one of {', '.join(map(str, arguments))}, not {value!r}"
        )
    if origin is tuple:
        items = value if isinstance(value, list) else [value]
        if hasattr(arguments[0], "FIELDS"):
            pairs = enumerate(items, 1)
            return tuple(_convert(arguments[0], item, file, f"{key}[{n}]") for n, item in pairs)
        return tuple(_convert(arguments[0], item, file, key) for item in items)
    if origin is Mapping:
        if not isinstance(value, dict):
            raise InputError(f"{file}: {key} should be a table")
        return {k: _convert(arguments[1], v, file, f"{key}.{k}") for k, v in value.items()}
    if arguments:  # X | None
        return _convert(arguments[0], value, file, key)
    if hint is Path and isinstance(value, str):
        return Path(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if (
        hint is not Path
        and isinstance(value, hint)
        and not (hint is int and isinstance(value, bool))
    ):
        return value
    raise InputError(f"{file}: {key} should be {_KINDS.get(hint, 'a path')}, not {value!r}")
