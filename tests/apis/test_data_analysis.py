"""数据分析: reports, the parameters of experiments, common settings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host, Scenario
from jshost.world.reports import Report

from .calls import CallApi, Play

SCENARIO = Scenario(
    experiments={"color": "#fff", "size": "20"}, common_config={"goods": [1, 2], "名": None}
)


def reports(host: Host) -> list[tuple[str, Any, Any]]:
    """Return what was reported, without the times."""
    return [(report.api, report.id, report.data) for report in host.phone.reports]


def test_reports(play: Play, heard: Any) -> None:
    host = play("""
        say(wx.reportAnalytics('purchase', { price: 120, color: 'red', at: undefined }));
        say(wx.reportEvent('seen'));
        wx.reportEvent('bought', { expt_data: 3 });
        wx.reportMonitor('1', 1.5);
    """)
    assert heard(host) == ["undefined", "undefined"]
    assert reports(host) == [
        ("reportAnalytics", "purchase", {"price": 120, "color": "red"}),
        ("reportEvent", "seen", {}),
        ("reportEvent", "bought", {"expt_data": 3}),
        ("reportMonitor", "1", 1.5),
    ]


def test_reports_know_their_time(play: Play) -> None:
    host = play("setTimeout(() => wx.reportMonitor('1', 2), 300);")
    assert host.phone.reports == [Report("reportMonitor", "1", 2, 300)]


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("reportAnalytics()", "parameter should be String instead of Undefined;"),
        ("reportAnalytics('a')", "parameter should be Object instead of Undefined;"),
        ("reportAnalytics('a', [])", "parameter should be Object instead of Array;"),
        ("reportEvent(5)", "parameter should be String instead of Number;"),
        ("reportEvent('a', 'b')", "parameter should be Object instead of String;"),
        ("reportMonitor('1', '1')", "parameter should be Number instead of String;"),
        ("getExptInfoSync('a')", "parameter should be Array instead of String;"),
        ("getExptInfoSync([1])", "parameter[0] should be String instead of Number;"),
    ],
)
def test_wrong_arguments(play: Play, heard: Any, call: str, text: str) -> None:
    host = play(f"try {{ wx.{call}; }} catch (e) {{ say(e.errMsg); }}")
    assert heard(host) == [f"{call.partition('(')[0]}:fail parameter error: {text}"]
    assert reports(host) == []


def test_data_that_is_no_json(play: Play, heard: Any) -> None:
    host = play("""
        const loop = {};
        loop.loop = loop;
        try { wx.reportEvent('a', loop); } catch (e) { say(typeof e.errMsg); }
        wx.reportEvent('a', { get b() { return 1; }, c() {} });
    """)
    assert heard(host) == ["string"]
    assert reports(host) == [("reportEvent", "a", {"b": 1})]


def test_a_fresh_run_has_no_reports(play: Play) -> None:
    host = play("wx.reportEvent('a');")
    host.reset()
    assert reports(host) == []


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("", {"color": "#fff", "size": "20"}),
        ("['color']", {"color": "#fff"}),
        ("['color', 'none']", {"color": "#fff"}),
        ("[]", {}),
    ],
)
def test_get_expt_info(play: Play, heard: Any, keys: str, found: dict[str, str]) -> None:
    host = play(f"say(wx.getExptInfoSync({keys}));", scenario=SCENARIO)
    assert heard(host) == [found]


def test_get_expt_info_in_no_experiment(play: Play, heard: Any) -> None:
    assert heard(play("say(wx.getExptInfoSync());")) == [{}]


@pytest.mark.parametrize(
    ("options", "conf"),
    [
        ("mode: 0", {"goods": [1, 2], "名": None}),
        ("mode: 0, keys: ['goods']", {"goods": [1, 2]}),
        ("mode: 1", {"color": "#fff", "size": "20"}),
        ("mode: 1, keys: ['size', 'none']", {"size": "20"}),
    ],
)
def test_get_common_config(call: CallApi, options: str, conf: dict[str, Any]) -> None:
    outcome, result = call("getCommonConfig", options, scenario=SCENARIO)
    assert outcome == "success"
    assert json.loads(result.pop("conf")) == conf
    assert result == {
        "errcode": 0,
        "errmsg": "",
        "conf_type": 2,
        "expire_sec": 0,
        "errMsg": "getCommonConfig:ok",
    }


@pytest.mark.parametrize("mode", ["2", "-1", "0.5", "NaN", "1e400"])
def test_get_common_config_of_no_mode(call: CallApi, mode: str) -> None:
    outcome, result = call("getCommonConfig", f"mode: {mode}")
    assert (outcome, result) == ("fail", {"errMsg": "getCommonConfig:fail invalid mode"})
