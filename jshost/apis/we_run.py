"""微信运动: the steps of the last days, encrypted for the developer's server."""

from __future__ import annotations

from typing import TypedDict

from jshost.call import Call
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("open-api/werun", kind="simulated")

_DAYS = 31
_DAY_SECONDS = 86400


class WeRunResult(TypedDict, total=False):
    """Decrypted, `encryptedData` is `{stepInfoList: [{timestamp, step}]}`: seconds of each day's
    start, oldest first.
    """

    encryptedData: str
    iv: str
    cloudID: str


@wx.api("getWeRunData", since="1.2.0", scope="scope.werun", promise=False)
def get_we_run_data(call: Call) -> WeRunResult:
    """Return the scenario's steps. As documented, wx.login has to come first; the text without it
    is ours (I).
    """
    backend = call.phone.backend
    if backend.session_key is None:
        raise ApiError("need login")
    today = int(call.app.clock.epoch() / 1000) // _DAY_SECONDS * _DAY_SECONDS
    steps = call.phone.scenario.werun.steps[-_DAYS:]
    padded = (0,) * (_DAYS - len(steps)) + tuple(steps)
    infos = [
        {"timestamp": today - (_DAYS - 1 - day) * _DAY_SECONDS, "step": step}
        for day, step in enumerate(padded)
    ]
    data, iv = backend.encrypt({"stepInfoList": infos})
    result: WeRunResult = {"encryptedData": data, "iv": iv}
    if call.platform.has("2.7.0"):
        result["cloudID"] = backend.cloud_id()
    return result
