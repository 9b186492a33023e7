"""Hostile bytes to the host, and whatever a host can say to a guest. Examples that failed once are
kept as such.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jshost import Host, Limits, wire
from jshost.engine import frames
from jshost.engine.frames import frame
from jshost.engine.port import Guest, Kind
from jshost.engine.session import Session, open_engine
from jshost.errors import JsHostError
from jshost.values import UNDEFINED, GuestDate, decode, encode_fields

from .hostile import posted, result, take_over

EXAMPLES = int(os.environ.get("JSHOST_FUZZ_EXAMPLES", "300"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# -- the guest's side: bytes to the host ----------------------------------------------------------

NAMES = ["login", "authorize", "getLocation", "setStorage", "setStorageSync", "getStorageSync",
         "startRecord", "showModal", "openSetting", "RecorderManager.start", "onError",
         "showToast", "getUserInfo", "navigateTo", "createWorker", "Worker.postMessage#1",
         "Worker.onMessage#9", "Worker.terminate", "onAppShow", "getLaunchOptionsSync",
         "reportEvent", "", "__init__", "🙂"]  # fmt: skip
numbers = st.one_of(
    st.integers(), st.floats(), st.sampled_from([0, 1, -1, 2**31, 2**53, 10**30, 1e308, 0.5])
)
scalars = st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=12), st.sampled_from(NAMES))
TAGS = ["Undefined", "Number", "Function", "Date", "Unserializable", "Buffer", "Other", "Object",
        "Symbol", "BigInt", "ArrayBuffer", "Kept", "Channel", "View", "Nothing"]  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["scope", "key", "data", "success", "$", "v", "t", "title", "duration"]
            ),
            inner,
            max_size=4,
        ),
        st.fixed_dictionaries({"$": st.sampled_from(TAGS), "v": inner}, optional={"t": inner}),
    ),
    max_leaves=12,
)
flags = st.one_of(st.integers(0, 1), scalars)
messages = st.one_of(
    st.tuples(
        *(st.just("call"), st.integers(0, 6), st.sampled_from(NAMES)),
        *(values, flags, flags, flags, st.text()),
    ),
    st.tuples(st.just("timer"), st.integers(0, 6), numbers, flags),
    st.tuples(st.just("clear"), numbers),
    st.tuples(st.just("log"), st.sampled_from(["log", "warn", "x"]), st.text(max_size=30)),
    st.tuples(st.just("listen"), st.sampled_from(NAMES)),
    st.tuples(st.just("value"), values),
    st.tuples(st.just("set"), numbers, numbers, st.text(max_size=20)),
    st.tuples(st.just("unset"), st.text(max_size=8), st.text(max_size=8), st.text(max_size=40)),
    st.tuples(
        st.just("error"),
        st.sampled_from(["load", "compile", "callback", "rejection", "uncaught", "framework", "x"]),
        st.text(max_size=8), st.text(max_size=8), st.text(max_size=40), st.text(max_size=8),
        st.integers(-5, 5000), st.integers(0, 1),
    ),
    st.lists(values, max_size=5).map(tuple),
)  # fmt: skip
bodies = st.lists(messages, max_size=5).map(lambda found: json.dumps(found).encode())
requests = st.one_of(
    st.tuples(st.sampled_from(NAMES), st.lists(values, max_size=3), flags),
    st.tuples(st.just("module"), st.text(max_size=8), st.text(max_size=8), numbers),
).map(json.dumps)
said = st.one_of(
    st.binary(max_size=40),
    bodies.map(lambda body: frame(frames.POSTED, body)),
    st.tuples(bodies, requests).map(
        lambda pair: frame(frames.CALL, frames.pack_call(pair[0].decode(), pair[1]))
    ),
    bodies.map(lambda body: result(body.decode())),
    st.tuples(st.integers(0, 255), st.binary(max_size=30)).map(lambda pair: frame(*pair)),
)
conversations = st.lists(said, max_size=4).map(b"".join)


def converse(monkeypatch: pytest.MonkeyPatch, bytes_said: bytes) -> None:
    """Run a host against a guest that says this; anything but a JsHostError gets out."""
    take_over(monkeypatch, bytes_said)
    with Host(
        clock="virtual", isolation="process", limits=Limits(wall=0.5), on_prompt="allow"
    ) as host:
        try:
            host.load("1", "a.js")
            host.eval("1")
            host.run_until_idle(timeout=2.0)
        except JsHostError:
            pass
        for record in host.trace:
            record.to_json()


@fuzz
@example(
    posted(["call", 1, "showToast", {"title": "x", "duration": 10**30}, 0, 1, 0, ""]) + result()
)
@example(posted(["listen", []]) + result())
@example(posted([[], 1]) + result())
@given(bytes_said=conversations)
def test_the_host_survives_whatever_a_worker_says(
    monkeypatch: pytest.MonkeyPatch, bytes_said: bytes
) -> None:
    converse(monkeypatch, bytes_said)


@fuzz
@given(bytes_said=st.lists(bodies, min_size=1, max_size=3))
def test_the_host_survives_whatever_is_posted(
    monkeypatch: pytest.MonkeyPatch, bytes_said: list[bytes]
) -> None:
    converse(monkeypatch, b"".join(frame(frames.POSTED, body) for body in bytes_said) + result())


@fuzz
@given(name=st.sampled_from(NAMES), arguments=st.lists(values, max_size=3))
def test_the_host_survives_every_synchronous_call(
    monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[Any]
) -> None:
    request = json.dumps([name, arguments, 0])
    converse(monkeypatch, frame(frames.CALL, frames.pack_call("", request)) + result())


@fuzz
@given(text=st.text(alphabet='[]{},:"\\0123456789eE+-.truefalsn \n\u2028\ud800', max_size=60))
def test_reading_json_ends_in_a_value_or_a_value_error(text: str) -> None:
    try:
        value = wire.loads(text)
    except ValueError:
        return
    assert wire.loads(wire.dumps(value)) == value


# -- the host's side: what it says to a guest -----------------------------------------------------


class _Echo:
    """Keeps what the guest passes to `wx.now`."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.messages: list[list[Any]] = []

    def receive(self, messages: list[list[Any]], size: int) -> None:
        self.messages += messages

    def answer(self, request: Any, size: int) -> str:
        self.got.append(request[1][0])
        return "[0,null]"


SURFACE = '["later","async","later"]\n["now","sync","now"]'


@pytest.fixture(scope="module")
def guest() -> Iterator[tuple[Session, _Echo]]:
    echo = _Echo()
    session = open_engine(Guest(SURFACE, virtual=True), Limits(), echo, "process")
    yield session, echo
    session.close()


def settle(guest: tuple[Session, _Echo], call: str, result: dict[str, Any]) -> _Echo:
    """Have a guest make a call, which succeeds with this result; return what it made of that."""
    session, echo = guest
    echo.messages.clear()
    echo.got.clear()
    session.turn("eval", call, 0.0)
    identity = next(m[1] for m in echo.messages if m[0] == "call")
    encoded, tagged = encode_fields(result)
    session.turn("settle", f"[{identity},1,{wire.dumps(encoded)},{int(tagged)}]", 0.0)
    return echo


json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=20),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.text(max_size=8), st.sampled_from(["__proto__", "toJSON", "then"])),
            inner, max_size=4,
        ),
    ),
    max_leaves=15,
)  # fmt: skip
fields = st.dictionaries(
    st.sampled_from(["errMsg", "data", "then", "__proto__", "toString", "success", "a b", "", "é"]),
    json_values,
    max_size=5,
)


@fuzz
@example(result={"__proto__": {"a": 1}})
@example(result={"data": "\ud800"})
@example(result={"errMsg": {"$": None}})
@given(result=fields)
def test_a_result_arrives_as_it_was_sent(
    guest: tuple[Session, _Echo], result: dict[str, Any]
) -> None:
    echo = settle(guest, "wx.later({ success(r) { wx.now(r) } })", result)
    (got,) = echo.got
    assert as_javascript(decode(got)) == as_javascript(result)


def as_javascript(value: Any) -> Any:
    """Return JSON as it is in JavaScript: all numbers are floats; lone surrogates stay."""
    if isinstance(value, dict):
        return {key: as_javascript(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_javascript(item) for item in value]
    return float(value) if type(value) is int else value


KINDS: list[Kind] = ["eval", "settle", "event", "callback", "timer"]
special = st.sampled_from([UNDEFINED, GuestDate(0.0), GuestDate(None), b"\0\xff", float("nan")])


@fuzz
@given(kind=st.sampled_from(KINDS), payload=st.one_of(st.text(max_size=40), values.map(json.dumps)))
def test_a_guest_half_survives_every_payload(kind: Kind, payload: str) -> None:
    """None of these is ever sent; what is wrong with one is the guest half's to tell."""
    payload = payload.encode("utf-8", "ignore").decode().replace("\0", "")
    echo = _Echo()
    session = open_engine(Guest(SURFACE, virtual=True), Limits(cpu=1.0), echo, "process")
    try:
        session.turn(kind, payload, 0.0)
        session.turn("eval", "wx.now('alive')", 0.0)
        assert echo.got[-1:] == ["alive"]
    finally:
        session.close()


@fuzz
@given(result=st.dictionaries(st.sampled_from(["a", "b"]), special, max_size=2))
def test_what_json_cannot_say_arrives_too(
    guest: tuple[Session, _Echo], result: dict[str, Any]
) -> None:
    echo = settle(guest, "wx.later({ success(r) { wx.now(r.a), wx.now(r.b) } })", result)
    names = {
        UNDEFINED: "Undefined", GuestDate(0.0): "Date", GuestDate(None): "Date",
        b"\0\xff": "Buffer",
    }  # fmt: skip
    for key, got in zip("ab", echo.got, strict=True):
        value = result.get(key, UNDEFINED)
        assert got["$"] == ("Number" if isinstance(value, float) else names[value])
