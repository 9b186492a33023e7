"""剪贴板: wx.setClipboardData and wx.getClipboardData."""

from __future__ import annotations

from typing import Any

from jshost import Scenario
from jshost.world.scenario import Device
from jshost.world.screen import Toast

from .calls import CallApi, Play

COPIED = Toast("toast", "内容已复制", "success", mask=False, duration=1500)


def test_what_was_copied_is_there(play: Play, heard: Any) -> None:
    host = play("""
        wx.setClipboardData({ data: '一\\ud800', success() {
            wx.getClipboardData({ success: say });
        } });
    """)
    (result,) = heard(host)
    assert result["data"].startswith("一")
    assert host.phone.device.clipboard == result["data"]


def test_the_user_is_told(play: Play) -> None:
    host = play("wx.setClipboardData({ data: 'a' });")
    assert host.phone.screen.toast == COPIED
    host.advance(1500)
    assert host.phone.screen.toast is None


def test_a_program_can_say_it_otherwise(play: Play) -> None:
    text = "wx.setClipboardData({ data: 'a', success() { wx.showToast({ title: 'mine' }); } });"
    toast = play(text).phone.screen.toast
    assert toast is not None
    assert toast.title == "mine"


def test_nothing_is_no_text(play: Play, call: CallApi) -> None:
    assert call("setClipboardData", "data: ''") == ("fail", {"errMsg": "setClipboardData:fail"})
    assert play("wx.setClipboardData({ data: '', fail() {} });").phone.screen.toast is None


def test_what_the_user_has_copied(play: Play) -> None:
    host = play("", scenario=Scenario(device=Device(clipboard="before")))
    read = "wx.getClipboardData({ success(r) { console.log(r.data); } });"
    host.run_script(read, "a.js")
    host.change_device(clipboard="after")
    host.run_script(read, "b.js")
    assert [record.message for record in host.console] == ["before", "after"]
