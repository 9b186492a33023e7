"""帐号信息: which mini program this is."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from jshost.call import Call
from jshost.registry import Family

wx = Family("open-api/account-info", kind="real")


class MiniProgramInfo(TypedDict):
    """`envVersion` is there since 2.10.0, `version` since 2.10.2: that of a published version, ""
    in development (D).
    """

    appId: str
    envVersion: NotRequired[str]
    version: NotRequired[str]


class AccountInfo(TypedDict):
    """`plugin` is there in plugins only."""

    miniProgram: MiniProgramInfo


@wx.sync("getAccountInfoSync", since="2.2.2")
def get_account_info_sync(call: Call) -> AccountInfo:
    """Return the app id, and that this is a version in development."""
    program: MiniProgramInfo = {"appId": call.phone.app_id}
    if call.platform.has("2.10.0"):
        program["envVersion"] = "develop"
    if call.platform.has("2.10.2"):
        program["version"] = ""
    return {"miniProgram": program}
