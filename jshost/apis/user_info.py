"""用户信息: the user's profile, signed and encrypted for the developer's server."""

from __future__ import annotations

import json
from typing import Literal, TypedDict

from jshost.call import Call
from jshost.registry import Family

wx = Family("open-api/user-info", kind="simulated")

# From 2021-04-13 on (A) everybody looks the same.
_ANONYMOUS = {
    "nickName": "微信用户",
    "gender": 0,
    "language": "",
    "city": "",
    "province": "",
    "country": "",
    "avatarUrl": "https://thirdwx.qlogo.cn/mmopen/vi_32/POgEwh4mIHO4nibH0KlMECNjjGxQUq24ZEaGT4poC6icRiccVGKSyXwibcPq4BWmiaIGuG1icwxaQX6grC9VemZoJ8rg/132",
}


class UserInfoResult(TypedDict, total=False):
    """`signature`, `encryptedData` and `iv` need a session, and are left out with `withCredentials:
    false`.
    """

    userInfo: dict[str, object]
    rawData: str
    signature: str
    encryptedData: str
    iv: str
    cloudID: str


@wx.api("getUserInfo", scope="scope.userInfo", promise=False)
def get_user_info(
    call: Call, *, withCredentials: bool = True, lang: Literal["en", "zh_CN", "zh_TW"] = "en"
) -> UserInfoResult:
    """Return the profile of the scenario's user, or the anonymous one of later base libraries."""
    backend = call.phone.backend
    if call.platform.feature("anonymous-user-info"):
        profile: dict[str, object] = dict(_ANONYMOUS)
    else:
        profile = call.phone.scenario.user_info.asdict() | {"language": lang}
    raw = json.dumps(profile, ensure_ascii=False, separators=(",", ":"))
    result: UserInfoResult = {"userInfo": profile, "rawData": raw}
    if withCredentials and backend.session_key is not None:
        data, iv = backend.encrypt({"openId": backend.open_id} | profile)
        result |= {"signature": backend.sign(raw), "encryptedData": data, "iv": iv}
        if call.platform.has("2.7.0"):
            result["cloudID"] = backend.cloud_id()
    return result
