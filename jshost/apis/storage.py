"""数据缓存: values that stay on the phone.

How a value is kept is weweb's way (R): its type beside its text, so that a Date comes back as a
Date; what has no text form of its own is kept as JSON.stringify writes it.
"""

from __future__ import annotations

import json
from typing import Any, TypedDict

from jshost.call import Call
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.values import UNDEFINED, GuestDate, as_json, type_name
from jshost.world.storage import MAX_TOTAL_BYTES, Entry, QuotaError

wx = Family("storage", kind="real")


class StorageInfo(TypedDict):
    """Sizes in KB."""

    keys: list[str]
    currentSize: int
    limitSize: int


class StorageResult(TypedDict):
    """The value as it was stored."""

    data: Any


def _entry(value: Any) -> Entry:
    kind = type_name(value)
    if isinstance(value, GuestDate):
        return Entry(kind, json.dumps(value.ms))
    kept = as_json(value)
    if kept is UNDEFINED:
        return Entry("Undefined", "")
    if isinstance(kept, str):
        return Entry("String", kept)
    if isinstance(value, float) and kept is None:
        return Entry("Number", str(value))
    return Entry(type_name(kept), json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def _value(entry: Entry) -> Any:
    match entry.type:
        case "String":
            return entry.text
        case "Undefined":
            return UNDEFINED
        case "Date":
            return GuestDate(json.loads(entry.text))
        case "Number" if entry.text in ("nan", "inf", "-inf"):
            return float(entry.text)
    return json.loads(entry.text)


def _put(call: Call, key: str, data: Any) -> None:
    try:
        call.phone.storage.put(key, _entry(data))
    except QuotaError as error:
        raise ApiError(str(error)) from error


def _info(call: Call) -> StorageInfo:
    usage = call.phone.storage.usage()
    return {
        "keys": usage.keys,
        "currentSize": -(-usage.size // 1024),
        "limitSize": MAX_TOTAL_BYTES // 1024,
    }


@wx.api("setStorage")
def set_storage(call: Call, *, key: str, data: Any, encrypt: bool = False) -> None:
    """Keep a value: 1 MB at most, 10 MB in all. `encrypt` changes nothing that a program can
    see.
    """
    _put(call, key, data)


@wx.api("getStorage")
def get_storage(call: Call, *, key: str, encrypt: bool = False) -> StorageResult:
    """Return a value; fails where there is none (F)."""
    entry = call.phone.storage.get(key)
    if entry is None:
        raise ApiError("data not found")
    return {"data": _value(entry)}


@wx.api("removeStorage")
def remove_storage(call: Call, *, key: str) -> None:
    """Forget a value, if there is one."""
    call.phone.storage.remove(key)


@wx.api("clearStorage")
def clear_storage(call: Call) -> None:
    """Forget all values of this mini program."""
    call.phone.storage.clear()


@wx.api("getStorageInfo")
def get_storage_info(call: Call) -> StorageInfo:
    """Return what is stored."""
    return _info(call)


@wx.sync("setStorageSync")
def set_storage_sync(call: Call, key: str, data: Any = UNDEFINED) -> None:
    """Keep a value; throws where it is too large."""
    _put(call, key, data)


@wx.sync("getStorageSync")
def get_storage_sync(call: Call, key: str) -> Any:
    """Return a value, an empty string where there is none (R)."""
    entry = call.phone.storage.get(key)
    return "" if entry is None else _value(entry)


@wx.sync("removeStorageSync")
def remove_storage_sync(call: Call, key: str) -> None:
    """Forget a value, if there is one."""
    call.phone.storage.remove(key)


@wx.sync("clearStorageSync")
def clear_storage_sync(call: Call) -> None:
    """Forget all values of this mini program."""
    call.phone.storage.clear()


@wx.sync("getStorageInfoSync")
def get_storage_info_sync(call: Call) -> StorageInfo:
    """Return what is stored."""
    return _info(call)
