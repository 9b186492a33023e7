"""登录: a code for the developer's server, and whether the session it stands for is still good."""

from __future__ import annotations

from typing import TypedDict

from jshost.call import Call
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("open-api/login", kind="simulated")


class LoginResult(TypedDict):
    """`code` is good for one exchange at the developer's server."""

    code: str


@wx.api("login", promise=False)
def login(call: Call, *, timeout: float = 0) -> LoginResult:
    """Start a session. `timeout` (milliseconds) never runs out: the simulated server answers at
    once.
    """
    return {"code": call.phone.backend.login()}


@wx.api("checkSession")
def check_session(call: Call) -> None:
    """Succeed while the session is good. The failure's text is the platform's (F)."""
    if call.phone.backend.session_key is None:
        raise ApiError("系统错误,错误码:-13001,session time out, need relogin")
