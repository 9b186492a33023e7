"""TextEncoder and TextDecoder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host

Run = Callable[..., Host]

_SETUP = """
const bytes = (...items) => new Uint8Array(items)
const list = (array) => Array.from(array).join()
const decoded = (items, options) => new TextDecoder('utf-8', options).decode(bytes(...items))
const throws = (f, E) => { try { f() } catch (e) { return e instanceof E } return false }
const long = '中文x😀'.repeat(20000)
"""


@pytest.mark.parametrize(
    "claim",
    [
        "list(new TextEncoder().encode('aé中😀')) === '97,195,169,228,184,173,240,159,152,128'",
        "list(new TextEncoder().encode('\\ud800x')) === '239,191,189,120'",
        "new TextEncoder().encode().length === 0 && new TextEncoder().encoding === 'utf-8'",
        (
            "JSON.stringify(new TextEncoder().encodeInto('a中b', new Uint8Array(3))) ==="
            ' \'{"read":1,"written":1}\''
        ),
        "throws(() => new TextEncoder().encodeInto('a', [1]), TypeError)",
        (
            "decoded([228, 184, 173, 240, 159, 152, 128]) === '中😀' && new TextDecoder().decode()"
            " === ''"
        ),
        (
            "decoded([0xef, 0xbb, 0xbf, 65]) === 'A' && decoded([0xef, 0xbb, 0xbf, 65], {"
            " ignoreBOM: true }) === '\\ufeffA'"
        ),
        (
            "decoded([0xf0, 0x9f, 65, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xe4, 0xb8]) ==="
            " '\\ufffdA\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd'"
        ),
        (
            "throws(() => decoded([255], { fatal: true }), TypeError) && throws(() =>"
            " decoded([0xe4], { fatal: true }), TypeError)"
        ),
        (
            "new TextDecoder('UTF8').encoding === 'utf-8' && throws(() => new TextDecoder('gbk'),"
            " RangeError)"
        ),
        "new TextDecoder().decode(new DataView(bytes(65, 66).buffer, 1)) === 'B'",
        "new TextDecoder().decode(bytes(65, 66).buffer) === 'AB'",
        (
            "String(new TextDecoder()) === '[object TextDecoder]' && throws(() => TextEncoder(),"
            " TypeError)"
        ),
        "new TextDecoder().decode(new TextEncoder().encode(long)) === long",
    ],
)
def test_text(run_js: Run, claim: str) -> None:
    host = run_js(f"{_SETUP}globalThis.held = {claim}")
    assert host.errors == []
    assert host.eval("held") is True


def test_a_character_in_pieces(run_js: Run) -> None:
    host = run_js(
        "const decoder = new TextDecoder(), parts = []\n"
        "for (const byte of new TextEncoder().encode('中😀')) {\n"
        "  parts.push(decoder.decode(new Uint8Array([byte]), { stream: true }))\n"
        "}\n"
        "globalThis.text = parts.join('') + decoder.decode()"
    )
    assert host.eval("text") == "中😀"


def test_built_ins_replaced_by_the_guest(run_js: Run) -> None:
    host = run_js(
        "const evil = () => { throw 1 }\n"
        "String.fromCharCode = String.prototype.charCodeAt = RegExp.prototype.exec ="
        " Array.prototype.join = evil\n"
        "for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { set: evil })\n"
        "globalThis.text = new TextDecoder().decode(new TextEncoder().encode('中x'))"
    )
    assert host.eval("text") == "中x"
