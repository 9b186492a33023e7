"""登录: wx.login and wx.checkSession."""

from __future__ import annotations

from typing import Any

from .calls import CallApi, Play

EXPIRED = "checkSession:fail 系统错误,错误码:-13001,session time out, need relogin"


def test_login(play: Play, heard: Any) -> None:
    host = play("wx.login({ success: say });")
    (result,) = heard(host)
    assert set(result) == {"code", "errMsg"}
    assert result["errMsg"] == "login:ok"
    assert len(result["code"]) == 32
    assert host.phone.backend.session_key is not None


def test_login_gives_a_new_code_each_time(play: Play, heard: Any) -> None:
    host = play("for (let i = 0; i < 3; i++) wx.login({ success(r) { say(r.code); } });")
    assert len(set(heard(host))) == 3


def test_login_repeats_exactly_on_the_virtual_clock(call: CallApi) -> None:
    assert call("login") == call("login")


def test_login_differs_on_the_real_clock(call: CallApi) -> None:
    assert call("login", clock="real") != call("login", clock="real")


def test_check_session(play: Play, heard: Any) -> None:
    check = "wx.checkSession({ complete(r) { say(r.errMsg); } });"
    host = play(f"{check} wx.login({{ success() {{ {check} }} }});")
    assert heard(host) == [EXPIRED, "checkSession:ok"]
    host.phone.backend.expire()
    host.run_script(f"const say = (v) => console.log(JSON.stringify(v)); {check}", "again.js")
    assert heard(host)[-1] == EXPIRED
