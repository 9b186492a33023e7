"""Buffers that cross between guest and host as text."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from jshost import Host
from jshost.values import decode, encode


@pytest.fixture
def context(with_chunk: Callable[[str], Any]) -> Any:
    """A bare engine whose global `bytes` is the chunk."""
    return with_chunk("bytes")


def text(data: bytes) -> list[object]:
    """Return what bytes cross as."""
    value, _ = encode(data)
    return list(value["v"])


def encoded(value: str) -> str:
    """Return an expression for what a value is encoded as; joined, it is no rope (quickjs-ng)."""
    return f"[bytes.encode({value})].join('')"


@pytest.mark.parametrize("size", [*range(10), 16383, 16384, 16385, 16386, 50_001])
def test_there_and_back(context: Any, size: int) -> None:
    data = random.Random(size).randbytes(size)
    units = json.loads(
        context.eval(encoded(f"new Uint8Array([{','.join(map(str, data))}]).buffer"))
    )
    assert units == text(data)
    assert decode({"$": "Buffer", "v": units, "t": "ArrayBuffer"}).data == data
    assert context.eval(f"new Uint8Array(bytes.decode(...{json.dumps(units)})).join()") == ",".join(
        map(str, data)
    )


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("new Uint8Array([1, 2, 3]).subarray(1)", b"\2\3"),
        ("new Uint8Array([1, 2, 3, 4]).subarray(1, 2)", b"\2"),
        ("new Uint16Array([258])", b"\2\1"),
        ("new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)", b"\2"),
        ("new SharedArrayBuffer(2)", b"\0\0"),
    ],
)
def test_views(context: Any, value: str, data: bytes) -> None:
    assert json.loads(context.eval(f"bytes.encode({value})")) == text(data)


@pytest.mark.parametrize(
    "data", [b"\x00\xd8", b"\x00\xdc\x00\xd8", b"\x00\xd8\x00\xdc", b'"\0\\\0']
)
def test_units_that_are_no_characters(context: Any, data: bytes) -> None:
    units = json.loads(context.eval(f"bytes.encode(new Uint8Array({list(data)}))"))
    assert decode({"$": "Buffer", "v": units, "t": "Uint8Array"}).data == data
    assert context.eval(f"new Uint8Array(bytes.decode(...{json.dumps(units)})).join()") == ",".join(
        map(str, data)
    )


@pytest.mark.parametrize("content", [[], ["a"], ["a", "b"], ["a", 3], ["a", 0], ["a", -1], ["", 1]])
def test_text_that_is_no_buffer(content: list[object]) -> None:
    with pytest.raises(ValueError, match="a Buffer"):
        decode({"$": "Buffer", "v": content, "t": "ArrayBuffer"})


def test_built_ins_replaced_by_the_guest(context: Any) -> None:
    context.eval(
        "const evil = () => { throw 1 }\n"
        "Array.prototype.join = String.fromCharCode = String.prototype.charCodeAt = evil\n"
        "Function.prototype.bind = Function.prototype.call = evil\n"
        "for (let i = 0; i < 9; i++) {\n"
        "  Object.defineProperty(Array.prototype, i, { get: evil, set: evil })\n"
        "  Object.defineProperty(Uint8Array.prototype, i, { get: evil, set: evil })\n"
        "}\n"
        "const typed = Object.getPrototypeOf(Uint8Array.prototype)\n"
        "for (const name of ['length', 'byteOffset', 'buffer'])\n"
        "  Object.defineProperty(typed, name, { get: evil })\n"
        "0"
    )
    assert context.eval("bytes.encode(bytes.decode('ab', 3))") == '["ab",3]'


def test_a_megabyte(context: Any) -> None:
    context.eval("globalThis.data = new Uint8Array(1 << 20).fill(7); 0")
    began = time.process_time()
    made = context.eval(encoded("bytes.decode(...JSON.parse(bytes.encode(data)))"))
    assert json.loads(made)[1] == 1 << 20
    assert time.process_time() - began < 5


def test_storage_keeps_a_buffer(run_js: Callable[..., Host]) -> None:
    host = run_js(
        "wx.setStorageSync('b', new Uint8Array([1, 2, 3]).buffer)\n"
        "const b = wx.getStorageSync('b'); console.log(typeof b)"
    )
    assert host.errors == []
