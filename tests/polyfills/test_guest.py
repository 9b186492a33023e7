"""What lives in the guest alone is compiled when it is first called, and has what its base library
has.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import _polyfills

_quickjs = pytest.importorskip("_quickjs")

ENTRIES = [
    ["createAnimation", "guest", "animation", "createAnimation"],
    ["createCanvasContext", "guest", "canvas", "createCanvasContext", ["CanvasContext.arcTo"]],
    ["createContext", "guest", "canvas", "createContext"],
]


def boot(asked: list[str]) -> Any:
    """Boot an engine with those APIs; what it asks of its host is noted."""
    polyfills = _polyfills.load()

    def answer(posted: str, request: str) -> str:
        asked.append(request)
        return polyfills.chunks[request.removeprefix("chunk ")]

    context = _quickjs.Context()
    context.add_callable("__raw", answer)
    surface = "".join(f"\n{json.dumps(entry, separators=(',', ':'))}" for entry in ENTRIES)
    context.set("__config", '{"name":"wx","virtual":true,"seed":1,"preload":[]}' + surface)
    context.eval(polyfills.boot)
    return context


def test_a_chunk_is_compiled_once_it_is_called() -> None:
    asked: list[str] = []
    context = boot(asked)
    context.eval("const { createCanvasContext, createContext } = wx; wx.createAnimation; 0")
    assert asked == []
    context.eval("wx.createAnimation(); wx.createAnimation(); 0")
    assert asked == ["chunk animation"]
    context.eval("createContext(); createCanvasContext('c'); 0")
    assert asked == ["chunk animation", "chunk canvas"]


@pytest.mark.parametrize("before", ["", "wx.createCanvasContext;"])
def test_what_an_entry_says_is_absent(before: str) -> None:
    context = boot([])
    # The other door to the class, whether or not its own has been looked at.
    context.eval(f"{before} globalThis.context = wx.createContext(); 0")
    assert context.eval("typeof context.arcTo") == "undefined"
    assert context.eval("typeof context.arc") == "function"
