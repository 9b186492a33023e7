"""What tests of the guest half share: an engine with nothing but it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jshost import _polyfills

_quickjs = pytest.importorskip("_quickjs")


@pytest.fixture
def with_chunk() -> Callable[[str], Any]:
    """Make a bare engine with a chunk as a global of its name."""

    def make(name: str) -> Any:
        polyfills = _polyfills.load()
        context = _quickjs.Context()
        context.add_callable("__raw", lambda _posted, call: polyfills.chunks[call[6:]])
        context.set("__config", '{"name":"wx","virtual":true,"seed":1}\n')
        context.eval(polyfills.boot.replace("const host = {", "const host = G.host = {", 1))
        context.eval(f"globalThis.{name} = host.chunk('{name}'); 0")
        return context

    return make
