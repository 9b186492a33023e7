"""Where platforms differ: one table per kind of difference, each row with its source.

Sources: D official documentation · A official announcement or staff reply · F observed and reported
by developers · R behaviour of an open re-implementation · I inferred, our choice. The latest
matching row wins.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from jshost.frozen import Frozen

Dialect = Literal["devtools", "android", "ios"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

LATEST = "3.17.0"
"""The base library that is simulated unless another is chosen."""

Treatment = Literal["prompt", "granted", "unauthorized", "settings-only"]
"""How a scope that was never decided is treated when it is asked for."""


@cache
def version(text: str) -> tuple[int, ...]:
    """Return a base library's version as numbers that compare in order; raises ValueError."""
    return tuple(int(part) for part in text.split("."))


class ScopeChange(Frozen):
    """From base library `since` on, `scope` is treated as `treatment`."""

    scope: str
    since: str
    treatment: Treatment
    source: str


SCOPE_CHANGES = (
    ScopeChange("scope.userInfo", "2.4.0", "unauthorized", "A 2018-10-10, version I"),
    ScopeChange("scope.userInfo", "2.16.0", "granted", "A 2021-04-13, version I"),
    ScopeChange("scope.address", "2.13.0", "granted", "D/A 2020-09-25, version I"),
    ScopeChange("scope.invoice", "2.13.0", "granted", "D/A 2020-09-25, version I"),
    ScopeChange("scope.invoiceTitle", "2.13.0", "granted", "D/A 2020-09-25, version I"),
    ScopeChange("scope.userLocationBackground", "2.8.0", "settings-only", "D"),
)


class GateChange(Frozen):
    """From base library `since` on, `api` needs no scope any more."""

    api: str
    since: str
    source: str


GATE_CHANGES = (GateChange("chooseLocation", "2.24.0", "A 2022-06-13, version I"),)

GATED_SINCE = dict.fromkeys(
    ("addPhoneContact", "addPhoneCalendar", "addPhoneRepeatCalendar"), "2.24.0"
)
"""APIs that needed no scope before a base library: there was none of that name (version I)."""


PRIVATE_INFOS = frozenset((
    "getFuzzyLocation", "getLocation", "onLocationChange", "startLocationUpdate",
    "startLocationUpdateBackground", "chooseLocation", "choosePoi", "chooseAddress",
))  # fmt: skip
"""APIs that a program has to declare in app.json (A 2022-07-14)."""
PRIVATE_INFOS_SINCE = "2.24.0"
"""The base library from which on they are refused otherwise (A 2022-07-14, version I)."""
UNDECLARED = (
    "fail the api need to be declared in the requiredPrivateInfos field in app.json/ext.json"  # F
)


class Denial(Frozen):
    """What follows `<api>:` when the user has refused: at the dialog itself (`first`), or earlier
    (`repeat`).

    `api` is "" for every API without a row of its own. `repeat_code` is the result's errCode on a
    repeat.
    """

    dialect: Dialect
    api: str
    first: str
    repeat: str
    source: str
    repeat_code: str | None = None


DENIALS = (
    Denial("devtools", "", "fail auth deny", "fail auth deny", "F"),
    Denial(
        "android", "", "fail:auth denied", "fail auth deny", "F wxc/0004008fe787583fa889dbb2056c00"
    ),
    Denial(
        "android",
        "authorize",
        "fail:auth deny",
        "fail:auth deny",
        "F wxc/000ae2876c4a102abb5fae84956800",
    ),
    Denial(
        "ios",
        "",
        "fail auth deny",
        "fail authorize no response",
        "F wxc/0004008fe787583fa889dbb2056c00",
        "0",
    ),
    Denial(
        "ios",
        "authorize",
        "fail auth deny",
        "fail 系统错误,错误码:-12006,auth deny",
        "F wxc/000cca344fc7d032353e5e1b251800",
    ),
)


class Feature(Frozen):
    """A behaviour of all APIs that came with a base library."""

    name: Literal["promise", "open-setting-needs-tap", "anonymous-user-info", "errno"]
    since: str
    source: str


FEATURES = (
    Feature("promise", "2.10.2", "D"),
    Feature("open-setting-needs-tap", "2.3.0", "A wxc/000cea2305cc5047af5733de751008"),
    Feature("anonymous-user-info", "2.16.0", "A 2021-04-13, version I"),
    Feature("errno", "2.24.0", "D, of 2022, version I"),
)

UNAUTHORIZED: dict[Dialect, str] = {
    "devtools": "fail scope unauthorized",  # A
    "android": "fail scope unauthorized",  # A
    "ios": "fail 系统错误,错误码:-12007,scope unauthorized",  # F
}
INVALID_SCOPE = "fail invalid scope"  # F wxc/0000242a524a681dd30702f4a51c00
NO_TAP = "fail can only be invoked by user TAP gesture."  # F, exact
NOT_BASE64 = "fail The string to be decoded is not correctly encoded."
"""wx.base64ToArrayBuffer of any other text: it fails as atob does, in its words (R; the form is
I).
"""

Authorization = Literal["authorized", "denied", "not determined"]
"""Whether the phone's system lets WeChat do something, as wx.getAppAuthorizeSetting says it (D; the
last one is "non determined" in the prose of its page).
"""
ONLY_ON_IOS = frozenset((
    "albumAuthorized", "bluetoothAuthorized", "locationReducedAccuracy",
    "notificationAlertAuthorized", "notificationBadgeAuthorized", "notificationSoundAuthorized",
))  # fmt: skip
"""What wx.getAppAuthorizeSetting says on iPhones, and in DevTools (I), but not on Android (D)."""

TOO_MUCH_AT_ONCE = "fail system error"
"""For a result that is larger than can be handed over: files are to be read in parts then (I; the
text is that of error 1300201, D).
"""
NO_PAGE = "fail page not found"
"""For what changes a page where there is none (I)."""
NO_TAB_PAGE = "fail not TabBar page"
"""For what changes the tab bar on a page that does not show it (F), and in a program without
(I).
"""
CUSTOM_TAB_BAR = "fail custom Tabbar"
"""For the same where the program draws its tab bar itself (F); of the tabs' indices as well (I)."""
NO_TAB = "fail tabbar item not found"
"""For an index that is none of the tab bar's (F)."""
INVALID = 'fail invalid {name} "{value}"'
"""For a colour or style that is none (R, of `frontColor`; I, of all others)."""
COLOR = r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})"
"""What is a colour: documented as `HexColor` (D); which lengths that has is inferred (I)."""
FRONT_COLORS = ("#ffffff", "#000000")
"""Which colours the navigation bar's front has (D), as they are written (R)."""
MAX_BADGE = 4
"""How many characters a badge shows before it is cut to `...` (D)."""


class Platform(Frozen):
    """Which platform is simulated: a base library and a dialect."""

    base_library: str = LATEST
    dialect: Dialect = "devtools"

    def has(self, since: str) -> bool:
        """Whether the base library is at least `since`."""
        return version(self.base_library) >= version(since)

    def feature(self, name: str) -> bool:
        return any(row.name == name and self.has(row.since) for row in FEATURES)

    def treatment(self, scope: str) -> Treatment:
        rows = [row for row in SCOPE_CHANGES if row.scope == scope and self.has(row.since)]
        return rows[-1].treatment if rows else "prompt"

    def is_gated(self, api: str) -> bool:
        """Whether an API that needs a scope in some base library does in this one."""
        free = any(row.api == api and self.has(row.since) for row in GATE_CHANGES)
        return not free and self.has(GATED_SINCE.get(api, "1.0.0"))

    def must_be_declared(self, api: str) -> bool:
        """Whether a program may call an API only if its app.json declares that."""
        return api in PRIVATE_INFOS and self.has(PRIVATE_INFOS_SINCE)

    def denial(self, api: str, *, repeat: bool) -> tuple[str, str | None]:
        """Return the text after `<api>:`, and the errCode where there is one."""
        rows = [r for r in DENIALS if r.dialect == self.dialect and r.api in ("", api)]
        row = rows[-1]
        return (row.repeat, row.repeat_code) if repeat else (row.first, None)

    def unauthorized(self) -> str:
        return UNAUTHORIZED[self.dialect]
