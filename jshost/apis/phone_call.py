"""电话: having the user call somebody."""

from __future__ import annotations

from jshost.call import Call, Pending
from jshost.differences.phone_call import ALWAYS_OK, CANCEL, NO_NUMBER
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives

wx = Family("device/phone", kind="simulated")


@wx.api("makePhoneCall", asks=Alternatives("confirm", "cancel", ("confirm", "cancel")))
def make_phone_call(call: Call, *, phoneNumber: str) -> Pending:
    """Have the user asked whether they call a number. Who does is in the trace."""
    if not phoneNumber:
        raise ApiError(NO_NUMBER)

    def answered(choice: str) -> None:
        if choice == "confirm":
            call.tell({"phoneNumber": phoneNumber})
        elif call.platform.dialect not in ALWAYS_OK:
            raise ApiError(CANCEL)

    return call.ask(f"wx.makePhoneCall: {phoneNumber}", answered, labels=("呼叫", "取消"))
