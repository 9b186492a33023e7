"""The interpreter by itself: what only shows in the process that it is in."""

from __future__ import annotations

import gc

import pytest

from jshost import _polyfills
from jshost.engine import _capi
from jshost.engine.port import Guest
from jshost.engine.quickjs import Interpreter
from jshost.errors import EngineError


def interpreter() -> Interpreter:
    guest = Guest("", virtual=True)
    polyfills = _polyfills.load()
    made = Interpreter(polyfills.boot, polyfills.chunks, guest.config())
    made.begin(
        (0.3, 64 << 20, 512 << 10),
        guest.settings(eager=False),
        lambda posted, request: "",
    )
    return made


def test_without_the_c_api_everything_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where the extension module exports nothing."""
    monkeypatch.setattr(_capi, "library", lambda: None)
    engine = interpreter()
    assert not engine.tracks_rejections
    outcome = engine.enter("eval", "Promise.reject(1); console.log('hi')", 0.0)
    assert outcome.posted.startswith('[["log","log","hi"]')


def test_a_closed_interpreter_is_given_back() -> None:
    engine = interpreter()
    engine.enter("eval", "setTimeout(() => 0, 1)", 0.0)
    engine.close()
    left = [o for o in gc.get_objects() if type(o).__name__ == "_Fuse"]
    assert not [fuse for fuse in left if fuse.interpreter is engine]


def test_one_whose_fuse_does_not_fire_runs_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = interpreter()
    monkeypatch.setattr("jshost.engine.quickjs._Fuse.__del__", lambda self: None)
    with pytest.raises(EngineError, match="could not be armed"):
        engine.enter("eval", "1", 0.0)
