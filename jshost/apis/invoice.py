"""获取发票抬头: the user picks one of their invoice titles."""

from __future__ import annotations

from typing import Any

from jshost.call import Call, Pending
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives

wx = Family("open-api/invoice", kind="simulated")


@wx.api(
    "chooseInvoiceTitle",
    since="1.5.0",
    scope="scope.invoiceTitle",
    asks=Alternatives("ok", "cancel", ("ok", "cancel")),
)
def choose_invoice_title(call: Call) -> Pending:
    """Return the scenario's invoice title, if the user picks it."""
    title = call.phone.scenario.invoice_title

    def answered(choice: str) -> dict[str, Any]:
        if choice == "cancel":
            raise ApiError("cancel")
        return title.asdict()

    return call.ask(
        "选择发票抬头", answered, lines=(title.title, title.taxNumber), labels=("确定", "取消")
    )
