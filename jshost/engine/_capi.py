"""Two things of QuickJS that its Python bindings leave out, by the extension module's own
exported functions.

- The promise rejection tracker. Nothing that JavaScript can see tells of an async function that
  fails unobserved.
- Bytecode. Compiling the guest half takes four times as long as loading it compiled (a boot takes
  1.9 ms against 0.5 ms), and it is the same in every fresh guest.

Where the symbols are not exported (Windows), or pointers are not 64 bits wide, `library()` is
None: the guest half is then compiled each time, and `Engine.tracks_rejections` says that
rejections go unnoticed.

Handles are passed on untouched: no property of a guest object is read or written from here once
guest code has run.
"""

from __future__ import annotations

import ctypes

import _quickjs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_TAG_INT = 0
_TAG_UNDEFINED = 3
_TAG_EXCEPTION = 6
_COMPILE_ONLY = 1 << 5
_BYTECODE = 1


class _Value(ctypes.Structure):
    """A JSValue of a 64-bit build: a payload and a tag, passed by value."""

    _fields_ = (("payload", ctypes.c_uint64), ("tag", ctypes.c_int64))


_Tracker = ctypes.CFUNCTYPE(None, ctypes.c_void_p, _Value, _Value, ctypes.c_int, ctypes.c_void_p)

_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "JS_Call": (
        _Value,
        [ctypes.c_void_p, _Value, _Value, ctypes.c_int, ctypes.POINTER(_Value)],
    ),
    "JS_Eval": (
        _Value,
        [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_int],
    ),
    "JS_EvalFunction": (_Value, [ctypes.c_void_p, _Value]),
    "JS_GetGlobalObject": (_Value, [ctypes.c_void_p]),
    "JS_GetPropertyStr": (_Value, [ctypes.c_void_p, _Value, ctypes.c_char_p]),
    "JS_ReadObject": (
        _Value,
        [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int],
    ),
    "JS_SetHostPromiseRejectionTracker": (None, [ctypes.c_void_p, _Tracker, ctypes.c_void_p]),
    "JS_WriteObject": (
        ctypes.c_void_p,
        [ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t), _Value, ctypes.c_int],
    ),
    "js_free": (None, [ctypes.c_void_p, ctypes.c_void_p]),
}


_library: list[ctypes.CDLL | None] = []


def library() -> ctypes.CDLL | None:
    """Return the extension module as a C library, or None where it cannot be used as one."""
    if not _library:
        _library.append(_open_library())
    return _library[0]


def _open_library() -> ctypes.CDLL | None:
    if ctypes.sizeof(ctypes.c_void_p) != 8:
        return None
    loaded = ctypes.CDLL(_quickjs.__file__)
    for name, (restype, argtypes) in _SIGNATURES.items():
        try:
            function = getattr(loaded, name)
        except AttributeError:
            return None
        function.restype = restype
        function.argtypes = argtypes
    return loaded


def _handles(context: Any) -> tuple[int, int]:
    """Return JSRuntime* and JSContext*: a _quickjs.Context is the object head and then these
    two.
    """
    runtime, js_context = (ctypes.c_void_p * 2).from_address(id(context) + object.__basicsize__)
    assert runtime is not None
    assert js_context is not None
    return runtime, js_context


_compiled: dict[str, bytes] = {}


def run_script(context: Any, source: str) -> None:
    """Evaluate one of the host's own scripts, compiled once per process where that is possible."""
    lib = library()
    if lib is None:
        context.eval(source)
        return
    _, js_context = _handles(context)
    code = _compiled.get(source)
    if code is None:
        text = source.encode()
        function = lib.JS_Eval(js_context, text, len(text), b"<input>", _COMPILE_ONLY)
        size = ctypes.c_size_t()
        buffer = lib.JS_WriteObject(js_context, ctypes.byref(size), function, _BYTECODE)
        _compiled[source] = ctypes.string_at(buffer, size.value)
        lib.js_free(js_context, buffer)
    else:
        function = lib.JS_ReadObject(js_context, code, len(code), _BYTECODE)
    if lib.JS_EvalFunction(js_context, function).tag == _TAG_EXCEPTION:
        raise RuntimeError("the guest half of the host failed to start")


def _release(value: _Value) -> None:
    """Give back one reference to an object that others keep alive: its count is the first field of
    the object.
    """
    ctypes.c_int.from_address(value.payload).value -= 1


def track_rejections(context: Any, function_name: bytes, noticed: Callable[[], None]) -> object:
    """Pass every rejection to the global function `function_name(promise, reason, handled)`, then
    call `noticed`.

    Returns what must be kept alive as long as the context, or None where the hook is not to be had.
    """
    lib = library()
    if lib is None:
        return None
    runtime, js_context = _handles(context)
    global_object = lib.JS_GetGlobalObject(js_context)
    receiver = lib.JS_GetPropertyStr(js_context, global_object, function_name)
    # The guest half (`host` in 40_wx.js) keeps the function alive; a reference held from here would
    # outlive the runtime.
    _release(global_object)
    _release(receiver)
    undefined = _Value(0, _TAG_UNDEFINED)

    def on_rejection(ctx: int, promise: Any, reason: Any, handled: int, _opaque: int) -> None:
        arguments = (_Value * 3)(promise, reason, _Value(1 if handled else 0, _TAG_INT))
        lib.JS_Call(ctx, receiver, undefined, 3, arguments)
        noticed()

    tracker = _Tracker(on_rejection)
    lib.JS_SetHostPromiseRejectionTracker(runtime, tracker, None)
    return tracker
