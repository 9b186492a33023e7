"""Buffers that cross between guest and host as base64 text."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

import pytest

from jshost import Host


@pytest.fixture
def context(with_chunk: Callable[[str], Any]) -> Any:
    """A bare engine whose global `bytes` is the chunk."""
    return with_chunk("bytes")


@pytest.mark.parametrize("size", range(10))
def test_there_and_back(context: Any, size: int) -> None:
    data = bytes((250 - 37 * i) % 256 for i in range(size))
    text = context.eval(f"bytes.encode(new Uint8Array([{','.join(map(str, data))}]).buffer)")
    assert text == base64.b64encode(data).decode()
    assert context.eval(f"new Uint8Array(bytes.decode('{text}')).join()") == ",".join(
        map(str, data)
    )


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("new Uint8Array([1, 2, 3]).subarray(1)", b"\2\3"),
        ("new Uint16Array([258])", b"\2\1"),
        ("new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)", b"\2"),
        ("new SharedArrayBuffer(2)", b"\0\0"),
    ],
)
def test_views(context: Any, value: str, data: bytes) -> None:
    assert context.eval(f"bytes.encode({value})") == base64.b64encode(data).decode()


def test_no_padding_and_the_other_alphabet(context: Any) -> None:
    assert context.eval("new Uint8Array(bytes.decode('-_8')).join()") == "251,255"


def test_built_ins_replaced_by_the_guest(context: Any) -> None:
    context.eval(
        "const evil = () => { throw 1 }\n"
        "Array.prototype.join = String.fromCharCode = String.prototype.charCodeAt = evil\n"
        "Function.prototype.bind = Function.prototype.call = evil\n"
        "for (let i = 0; i < 9; i++) {\n"
        "  Object.defineProperty(Array.prototype, i, { get: evil, set: evil })\n"
        "  Object.defineProperty(Uint8Array.prototype, i, { get: evil, set: evil })\n"
        "}; 0"
    )
    assert context.eval("bytes.encode(bytes.decode('AQIDBA=='))") == "AQIDBA=="


def test_a_megabyte(context: Any) -> None:
    context.eval("globalThis.data = new Uint8Array(1 << 20).fill(7); 0")
    began = time.process_time()
    assert context.eval("bytes.encode(bytes.decode(bytes.encode(data))).length") == 1_398_104
    assert time.process_time() - began < 5


def test_storage_keeps_a_buffer(run_js: Callable[..., Host]) -> None:
    host = run_js(
        "wx.setStorageSync('b', new Uint8Array([1, 2, 3]).buffer)\n"
        "const b = wx.getStorageSync('b'); console.log(typeof b)"
    )
    assert host.errors == []
