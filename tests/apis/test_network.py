"""网络: wx.getNetworkType."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.world.scenario import Device

from .calls import CallApi, Play

NETWORKS = ["wifi", "2g", "3g", "4g", "5g", "unknown", "none"]


@pytest.mark.parametrize("network", NETWORKS)
def test_network_of_the_scenario(call: CallApi, network: Any) -> None:
    device = Device(networkType=network, signalStrength=-90, hasSystemProxy=True, weakNet=True)
    assert call("getNetworkType", scenario=Scenario(device=device)) == (
        "success",
        {
            "networkType": network,
            "signalStrength": -90,
            "hasSystemProxy": True,
            "weakNet": True,
            "errMsg": "getNetworkType:ok",
        },
    )


@pytest.mark.parametrize(
    ("library", "later"),
    [("2.22.0", set()), ("2.22.1", {"hasSystemProxy"}), ("3.5.3", {"hasSystemProxy", "weakNet"})],
)
def test_network_in_older_libraries(call: CallApi, library: str, later: set[str]) -> None:
    _, result = call("getNetworkType", base_library=library)
    assert set(result) == {"networkType", "signalStrength", "errMsg"} | later


def test_network_by_a_promise(play: Play, heard: Any) -> None:
    assert heard(play("wx.getNetworkType().then((r) => say(r.networkType));")) == ["wifi"]


def test_network_with_bad_options(play: Play, heard: Any) -> None:
    host = play("wx.getNetworkType(5).catch((r) => say(r.errMsg));")
    reason = "parameter should be Object instead of Number;"
    assert heard(host) == [f"getNetworkType:fail parameter error: {reason}"]
