"""授权 and 设置: asking for a scope, looking at what was decided, and the settings page."""

from __future__ import annotations

from typing import TypedDict

from jshost.call import Call, Pending
from jshost.differences import NO_TAP
from jshost.errors import ApiError
from jshost.permissions.scopes import SCOPES
from jshost.registry import Family
from jshost.user.port import Alternatives, Switch, parse_switches

wx = Family("open-api/setting", kind="real")


class SettingResult(TypedDict, total=False):
    """`authSetting` has only scopes that were asked for."""

    authSetting: dict[str, bool]
    subscriptionsSetting: dict[str, object]


@wx.api("authorize", since="1.2.0", scope_parameter="scope")
def authorize(call: Call, *, scope: str) -> None:
    """Ask for a scope without running the API behind it: the gate has done all there is to do."""


@wx.api("getSetting", since="1.2.0")
def get_setting(call: Call, *, withSubscriptions: bool = False) -> SettingResult:
    """Return what was decided. A scope that was never asked for is absent, which is not the same as
    false.
    """
    return _settings(call, subscriptions=withSubscriptions and call.platform.has("2.10.1"))


@wx.api("openSetting", since="1.1.0", asks=Alternatives("leave", "leave", ("leave",), "settings"))
def open_setting(call: Call, *, withSubscriptions: bool = False) -> Pending:
    """Show the settings page; succeeds with the state at the time when the user leaves it."""
    if call.platform.feature("open-setting-needs-tap") and not call.tapped:
        raise ApiError(NO_TAP)
    shown = call.app.permissions.asked()
    switches = tuple(Switch(scope, SCOPES[scope].label, on) for scope, on in shown.items())
    all_on = ",".join(f"+{scope}" for scope, on in shown.items() if not on) or "leave"

    def leave(choice: str) -> SettingResult:
        for scope, on in (parse_switches(choice) or {}).items():
            # Only what the page shows can be switched.
            if scope in shown:
                (call.app.permissions.grant if on else call.app.permissions.deny)(scope)
        return _settings(call, subscriptions=withSubscriptions and call.platform.has("2.10.3"))

    return call.ask(
        f"{call.phone.title} 设置",
        leave,
        lines=() if switches else ("未使用你任何信息",),
        labels=("leave",),
        switches=switches,
        alternatives=Alternatives(
            all_on, "leave", tuple(dict.fromkeys((all_on, "leave"))), "settings"
        ),
    )


def _settings(call: Call, *, subscriptions: bool) -> SettingResult:
    result: SettingResult = {"authSetting": call.app.permissions.settings()}
    if subscriptions:
        # No message was ever subscribed to with 总是保持以上选择, so there are no items.
        result["subscriptionsSetting"] = {"mainSwitch": True}
    return result
