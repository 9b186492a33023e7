"""网络: which network the phone is in."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from jshost.call import Call
from jshost.registry import Family

wx = Family("device/network", kind="simulated")


wx.event("onNetworkStatusChange", since="1.1.0", off="offNetworkStatusChange", off_since="2.9.3")
wx.event("onNetworkWeakChange", since="2.21.0", off="offNetworkWeakChange")


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
