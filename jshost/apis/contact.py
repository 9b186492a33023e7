"""联系人: the user picks a person of the phone's address book, or adds one to it."""

from __future__ import annotations

from typing import Any

from jshost.call import Call, Pending
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives
from jshost.world.address_book import AddedContact

wx = Family("device/contact", kind="simulated")


@wx.api(
    "chooseContact",
    since="2.8.0",
    promise=False,
    asks=Alternatives("ok", "cancel", ("ok", "cancel")),
)
def choose_contact(call: Call) -> Pending:
    """Return the scenario's contact, if the user picks it."""
    contact = call.phone.scenario.contact

    def answered(choice: str) -> dict[str, Any]:
        if choice == "cancel":
            raise ApiError("cancel")
        return contact.asdict()

    shown = f"{contact.displayName} {contact.phoneNumber}"
    return call.ask("选择联系人", answered, lines=(shown,), labels=("确定", "取消"))


@wx.api(
    "addPhoneContact",
    since="1.2.0",
    scope="scope.addPhoneContact",
    asks=Alternatives("new", "cancel", ("new", "existing", "cancel")),
)
def add_phone_contact(
    call: Call,
    *,
    firstName: str,
    addressCity: str | None = None,
    addressCountry: str | None = None,
    addressPostalCode: str | None = None,
    addressState: str | None = None,
    addressStreet: str | None = None,
    email: str | None = None,
    homeAddressCity: str | None = None,
    homeAddressCountry: str | None = None,
    homeAddressPostalCode: str | None = None,
    homeAddressState: str | None = None,
    homeAddressStreet: str | None = None,
    homeFaxNumber: str | None = None,
    homePhoneNumber: str | None = None,
    hostNumber: str | None = None,
    lastName: str | None = None,
    middleName: str | None = None,
    mobilePhoneNumber: str | None = None,
    nickName: str | None = None,
    organization: str | None = None,
    photoFilePath: str | None = None,
    remark: str | None = None,
    title: str | None = None,
    url: str | None = None,
    weChatNumber: str | None = None,
    workAddressCity: str | None = None,
    workAddressCountry: str | None = None,
    workAddressPostalCode: str | None = None,
    workAddressState: str | None = None,
    workAddressStreet: str | None = None,
    workFaxNumber: str | None = None,
    workPhoneNumber: str | None = None,
) -> Pending:
    """Have the user add a person to the address book, as a new one or to one who is there; what was
    added is in `phone.contacts`. No picture is looked for.
    """
    given = {name: value for name, value in locals().items() if isinstance(value, str)}

    def answered(choice: str) -> None:
        if choice == "cancel":
            raise ApiError("cancel")
        call.phone.contacts.append(AddedContact(given, choice == "existing"))

    labels = ("创建新联系人", "添加到现有联系人", "取消")
    return call.ask("添加到手机通讯录", answered, lines=(firstName,), labels=labels)
