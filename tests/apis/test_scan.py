"""扫码: wx.scanCode."""

from __future__ import annotations

import pytest

from jshost import Scenario
from jshost.world.scenario import Code, CodeType

from .calls import CallApi

CANCELLED = ("fail", {"errMsg": "scanCode:fail cancel"})


def test_scan_code(call: CallApi) -> None:
    scenario = Scenario(code=Code("é", "EAN_13"))
    assert call("scanCode", scenario=scenario) == (
        "success",
        {
            "result": "é",
            "scanType": "EAN_13",
            "charSet": "UTF-8",
            "rawData": "w6k=",
            "errMsg": "scanCode:ok",
        },
    )


def test_a_code_of_this_program(call: CallApi) -> None:
    scenario = Scenario(code=Code("x", "WX_CODE", path="pages/index/index?a=1"))
    outcome, result = call("scanCode", scenario=scenario)
    assert (outcome, result["path"]) == ("success", "pages/index/index?a=1")


def test_cancelled(call: CallApi) -> None:
    assert call("scanCode", answers={"scanCode": "cancel"}) == CANCELLED


@pytest.mark.parametrize(
    ("kind", "options", "found"),
    [
        ("QR_CODE", "", True),
        ("EAN_13", "", True),
        ("DATA_MATRIX", "", False),
        ("PDF_417", "", False),
        ("QR_CODE", "scanType: ['barCode']", False),
        ("QR_CODE", "scanType: ['qrCode', 'other']", True),
        ("WX_CODE", "scanType: ['qrCode']", True),
        ("WX_CODE", "scanType: ['wxCode']", True),
        ("CODE_25", "scanType: ['barCode']", True),
        ("CODE_25", "scanType: ['qrCode']", False),
        ("DATA_MATRIX", "scanType: ['datamatrix']", True),
        ("PDF_417", "scanType: ['pdf417'], onlyFromCamera: true", True),
        ("QR_CODE", "scanType: []", False),
        ("QR_CODE", "scanType: null", True),
    ],
)
def test_types(call: CallApi, kind: CodeType, options: str, found: bool) -> None:
    result = call("scanCode", options or "_: 0", scenario=Scenario(code=Code("x", kind)))
    assert result[0] == ("success" if found else "fail")
    if not found:
        assert result == CANCELLED


def test_types_came_later(call: CallApi) -> None:
    scenario = Scenario(code=Code("x", "QR_CODE"))
    options = "scanType: ['barCode']"
    assert call("scanCode", options, scenario=scenario, base_library="1.6.9")[0] == "success"


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("scanType: 'qrCode'", "parameter.scanType should be Array instead of String;"),
        ("scanType: [5]", "parameter.scanType[0] should be String instead of Number;"),
        ("onlyFromCamera: 1", "parameter.onlyFromCamera should be Boolean instead of Number;"),
    ],
)
def test_wrong_options(call: CallApi, options: str, text: str) -> None:
    errmsg = f"scanCode:fail parameter error: {text}"
    assert call("scanCode", options) == ("fail", {"errMsg": errmsg})
