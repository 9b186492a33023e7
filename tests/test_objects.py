"""The objects that APIs return, each form of method and property once: with a family of the test's
own, in the place of those of `wx`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

import jshost.host
from jshost import Host
from jshost.call import App, Call, Pending
from jshost.errors import ApiError, ProtocolError
from jshost.registry import (
    Family,
    Manager,
    Property,
    Registry,
    command,
    maker_method,
    method,
    sync_method,
)
from jshost.trace import EventRecord
from jshost.values import Answering, Deep, GuestFunction, Made

wx = Family("test", kind="real")


class Leaf(Manager):
    object = "Leaf"

    def __init__(self, app: App, name: str) -> None:
        self._name = name

    @sync_method()
    def name(self, call: Call) -> str:
        return self._name


class Bird(Manager):
    object = "Bird"

    def __init__(self, app: App) -> None:
        self._app = app

    @command()
    def sing(self, call: Call, *, notes: int) -> None:
        song = Made("performance", "entryList", [{"name": "a"}] * notes)
        self._app.emit(self.event("song"), song)


class Tree(Manager):
    object = "Tree"
    events = MappingProxyType({"onGrow": "1.0.0", "onFall": "2.0.0"})
    offs = MappingProxyType({"offGrow": "2.0.0"})
    properties = MappingProxyType(
        {
            "height": Property("Number", writable=True),
            "age": Property("Number"),
            "owner": Property("String", "2.0.0", writable=True),
        }
    )

    def __init__(self, app: App, height: float = 1) -> None:
        self._app = app
        self.height = height
        self.owner = ""

    @property
    def age(self) -> float:
        return self.height * 10

    @command()
    def grow(self, call: Call, *, by: float = 1) -> None:
        self.height += by
        self._app.emit(self.event("onGrow"), {"height": self.height})

    @command()
    def fall(self, call: Call) -> None:
        self._app.emit(self.event("onFall"), {})

    @method(native="measure")
    def measure(self, call: Call, *, unit: str) -> dict[str, Any]:
        if unit != "m":
            raise ApiError("fail unknown unit")
        return {"height": self.height}

    @sync_method(native="cutSync")
    def cutSync(self, call: Call, by: float) -> float:
        if by > self.height:
            raise ApiError("fail too much")
        self.height -= by
        return self.height

    @command(rest=True)
    def whisper(self, call: Call, words: list[Any] | None = None) -> None:
        call.tell(words)

    @command(name="in")
    def inside(self, call: Call, *, garden: str) -> None:
        self.owner = garden

    @maker_method(Bird, hears="song")
    def bird(self, call: Call, listener: GuestFunction) -> Bird:
        return Bird(self._app)

    @maker_method(Leaf)
    def leaf(self, call: Call, name: str) -> Leaf:
        return Leaf(self._app, name)


@wx.maker("plant", Tree)
def plant(call: Call, height: float = 1) -> Tree:
    return Tree(call.app, height)


class Job(Manager):
    object = "Job"
    events = MappingProxyType({"onProgress": "1.0.0"})
    offs = MappingProxyType({"offProgress": "1.0.0"})

    def __init__(self, app: App) -> None:
        self._app = app
        self.pending = Pending()

    def begin(self) -> None:
        self._app.emit(self.event("onProgress"), {"progress": 50})
        self._app.scheduler.post(lambda: self.pending.settle({"done": self.number > 0}), 10)

    @command()
    def abort(self, call: Call) -> None:
        self.pending.settle(ApiError("fail abort"))


@wx.api("work", task=Job)
def work(call: Call, *, hours: float) -> Pending:
    call.task.begin()
    return call.task.pending


@wx.sync("look")
def look(call: Call) -> Answering:
    return Answering({"size": 3}, {"isFile": True})


@wx.api("lookAround")
def look_around(call: Call) -> dict[str, Any]:
    found = [{"path": "$", "stats": Answering({"size": 1}, {"isFile": False})}, b"abc"]
    return {"found": Deep(found)}


@pytest.fixture
def run(run_js: Callable[..., Host], monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Run a script that reports with `say`, and return what it said."""
    registry = Registry(lambda: (wx,))
    monkeypatch.setattr(jshost.host, "registry", lambda: registry)

    def said(script: str, **settings: Any) -> list[Any]:
        host = run_js(f"const say = (v) => console.log(JSON.stringify(v)); {script}", **settings)
        assert not host.errors
        return [json.loads(record.message) for record in host.console]

    return said


def test_properties_are_read_and_set_in_order_with_the_calls(
    run: Callable[..., list[Any]],
) -> None:
    script = "const t = wx.plant(2); t.grow(); say(t.height); t.height = 7; t.grow(); say(t.age);"
    assert run(script) == [3, 80]


def test_properties_are_own_enumerable_and_of_their_base_library(
    run: Callable[..., list[Any]],
) -> None:
    script = (
        "const t = wx.plant(); say(['height', 'owner'].map((k) => Object.keys(t).includes(k)));"
    )
    assert run(script) == [[True, True]]
    assert run(script, base_library="1.9.0") == [[True, False]]


@pytest.mark.parametrize("value", ["'9'", "null", "undefined", "[]", "() => 1", "{}"])
def test_a_property_keeps_its_value_where_the_new_one_is_of_another_type(
    run: Callable[..., list[Any]], value: str
) -> None:
    assert run(f"const t = wx.plant(); t.height = {value}; say(t.height);") == [1]


def test_a_property_that_cannot_be_set(run: Callable[..., list[Any]]) -> None:
    script = "const t = wx.plant(); try { 'use strict'; t.age = 5; } catch (_) {} say(t.age);"
    assert run(script) == [10]


def test_objects_are_told_apart(run: Callable[..., list[Any]]) -> None:
    script = "const a = wx.plant(1), b = wx.plant(5); a.grow(); b.owner = 'me'; say([a, b]);"
    assert run(script) == [
        [{"height": 2, "age": 20, "owner": ""}, {"height": 5, "age": 50, "owner": "me"}]
    ]


def test_an_event_with_an_off_keeps_all_listeners(run: Callable[..., list[Any]]) -> None:
    script = """
        const t = wx.plant();
        const one = (r) => say(['one', r.height]);
        t.onGrow(one); t.onGrow((r) => say(['two', r.height]));
        t.onFall(() => say('first')); t.onFall(() => say('last'));
        t.grow(); t.fall();
        setTimeout(() => { t.offGrow(one); t.grow(); }, 5);
    """
    assert run(script) == [["one", 2], ["two", 2], "last", ["two", 3]]


def test_an_asynchronous_method(run: Callable[..., list[Any]]) -> None:
    script = """
        const t = wx.plant(4);
        say(t.measure({ unit: 'm', success: say, complete: say }) === undefined);
        t.measure({ unit: 'm' }).then(say);
        t.measure({ unit: 'ft', fail: say });
        t.measure({ fail: say });
    """
    measured = {"height": 4, "errMsg": "measure:ok"}
    text = "measure:fail parameter error: parameter.unit should be String instead of Undefined;"
    failed = [{"errMsg": "measure:fail unknown unit"}, {"errMsg": text}]
    assert run(script) == [True, measured, measured, measured, *failed]


def test_a_synchronous_method(run: Callable[..., list[Any]]) -> None:
    script = """
        const t = wx.plant(4);
        say(t.cutSync(1));
        try { t.cutSync(9); } catch (error) { say([error instanceof Error, error.errMsg]); }
        try { t.cutSync(); } catch (error) { say(error.message); }
    """
    assert run(script) == [
        3,
        [True, "cutSync:fail too much"],
        "cutSync:fail parameter error: parameter should be Number instead of Undefined;",
    ]


def test_a_method_that_makes_an_object(run: Callable[..., list[Any]]) -> None:
    script = "const t = wx.plant(), a = t.leaf('a'), b = t.leaf('b'); say([a.name(), b.name()]);"
    assert run(script) == [["a", "b"]]


def test_a_task(run: Callable[..., list[Any]]) -> None:
    script = """
        const job = wx.work({ hours: 1, success: say });
        job.onProgress(say);
        const gone = wx.work({ hours: 1, fail: say, complete: () => say('complete') });
        gone.abort();
        wx.work({ fail: say }).abort();
    """
    text = "work:fail parameter error: parameter.hours should be Number instead of Undefined;"
    assert sorted(run(script), key=str) == sorted(
        [
            {"progress": 50},
            {"errMsg": "work:fail abort"},
            "complete",
            {"errMsg": text},
            {"done": True, "errMsg": "work:ok"},
        ],
        key=str,
    )


def test_objects_that_answer(run: Callable[..., list[Any]]) -> None:
    script = """
        const s = wx.look(); say([s, s.isFile(), Object.keys(s)]);
        wx.lookAround({ success({ found }) {
          say([found[0].path, found[0].stats.size, found[0].stats.isFile(), found[1].byteLength]);
        } });
    """
    assert run(script) == [[{"size": 3}, True, ["size"]], ["$", 1, False, 3]]


@pytest.mark.parametrize(
    "made", ["wx.plant().grow.call(null)", "const { grow } = wx.plant(); grow()"]
)
def test_methods_need_no_receiver(run: Callable[..., list[Any]], made: str) -> None:
    assert run(f"{made}; say(1);") == [1]


def test_a_command_that_takes_all_its_arguments(run_js: Any, run: Callable[..., list[Any]]) -> None:
    host = run_js("""
        const t = wx.plant();
        t.whisper();
        t.whisper('a', { b: [1] }, undefined, NaN, new Uint8Array(2));
        t.whisper.apply(undefined, Object.assign([1, 2], { 1: 3n }));
    """)
    told = [r.detail for r in host.trace.of(EventRecord) if r.name == "Tree.whisper"]
    assert told == [
        [],
        ["a", {"b": [1]}, None, None, "[Uint8Array of 2 bytes]"],
        [1, "[BigInt]"],
    ]


def test_a_method_whose_name_python_cannot_have(run: Callable[..., list[Any]]) -> None:
    assert run("const t = wx.plant(); t.in({ garden: 'mine' }); say(t.owner);") == ["mine"]


def test_an_object_that_is_made_with_a_listener(run: Callable[..., list[Any]]) -> None:
    script = """
        const t = wx.plant();
        const hear = (name) => (song) => say([name, song.getEntriesByName('a').length]);
        const a = t.bird(hear('a')), b = t.bird(hear('b'));
        a.sing({ notes: 2 });
        b.sing({ notes: 3 });
        say(Object.keys(a));
    """
    assert run(script) == [["sing"], ["a", 2], ["b", 3]]


@pytest.fixture
def host(make_host: Callable[..., Host], monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host with that family."""
    registry = Registry(lambda: (wx,))
    monkeypatch.setattr(jshost.host, "registry", lambda: registry)
    return make_host()


@pytest.mark.parametrize(
    "message",
    [
        ["call", 1, "work", {"a": {"$": "Buffer", "v": ["a", 9]}}, 0, 1, 0, ""],
        ["call", 1, "work", "no options", 0, 1, 0, ""],
        ["call", 1, "Tree.grow#9", {}, 0, 1, 0, ""],
        ["call", 1, "Tree.age", 5, 0, 0, 0, ""],
        ["call", 1, "look#1", {}, 0, 1, 0, ""],
        ["call", 1, "nothing", {}, 0, 1, 0, ""],
        ["listen", "Tree.onGrow#9"],
        ["listen", "Tree.grow#1"],
    ],
)
def test_what_no_guest_half_says_is_refused(host: Host, message: list[Any]) -> None:
    with pytest.raises(ProtocolError):
        host.realm.bridge.receive([message], len(str(message)))


@pytest.mark.parametrize("given", ["no options", {"a": {"$": "Buffer"}}])
def test_options_are_what_is_said_to_be_some(host: Host, given: Any) -> None:
    host.realm.bridge.receive([["call", 1, "work", given, 0, 2, 0, ""]], 100)
    assert [call.api for call in host.calls()] == ["work"]
