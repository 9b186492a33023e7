"""Date: the host's clock, and date strings as V8 reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host

Run = Callable[..., Host]

_EPOCH = 1_767_225_600_000


def _parsed(run_js: Run, text: str) -> str:
    """Read a date and give it in local time, which makes the tests independent of the zone."""
    host = run_js("globalThis.D = Date")
    return str(
        host.eval(
            f"(d => isNaN(d) ? 'Invalid' : [d.getFullYear(), d.getMonth() + 1, d.getDate(),"
            f" d.getHours(),"
            f" d.getMinutes(), d.getSeconds(), d.getMilliseconds()].join())(new D({text!r}))"
        )
    )


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("2024/01/02 03:04:05", "2024,1,2,3,4,5,0"),
        ("2024-01-02 03:04:05", "2024,1,2,3,4,5,0"),
        ("2024-01-02T03:04:05", "2024,1,2,3,4,5,0"),
        ("2024-01-02T03:04", "2024,1,2,3,4,0,0"),
        ("2024-01-02T03:04:05.678", "2024,1,2,3,4,5,678"),
        ("2024/01/02 03:04:05.6", "2024,1,2,3,4,5,600"),
        ("2024-1-2", "2024,1,2,0,0,0,0"),
        ("2024/1/2", "2024,1,2,0,0,0,0"),
        ("2024.1.2", "2024,1,2,0,0,0,0"),
        ("2024.01.02 3:04", "2024,1,2,3,4,0,0"),
        ("2024/1/2 3:4", "2024,1,2,3,4,0,0"),
        ("2024/01", "2024,1,1,0,0,0,0"),
        ("12/25/2024", "2024,12,25,0,0,0,0"),
        ("1/2/24", "2024,1,2,0,0,0,0"),
        ("Jan 2, 2024", "2024,1,2,0,0,0,0"),
        ("January 2, 2024 3:04 PM", "2024,1,2,15,4,0,0"),
        ("2 Jan 2024 03:04:05", "2024,1,2,3,4,5,0"),
        ("2024-01-02 12:04 am", "2024,1,2,0,4,0,0"),
        ("1/2/2024, 3:04:05 PM", "2024,1,2,15,4,5,0"),
        ("2024/02/30", "2024,3,1,0,0,0,0"),
        ("0050/01/01", "1950,1,1,0,0,0,0"),
        ("2024-01-02 24:00", "2024,1,3,0,0,0,0"),
        ("2024-01-02 (note) 03:04", "2024,1,2,3,4,0,0"),
        *(
            (text, "Invalid")
            for text in (
                *("", "abc", "2024-13-01", "2024/13/01", "2024-01-32", "2024-01-02 25:00"),
                *("2024/01/02 03:60", "2024-01-02 13:04 pm", "2024-01-02T3:04", "2024-01-02 hello"),
                *("2024年1月2日", "20240102x", "2024-01-02T24:01", "2024/01/02T03:04:05"),
            )
        ),
    ],
)
def test_local_forms(run_js: Run, text: str, fields: str) -> None:
    assert _parsed(run_js, text) == fields


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-01-02", "2024-01-02T00:00:00.000Z"),
        ("2024-01", "2024-01-01T00:00:00.000Z"),
        ("2024", "2024-01-01T00:00:00.000Z"),
        ("2024-02-30", "2024-03-01T00:00:00.000Z"),
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05.000Z"),
        ("2024-01-02T03:04:05.678+08:00", "2024-01-01T19:04:05.678Z"),
        ("2024-01-02T03:04:05-0530", "2024-01-02T08:34:05.000Z"),
        ("2024-01-02 03:04:05 +0800", "2024-01-01T19:04:05.000Z"),
        ("2024-01-02 03:04:05Z", "2024-01-02T03:04:05.000Z"),
        ("2024/01/02 03:04 GMT+8", "2024-01-01T19:04:00.000Z"),
        ("Tue, 02 Jan 2024 03:04:05 GMT", "2024-01-02T03:04:05.000Z"),
        ("Tue Jan 02 2024 03:04:05 GMT+0800 (CST)", "2024-01-01T19:04:05.000Z"),
        ("2024/1/2 3:04:05 EST", "2024-01-02T08:04:05.000Z"),
        ("+002024-01-02T00:00:00Z", "2024-01-02T00:00:00.000Z"),
        ("0050-01-01", "0050-01-01T00:00:00.000Z"),
    ],
)
def test_forms_with_a_zone(run_js: Run, text: str, iso: str) -> None:
    host = run_js("globalThis.D = Date")
    assert host.eval(f"new D({text!r}).toISOString()") == iso
    assert host.eval(f"D.parse({text!r}) === new D({text!r}).getTime()") is True


def test_time_is_the_hosts(run_js: Run, said: Callable[[Host], list[str]]) -> None:
    host = run_js(
        "const a = Date.now(), b = new Date().getTime(), c = new (new"
        " Date().constructor)().getTime()\n"
        "for (let i = 0; i < 1e5; i++);\n"
        "console.log([a, b, c, Date.now()].join()); console.log(Date() === new Date().toString())\n"
        "setTimeout(() => console.log(String(Date.now() - a)), 1500.5)"
    )
    assert said(host) == [",".join([str(_EPOCH)] * 4), "true", "1500"]


def test_the_real_clock(run_js: Run) -> None:
    host = run_js("globalThis.D = Date", clock="real")
    assert host.eval("D.now()") > 1_700_000_000_000
    assert host.eval("new D('2024/01/02 03:04:05').getMinutes()") == 4


@pytest.mark.parametrize(
    "claim",
    [
        "Date.length === 7 && Date.name === 'Date'",
        "new Date().constructor === Date && Date.prototype.constructor === Date",
        (
            "new Date(0) instanceof Date && Object.prototype.toString.call(new Date()) ==="
            " '[object Date]'"
        ),
        "new Date(2024, 0, 2).getDate() === 2 && new Date(2024, 5).getMonth() === 5",
        (
            "Date.UTC(2024, 0, 1) === 1704067200000 && Date.now.name === 'now' && Date.UTC.length"
            " === 7"
        ),
        "new Date(new Date(5)).getTime() === 5 && new Date('5').getFullYear() === 2001",
        "new Date({ valueOf: () => 7 }).getTime() === 7",
        "new Date({ [Symbol.toPrimitive]: () => '2024-01-01' }).getTime() === 1704067200000",
        (
            "isNaN(new Date(undefined)) && new Date(null).getTime() === 0 && new"
            " Date(true).getTime() === 1"
        ),
        (
            "class D extends Date { x() { return this.getTime() } } new D(3).x() === 3 && new D()"
            " instanceof Date"
        ),
        (
            "Object.keys(Date).length === 0 &&"
            " !Object.prototype.propertyIsEnumerable.call(globalThis, 'Date')"
        ),
        "new Date(1.9).getTime() === 1 && isNaN(new Date(8.64e15 + 1))",
    ],
)
def test_the_constructor(run_js: Run, claim: str) -> None:
    host = run_js("globalThis.D = Date")
    assert host.eval(claim) is True
    assert host.errors == []


def test_a_guest_that_replaces_built_ins(run_js: Run, said: Callable[[Host], list[str]]) -> None:
    host = run_js(
        "const evil = () => { throw 1 }\n"
        "String.prototype.slice = String.prototype.charCodeAt = RegExp.prototype.exec = evil\n"
        "Date.prototype.getTime = Array.prototype[Symbol.iterator] = Reflect.construct = evil\n"
        "for (let i = 0; i < 9; i++) Object.defineProperty(Object.prototype, i, { set: evil })\n"
        "console.log(new Date('Jan 2, 2024 03:04:05 GMT').toISOString())"
    )
    assert said(host) == ["2024-01-02T03:04:05.000Z"]
