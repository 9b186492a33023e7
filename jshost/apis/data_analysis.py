"""数据分析: what a program reports, and the parameters of experiments that it asks for.

Nothing leaves the phone: reports are kept where a test can look at them (`phone.reports`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from jshost.call import Call
from jshost.differences.data_analysis import EXPERIMENTS, GENERAL, KEY_VALUE, MODE
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.values import plain
from jshost.world.reports import Report

wx = Family("data-analysis", kind="simulated")


class CommonConfig(TypedDict):
    """`conf` is JSON. It holds for `expire_sec` seconds, for this time only where that is 0 (D)."""

    errcode: int
    errmsg: str
    conf_type: int
    conf: str
    expire_sec: int


@wx.sync("reportAnalytics")
def report_analytics(call: Call, eventName: str, data: dict[str, Any]) -> None:
    """Report an event of the program's own, with its fields."""
    _report(call, eventName, data)


@wx.sync("reportEvent", since="2.14.4")
def report_event(call: Call, eventId: str, data: dict[str, Any] | None = None) -> None:
    """Report an event, by its name in the platform's settings."""
    _report(call, eventId, data or {})


@wx.sync("reportMonitor", since="2.0.1")
def report_monitor(call: Call, name: str, value: float) -> None:
    """Report a value of something that is watched; `name` is its number there."""
    _report(call, name, value)


def _report(call: Call, identity: str, data: Any) -> None:
    call.phone.reports.append(Report(call.api.name, identity, plain(data), call.app.clock.now()))


@wx.sync("getExptInfoSync", since="2.17.0")
def get_expt_info_sync(call: Call, keys: list[str] | None = None) -> dict[str, str]:
    """Return parameters of the experiments that the user takes part in, all of them without `keys`.
    Values are texts; what is in no experiment is left out (D).
    """
    return _chosen(call.phone.scenario.experiments, keys)


@wx.api("getCommonConfig", since="2.33.0", promise=False)
def get_common_config(call: Call, *, mode: float, keys: list[str] | None = None) -> CommonConfig:
    """Return settings that are made for the program on the platform, or parameters of experiments
    (`mode` 1): as an object of keys and values, there are no tables here.
    """
    if mode not in (GENERAL, EXPERIMENTS):
        raise ApiError(MODE)
    scenario = call.phone.scenario
    values = scenario.experiments if mode == EXPERIMENTS else scenario.common_config
    conf = json.dumps(_chosen(values, keys), ensure_ascii=False, separators=(",", ":"))
    return {"errcode": 0, "errmsg": "", "conf_type": KEY_VALUE, "conf": conf, "expire_sec": 0}


def _chosen(values: Mapping[str, Any], keys: list[str] | None) -> dict[str, Any]:
    return {key: value for key, value in values.items() if keys is None or key in keys}
