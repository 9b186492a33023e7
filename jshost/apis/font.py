"""字体: fonts that a program brings with it."""

from __future__ import annotations

from typing import Any, TypedDict

from jshost.call import Call, Pending
from jshost.differences.font import ERROR, FAILED, GLOBAL_SINCE, LOADED, LOCAL, SCOPES
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.fonts import Font, font_format

wx = Family("ui/font", kind="simulated")


class Loaded(TypedDict):
    """`status` is `loaded`; in failures it is `error`."""

    status: str


@wx.api("loadFontFace", since="2.1.0")
def load_font_face(
    call: Call,
    *,
    family: str,
    source: str,
    desc: dict[str, Any] | None = None,
    global_: bool = False,
    scopes: list[str] | None = None,
) -> Pending | Loaded:
    """Load a font for the page that is shown, or for all with `global`. `source` is a data URL, or
    `url("…")` around one; DevTools takes files too. What is no font fails, and so does everything
    that is elsewhere: nothing is fetched.
    """
    found = font_format(_bytes(call, _address(source)))
    if found is None:
        raise ApiError(FAILED, fields={"status": ERROR})
    style, variant, weight = (_described(desc, name) for name in ("style", "variant", "weight"))
    used = tuple(scope for scope in SCOPES if scopes is None or scope in scopes)

    def add(page: str) -> Loaded:
        font = Font(found, style, variant, weight, used, page)
        call.phone.screen.fonts[family] = font
        return {"status": LOADED}

    if global_ and call.platform.has(GLOBAL_SINCE):
        return add("")
    return call.on_page(lambda page: add(page.route))


def _described(desc: dict[str, Any] | None, name: str) -> str:
    value = (desc or {}).get(name)
    return value if isinstance(value, str) else "normal"


def _address(source: str) -> str:
    """Return what is in `url("…")`, or the whole."""
    text = source.strip()
    if text.startswith("url(") and text.endswith(")"):
        text = text[4:-1].strip()
    return text.strip("\"'")


def _bytes(call: Call, address: str) -> bytes:
    """Return what is at an address, nothing where that cannot be had."""
    if not address.startswith("data:"):
        is_file = "://" not in address or address.startswith("wxfile://")
        local = is_file and call.platform.dialect in LOCAL
        return (call.phone.files.read(address) if local else None) or b""
    from base64 import b64decode
    from urllib.parse import unquote_to_bytes

    head, _, body = address.partition(",")
    data = unquote_to_bytes(body)
    try:
        return b64decode(data, validate=True) if head.endswith(";base64") else data
    except ValueError:
        return b""
