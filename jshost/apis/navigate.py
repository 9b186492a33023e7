"""跳转: to other programs, and out of this one.

Other programs are not run: where the user went is in `phone.departures`, and Host.foreground brings
them back.
"""

from __future__ import annotations

from typing import Any, Literal

from jshost.call import Call, Pending
from jshost.differences import NO_TAP
from jshost.differences.navigate import (
    CONFIRMED_SINCE,
    LEFT,
    LISTED,
    NO_APP,
    NOBODY_TO_GO_BACK_TO,
    NOT_LISTED,
    OPENED_ANOTHER,
    OPENED_BY_OTHERS,
)
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives
from jshost.values import plain
from jshost.world.departures import Departure

wx = Family("navigate", kind="simulated")

_NOTHING: dict[str, Any] = {}


@wx.api(
    "navigateToMiniProgram",
    since="1.3.0",
    asks=Alternatives("confirm", "cancel", ("confirm", "cancel")),
)
def navigate_to_mini_program(
    call: Call,
    *,
    appId: str = "",
    path: str = "",
    extraData: dict[str, Any] | None = None,
    envVersion: Literal["develop", "trial", "release"] = "release",
    shortLink: str = "",
    noRelaunchIfPathUnchanged: bool = False,
) -> Pending | None:
    """Open another program, if the user agrees. `noRelaunchIfPathUnchanged` is for that one."""
    link = shortLink if call.platform.has("2.18.1") else ""
    if not appId and not link:
        raise ApiError(NO_APP)
    _check_listed(call, appId)
    to = Departure(call.api.name, appId, path, plain(extraData), envVersion, link)
    if not call.platform.has(CONFIRMED_SINCE):
        _leave(call, to, OPENED_ANOTHER)
        return None
    if not call.tapped:
        raise ApiError(NO_TAP)

    def answered(choice: str) -> None:
        if choice == "cancel":
            raise ApiError("fail cancel")
        _leave(call, to, OPENED_ANOTHER)

    return call.ask("即将打开其他小程序", answered, lines=(appId or link,), labels=("允许", "取消"))


def _check_listed(call: Call, app_id: str) -> None:
    """Raise ApiError where app.json has to name the program, and does not."""
    project = call.program.project
    first, given_up = LISTED
    if project is None or not call.platform.has(first) or call.platform.has(given_up):
        return
    if app_id not in project.app.get("navigateToMiniProgramAppIdList", ()):
        raise ApiError(NOT_LISTED.format(app_id=app_id))


@wx.api("navigateBackMiniProgram", since="1.3.0")
def navigate_back_mini_program(call: Call, *, extraData: dict[str, Any] = _NOTHING) -> None:
    """Go back to the program that has opened this one, and give it `extraData`, or else what was
    left for it before (wx.postMessageToReferrerMiniProgram).
    """
    entered = call.program.entered
    if entered["scene"] not in OPENED_BY_OTHERS:
        raise ApiError(NOBODY_TO_GO_BACK_TO)
    opener = entered["referrerInfo"]["appId"]
    given = plain(extraData) or call.phone.message_to_referrer
    _leave(call, Departure(call.api.name, opener, "", given), OPENED_ANOTHER)


@wx.api("exitMiniProgram", since="2.17.3")
def exit_mini_program(call: Call) -> None:
    """Leave the program. The user has to have tapped (D)."""
    if not call.tapped:
        raise ApiError(NO_TAP)
    _leave(call, Departure(call.api.name), LEFT)


def _leave(call: Call, to: Departure, reason: int) -> None:
    """Have the user leave, after the program is told that it went well (I)."""
    call.phone.departures.append(to)
    call.tell(to.asdict())
    post = call.app.scheduler.post
    post(lambda: post(lambda: call.program.depart(reason)))
