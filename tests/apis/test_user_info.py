"""用户信息: wx.getUserInfo, its three eras, and what only the developer's server can read."""

from __future__ import annotations

import json
from hashlib import sha1
from typing import Any

import pytest

from jshost import Scenario
from jshost.clock import VIRTUAL_EPOCH_MS
from jshost.world.scenario import UserInfo

from .calls import CallApi, Play, decrypt
from .samples.sample import LOGIN_FIRST

OLD: dict[str, Any] = {"base_library": "2.0.0"}
SCENARIO = Scenario(user_info=UserInfo(nickName='Ann "安" 😀', gender=2, city="上海"))
PROFILE = {
    "nickName": 'Ann "安" 😀',
    "avatarUrl": "https://thirdwx.qlogo.cn/mmopen/vi_32/jshost/132",
    "gender": 2,
    "language": "en",
    "city": "上海",
    "province": "Guangdong",
    "country": "China",
}
SECRET = {"signature", "encryptedData", "iv"}


def test_get_user_info(call: CallApi) -> None:
    outcome, result = call("getUserInfo", scenario=SCENARIO, **OLD)
    assert outcome == "success"
    assert set(result) == {"userInfo", "rawData", "errMsg"} | SECRET
    assert result["userInfo"] == PROFILE
    assert json.loads(result["rawData"]) == PROFILE
    assert result["errMsg"] == "getUserInfo:ok"


@pytest.mark.parametrize(
    ("lang", "language"),
    [("'zh_CN'", "zh_CN"), ("'zh_TW'", "zh_TW"), ("'en'", "en"), ("'xx'", "en")],
)
def test_get_user_info_language(call: CallApi, lang: str, language: str) -> None:
    _, result = call("getUserInfo", f"lang: {lang}", **OLD)
    assert result["userInfo"]["language"] == language


@pytest.mark.parametrize("library", ["2.0.0", None])
def test_signature(play: Play, heard: Any, library: str | None) -> None:
    text = LOGIN_FIRST.replace("CALL", "wx.getUserInfo({ success: say });")
    host = play(text, scenario=SCENARIO, base_library=library)
    (result,) = heard(host)
    key = host.phone.backend.session_key
    assert result["signature"] == sha1(f"{result['rawData']}{key}".encode()).hexdigest()


@pytest.mark.parametrize("library", ["2.0.0", None])
def test_encrypted_data(play: Play, heard: Any, library: str | None) -> None:
    text = LOGIN_FIRST.replace("CALL", "setTimeout(() => wx.getUserInfo({ success: say }), 5000);")
    host = play(text, scenario=SCENARIO, base_library=library, app_id="wx0123456789abcdef")
    (result,) = heard(host)
    payload = decrypt(host, result)
    watermark = payload.pop("watermark")
    assert watermark == {"appid": "wx0123456789abcdef", "timestamp": VIRTUAL_EPOCH_MS / 1000 + 5}
    assert payload.pop("openId") == host.phone.backend.open_id
    assert payload == result["userInfo"]


def test_every_answer_is_encrypted_anew(play: Play, heard: Any) -> None:
    again = "wx.getUserInfo({ success(r) { say([r.iv, r.encryptedData]); } });"
    ((iv, data), (other_iv, other_data)) = heard(play(LOGIN_FIRST.replace("CALL", again * 2)))
    assert iv != other_iv
    assert data != other_data


@pytest.mark.parametrize("library", ["2.0.0", None])
def test_without_credentials(call: CallApi, library: str | None) -> None:
    _, result = call("getUserInfo", "withCredentials: false", base_library=library)
    assert set(result) == {"userInfo", "rawData", "errMsg"}


def test_without_a_login(play: Play, heard: Any) -> None:
    (result,) = heard(play("wx.getUserInfo({ success: say });", **OLD))
    assert set(result) == {"userInfo", "rawData", "errMsg"}


@pytest.mark.parametrize(("library", "there"), [("2.3.99", False), ("2.16.0", True)])
def test_cloud_id(call: CallApi, library: str, there: bool) -> None:
    _, result = call("getUserInfo", base_library=library)
    assert ("cloudID" in result) is there


@pytest.mark.parametrize(
    ("library", "prompts", "outcome", "name"),
    [
        ("1.0.0", 1, "getUserInfo:ok", PROFILE["nickName"]),
        ("2.3.99", 1, "getUserInfo:ok", PROFILE["nickName"]),
        ("2.4.0", 0, "getUserInfo:fail scope unauthorized", None),
        ("2.15.99", 0, "getUserInfo:fail scope unauthorized", None),
        ("2.16.0", 0, "getUserInfo:ok", "微信用户"),
        (None, 0, "getUserInfo:ok", "微信用户"),
    ],
)
def test_eras(
    play: Play, heard: Any, library: str | None, prompts: int, outcome: str, name: str | None
) -> None:
    host = play(
        "wx.getUserInfo({ complete(r) { say([r.errMsg, r.userInfo && r.userInfo.nickName]); } });",
        scenario=SCENARIO,
        base_library=library,
    )
    assert heard(host) == [[outcome, name]]
    assert len(host.prompts) == prompts


def test_anonymous_user_tells_nothing(call: CallApi) -> None:
    _, result = call("getUserInfo", "lang: 'zh_CN'", scenario=SCENARIO)
    avatar = result["userInfo"].pop("avatarUrl")
    assert avatar.startswith("https://")
    assert result["userInfo"] == {
        "nickName": "微信用户", "gender": 0, "language": "", "city": "", "province": "",
        "country": "",
    }  # fmt: skip
