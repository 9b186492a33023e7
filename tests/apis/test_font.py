"""字体: wx.loadFontFace."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest

from jshost.world.fonts import Font, font_format

from .calls import CallApi, Play
from .samples.font import TRUETYPE, URL
from .samples.sample import INDEX

EVERYWHERE = ("webview", "native", "skyline")
FONT = Font("truetype", "normal", "normal", "normal", EVERYWHERE, "pages/index/index")
FAILED = ("fail", {"status": "error", "errMsg": "loadFontFace:fail A network error occurred."})


def packed(kind: bytes, size: int) -> bytes:
    """Return the head of a font that is packed, as large as it says."""
    return kind + b"\0" * 4 + size.to_bytes(4, "big") + b"\0" * (size - 12)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TRUETYPE, "truetype"),
        (b"true" + TRUETYPE[4:], "truetype"),
        (b"OTTO" + TRUETYPE[4:], "opentype"),
        (packed(b"wOFF", 44), "woff"),
        (packed(b"wOF2", 60), "woff2"),
        (b"", None),
        (b"\0\1\0\0", None),
        (TRUETYPE[:-1], None),
        (TRUETYPE[:12], None),
        (TRUETYPE[:4] + b"\xff\xff" + TRUETYPE[6:], None),
        (TRUETYPE[:4] + b"\0\0" + TRUETYPE[6:], None),
        (packed(b"wOFF", 44) + b"x", None),
        (packed(b"wOFF", 44)[:43], None),
        (packed(b"wOF2", 44), None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"<html>", None),
    ],
)
def test_formats(data: bytes, kind: str | None) -> None:
    assert font_format(data) == kind


def test_a_font_of_the_page(play: Play) -> None:
    host = play(f"wx.loadFontFace({{ family: 'F', source: '{URL}' }});", file=INDEX)
    assert host.phone.screen.fonts == {"F": FONT}


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ("global: true", {"page": ""}),
        ("global: false", {}),
        ("desc: { style: 'italic', weight: 'bold', variant: 5 }",
         {"style": "italic", "weight": "bold"}),
        ("scopes: ['native', 'nonsense']", {"scopes": ("native",)}),
        ("scopes: []", {"scopes": ()}),
    ],
)  # fmt: skip
def test_what_a_font_is_for(play: Play, options: str, changed: dict[str, Any]) -> None:
    text = f"wx.loadFontFace({{ family: 'F', source: '{URL}', {options} }});"
    assert play(text, file=INDEX).phone.screen.fonts == {"F": FONT.replace(**changed)}


@pytest.mark.parametrize(("library", "page"), [("2.9.9", "pages/index/index"), ("2.10.0", "")])
def test_for_all_pages_since(play: Play, library: str, page: str) -> None:
    text = f"wx.loadFontFace({{ global: true, family: 'F', source: '{URL}' }});"
    host = play(text, file=INDEX, base_library=library)
    assert host.phone.screen.fonts["F"].page == page


@pytest.mark.parametrize(
    "source",
    [
        URL,
        f"url({URL})",
        f'  url( "{URL}" ) ',
        f"data:font/woff;charset=utf-8;base64,{b64encode(packed(b'wOFF', 44)).decode()}",
        f"data:,{quote_from_bytes(TRUETYPE)}",
    ],
)
def test_sources(call: CallApi, source: str) -> None:
    expected = {"status": "loaded", "errMsg": "loadFontFace:ok"}
    assert call("loadFontFace", f"family: 'F', source: `{source}`") == ("success", expected)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "url()",
        "data:",
        "data:font/ttf;base64,",
        "data:font/ttf;base64,!!!!",
        "data:font/ttf;base64,AAEAAA==x",
        f"data:font/ttf,{URL}",
        "https://example.com/a.ttf",
        "http://example.com/a.ttf",
        "file:///etc/passwd",
        "/a.png",
        "/none.ttf",
        "../../../etc/passwd",
        "%",
    ],
)
def test_what_is_no_font(call: CallApi, source: str) -> None:
    assert call("loadFontFace", f"family: 'F', source: '{source}'") == FAILED


@pytest.mark.parametrize(("dialect", "loaded"), [("devtools", True), ("ios", False)])
def test_files(play: Play, dialect: str, loaded: bool, folder: Path) -> None:
    (folder / "a.ttf").write_bytes(TRUETYPE)
    text = "wx.loadFontFace({ global: true, family: 'F', source: '/a.ttf', fail() {} });"
    assert bool(play(text, dialect=dialect).phone.screen.fonts) == loaded


def test_no_page(play: Play, heard: Any) -> None:
    text = f"wx.loadFontFace({{ family: 'F', source: '{URL}' }}).catch((r) => say(r.errMsg));"
    assert heard(play(text)) == ["loadFontFace:fail page not found"]
