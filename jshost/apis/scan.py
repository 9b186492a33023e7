"""扫码: the user points the camera at a code."""

from __future__ import annotations

from base64 import b64encode
from typing import NotRequired, TypedDict

from jshost.call import Call, Pending
from jshost.differences.scan import DEFAULT, KINDS
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives

wx = Family("device/scan", kind="simulated")


class ScanResult(TypedDict):
    """What the code says, in which alphabet, and of which type it is; `rawData` is Base64. There is
    a `path` for a code that leads to this program (D).
    """

    result: str
    scanType: str
    charSet: str
    rawData: str
    path: NotRequired[str]


@wx.api("scanCode", asks=Alternatives("ok", "cancel", ("ok", "cancel")))
def scan_code(
    call: Call, *, onlyFromCamera: bool = False, scanType: list[str] | None = None
) -> Pending:
    """Return what the scenario's code says, if the user scans it. A code of a type that is not
    looked for is never found: then the user gives up (I). `onlyFromCamera` makes no difference.
    """
    code = call.phone.scenario.code
    wanted = DEFAULT if scanType is None or not call.platform.has("1.7.0") else scanType
    readable = any(kind in wanted for kind in KINDS.get(code.scanType, ("barCode",)))

    def answered(choice: str) -> ScanResult:
        if choice == "cancel" or not readable:
            raise ApiError("cancel")
        raw = b64encode(code.result.encode("utf-8", "replace")).decode()
        result: ScanResult = {
            "result": code.result,
            "scanType": code.scanType,
            "charSet": code.charSet,
            "rawData": raw,
        }
        return {**result, "path": code.path} if code.path else result

    return call.ask(
        "扫一扫", answered, lines=(f"{code.scanType}: {code.result}",), labels=("扫码", "取消")
    )
