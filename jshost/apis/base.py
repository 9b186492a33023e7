"""基础: asking what the base library has, waiting for the next time slice, buffers as text."""

from __future__ import annotations

from base64 import b64decode, b64encode

from jshost import catalogue
from jshost.call import Call
from jshost.differences import NOT_BASE64
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.values import GuestBuffer, GuestFunction

wx = Family("base", kind="real")

_SPACE = dict.fromkeys(map(ord, "\t\n\f\r "))


@wx.sync("canIUse", since="1.1.1")
def can_i_use(call: Call, schema: str) -> bool:
    """Say whether the chosen base library has an API, a component, or a part of one."""
    return catalogue.has(schema, call.platform.base_library)


@wx.sync("nextTick", since="2.2.3")
def next_tick(call: Call, callback: GuestFunction) -> None:
    """Run a function in the next time slice."""
    call.run_callback(callback)


@wx.sync("arrayBufferToBase64", since="1.1.0")
def array_buffer_to_base64(call: Call, arrayBuffer: GuestBuffer) -> str:
    """Return the bytes of a buffer, or of a view of one, as Base64."""
    return b64encode(arrayBuffer.data).decode()


@wx.sync("base64ToArrayBuffer", since="1.1.0")
def base64_to_array_buffer(call: Call, base64: str) -> bytes:
    """Return the bytes that a text in Base64 stands for, as atob reads it: white space does not
    count, and the padding may be left out.
    """
    text = base64.translate(_SPACE)
    if len(text) % 4 == 0:
        text = text.removesuffix("=").removesuffix("=")
    if len(text) % 4 == 1 or "=" in text:
        raise ApiError(NOT_BASE64)
    try:
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise ApiError(NOT_BASE64) from None
