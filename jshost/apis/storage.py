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
from jshost.values import UNDEFINED, Deep, GuestBuffer, GuestDate, as_json, type_name
from jshost.world.disk import FileFault
from jshost.world.files import failure
from jshost.world.storage import ENCRYPTED, MAX_TOTAL_BYTES, Entry, QuotaError

wx = Family("storage", kind="real")

_ENCRYPTS = "2.21.3"


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
    match entry.type.removeprefix(ENCRYPTED):
        case "String":
            return entry.text
        case "Undefined":
            return UNDEFINED
        case "Date":
            return GuestDate(json.loads(entry.text))
        case "Number" if entry.text in ("nan", "inf", "-inf"):
            return float(entry.text)
    return json.loads(entry.text)


def _put(call: Call, values: list[tuple[str, Any]], *, encrypt: bool = False) -> None:
    mark = ENCRYPTED if encrypt else ""
    entries = [(key, _entry(data)) for key, data in values]
    try:
        call.phone.storage.put_all([(k, Entry(mark + e.type, e.text)) for k, e in entries])
    except QuotaError as error:
        raise ApiError(str(error)) from error


def _pairs(kvList: list[Any]) -> list[tuple[str, Any]]:
    """Return the keys and values of a list. What is in them has been through JSON (I)."""
    for index, item in enumerate(kvList):
        key = item.get("key", UNDEFINED) if isinstance(item, dict) else UNDEFINED
        if not isinstance(key, str):
            fault = f"parameter.kvList[{index}].key should be String instead of {type_name(key)};"
            raise ApiError(f"parameter error: {fault}")
    return [(item["key"], item.get("value", UNDEFINED)) for item in kvList]


def _values(call: Call, keyList: list[str]) -> Deep:
    return Deep([_value_or_nothing(call, key) for key in keyList])


def _value_or_nothing(call: Call, key: str) -> Any:
    entry = call.phone.storage.get(key)
    return "" if entry is None or entry.type.startswith(ENCRYPTED) else _value(entry)


def _info(call: Call) -> StorageInfo:
    usage = call.phone.storage.usage()
    return {
        "keys": usage.keys,
        "currentSize": -(-usage.size // 1024),
        "limitSize": MAX_TOTAL_BYTES // 1024,
    }


@wx.api("setStorage")
def set_storage(call: Call, *, key: str, data: Any, encrypt: bool = False) -> None:
    """Keep a value: 1 MB at most, 10 MB in all; encrypted, from 2.21.3 on, 0.7 and 7.1 MB (D)."""
    _put(call, [(key, data)], encrypt=encrypt and call.platform.has(_ENCRYPTS))


@wx.api("getStorage")
def get_storage(call: Call, *, key: str, encrypt: bool = False) -> StorageResult:
    """Return a value; fails where there is none (F), and where it was stored encrypted and is not
    asked for so, or the other way round (D: both have to say it; the failure I).
    """
    entry = call.phone.storage.get(key)
    encrypted = encrypt and call.platform.has(_ENCRYPTS)
    if entry is None or entry.type.startswith(ENCRYPTED) != encrypted:
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
    _put(call, [(key, data)])


@wx.sync("getStorageSync")
def get_storage_sync(call: Call, key: str) -> Any:
    """Return a value, an empty string where there is none (R), or an encrypted one (I)."""
    return _value_or_nothing(call, key)


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


class Values(TypedDict):
    """The values in the order of the keys; an empty string where there is none."""

    dataList: Deep


@wx.api("batchSetStorage", since="2.25.0")
def batch_set_storage(call: Call, *, kvList: list[Any]) -> None:
    """Keep values by key: all of them, or none (I)."""
    _put(call, _pairs(kvList))


@wx.api("batchGetStorage", since="2.25.0")
def batch_get_storage(call: Call, *, keyList: list[str]) -> Values:
    """Return values. What the result is called is not documented (R)."""
    return {"dataList": _values(call, keyList)}


@wx.sync("batchSetStorageSync", since="2.25.0")
def batch_set_storage_sync(call: Call, kvList: list[Any]) -> None:
    """Keep values by key: all of them, or none (I)."""
    _put(call, _pairs(kvList))


@wx.sync("batchGetStorageSync", since="2.25.0")
def batch_get_storage_sync(call: Call, keyList: list[str]) -> Deep:
    """Return values, an empty string where there is none, as getStorageSync does (I)."""
    return _values(call, keyList)


@wx.sync("createBufferURL", since="2.14.0")
def create_buffer_url(call: Call, buffer: GuestBuffer) -> str:
    """Return a URL under which all APIs that take a file find these bytes, until it is revoked. It
    counts towards what the file system has room for (I).
    """
    try:
        return call.phone.files.add_buffer(buffer.data)
    except FileFault as fault:
        raise failure("createBufferURL", fault) from None


@wx.sync("revokeBufferURL", since="2.14.0")
def revoke_buffer_url(call: Call, url: str) -> None:
    """Forget the bytes of such a URL; nothing happens where it is none (I)."""
    call.phone.files.remove_buffer(url)
