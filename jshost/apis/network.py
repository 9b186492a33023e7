"""网络: which network the phone is in."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from jshost.call import Call
from jshost.registry import Family

wx = Family("device/network", kind="simulated")


class NetworkType(TypedDict):
    """`signalStrength` is in dBm. `hasSystemProxy` is there since 2.22.1, `weakNet` since 3.5.3."""

    networkType: str
    signalStrength: int
    hasSystemProxy: NotRequired[bool]
    weakNet: NotRequired[bool]


@wx.api("getNetworkType")
def get_network_type(call: Call) -> NetworkType:
    """Return which network the phone is in, and how good it is."""
    device = call.phone.device
    result: NetworkType = {
        "networkType": device.networkType,
        "signalStrength": device.signalStrength,
    }
    if call.platform.has("2.22.1"):
        result["hasSystemProxy"] = device.hasSystemProxy
    if call.platform.has("3.5.3"):
        result["weakNet"] = device.weakNet
    return result
