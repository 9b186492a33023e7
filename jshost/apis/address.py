"""收货地址: the user picks one of their addresses."""

from __future__ import annotations

from typing import Any

from jshost.call import Call, Pending
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives

wx = Family("open-api/address", kind="simulated")


@wx.api(
    "chooseAddress",
    since="1.1.0",
    scope="scope.address",
    asks=Alternatives("ok", "cancel", ("ok", "cancel")),
)
def choose_address(call: Call) -> Pending:
    """Return the scenario's address, if the user picks it."""
    address = call.phone.scenario.address

    def answered(choice: str) -> dict[str, Any]:
        if choice == "cancel":
            raise ApiError("cancel")
        return address.asdict()

    return call.ask(
        "选择地址",
        answered,
        lines=(
            f"{address.userName} {address.telNumber}",
            f"{address.provinceName}{address.cityName}{address.countyName}{address.detailInfo}",
        ),
        labels=("确定", "取消"),
    )
