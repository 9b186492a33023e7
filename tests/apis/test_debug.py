"""调试: the debug switch, the log on the phone, and the one that is reported."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.trace import EventRecord

from .calls import Play
from .samples.sample import INDEX

TOLD = "say([wx.getSystemInfoSync().enableDebug, wx.getAppBaseInfo().enableDebug]);"
LOG = "const log = wx.getLogManager();"
REALTIME = "const log = wx.getRealtimeLogManager();"


@pytest.mark.parametrize("wanted", [True, False])
def test_the_switch_holds_from_the_next_start_on(play: Play, heard: Any, wanted: bool) -> None:
    value = str(wanted).lower()
    host = play(f"wx.setEnableDebug({{ enableDebug: {value}, success() {{ {TOLD} }} }});")
    assert heard(host) == [[False, False]]
    host.reset()
    host.run_script(f"const say = (v) => console.log(JSON.stringify(v)); {TOLD}", "again.js")
    assert heard(host) == [[wanted, wanted]]


# -- the log on the phone -------------------------------------------------------------------------


def lines(host: Host) -> list[tuple[str, tuple[Any, ...]]]:
    """Return what a program has written to its log."""
    return [(line.level, line.values) for line in host.phone.log.lines]


def dropped(host: Host) -> list[int]:
    """Return the sizes of the lines that there was no room for."""
    told = (record.detail for record in host.trace.of(EventRecord))
    return [
        detail["dropped"] for detail in told if isinstance(detail, dict) and "dropped" in detail
    ]


def test_log(play: Play, heard: Any) -> None:
    host = play(f"""{LOG}
        say(log.log({{ a: [1, null] }}, 'text', 100, true));
        log.info();
        log.debug(undefined, () => 1, NaN, new Date(0));
        log.warn('last');
    """)
    assert heard(host) == ["undefined"]
    assert lines(host) == [
        ("log", ({"a": [1, None]}, "text", 100, True)),
        ("info", ()),
        ("debug", (None, "[Function]", None, "1970-01-01T00:00:00.000Z")),
        ("warn", ("last",)),
    ]
    assert [call.api for call in host.calls()][-1] == "LogManager.warn"


def test_lines_know_their_time(play: Play) -> None:
    host = play(f"{LOG} setTimeout(() => log.info('a'), 250);")
    assert [line.t for line in host.phone.log.lines] == [250]


def test_values_that_cannot_be_written(play: Play) -> None:
    host = play(f"{LOG} const loop = {{}}; loop.loop = loop; log.info(loop, 1n, Symbol(), 'a');")
    ((level, values),) = lines(host)
    assert (level, len(values), values[-1]) == ("info", 4, "a")
    assert host.errors == []


@pytest.mark.parametrize(
    ("option", "level"),
    [("", 0), ("{}", 0), ("{ level: 0 }", 0), ("{ level: 1 }", 1), ("{ level: 'x' }", 0)],
)
def test_levels(play: Play, option: str, level: int) -> None:
    assert play(f"wx.getLogManager({option});").phone.log.level == level


def test_levels_in_older_libraries(play: Play) -> None:
    assert play("wx.getLogManager({ level: 1 });", base_library="2.3.1").phone.log.level == 0


@pytest.mark.parametrize(("length", "kept"), [(102396, 1), (102397, 0)])
def test_a_line_of_100_kb(play: Play, length: int, kept: int) -> None:
    host = play(f"{LOG} log.info('x'.repeat({length}));")
    assert len(lines(host)) == kept
    assert dropped(host) == [102401][kept:]


def test_old_lines_make_room(play: Play) -> None:
    host = play(f"{LOG} for (let i = 0; i < 60; i++) log.info(i, 'x'.repeat(99990));")
    kept = host.phone.log.lines
    assert [line.values[0] for line in kept] == list(range(8, 60))
    assert sum(line.size for line in kept) <= 5 * 1024 * 1024


@pytest.mark.parametrize("level", [0, 1])
def test_what_the_user_may_send(play: Play, level: int) -> None:
    script = f"""
        const log = wx.getLogManager({{ level: {level} }});
        wx.setStorageSync('token', 'secret');
        log.info('mine', 1);
    """
    host = play(script, file=INDEX)
    sent = [(line.level, line.values) for line in host.log]
    mine = [("info", ("mine", 1))]
    if level:
        assert sent == mine
        return
    assert [values[0] for kind, values in sent if kind == "lifecycle"] == [
        "launch",
        "onAppShow",
        "onLoad",
        "onShow",
        "onReady",
    ]
    called = ("call", ("wx.setStorageSync", ["token", "secret"]))
    assert sent[sent.index(called) + 1] == mine[0]


def test_the_user_sends_no_more_than_5_mb(play: Play) -> None:
    host = play(f"{LOG} for (let i = 0; i < 60; i++) log.info(i, 'x'.repeat(99990));")
    assert [line.values[0] for line in host.log] == list(range(8, 60))


def test_a_fresh_run_has_a_fresh_log(play: Play) -> None:
    host = play(f"{LOG} log.info(1);")
    host.reset()
    assert lines(host) == []


# -- the log that is reported ---------------------------------------------------------------------


def reports(host: Host) -> list[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """Return what was reported: page, words to search for, lines."""
    return [
        (report.page, report.filters, [(line.level, *line.values) for line in report.lines])
        for report in host.phone.realtime_log.reports
    ]


def test_lines_are_reported_together(play: Play) -> None:
    host = play(
        f"""{REALTIME}
        log.info('a', {{ b: 1 }});
        log.setFilterMsg('x');
        log.setFilterMsg('y');
        log.addFilterMsg('z');
        setTimeout(() => log.error('c'), 4999);
        """,
        file=INDEX,
    )
    assert reports(host) == []
    host.advance(1)
    lines = [("info", "a", {"b": 1}), ("error", "c")]
    assert reports(host) == [("pages/index/index", ("y", "z"), lines)]
    assert host.phone.realtime_log.waiting == []


def test_pages_are_reported_apart(play: Play) -> None:
    host = play(
        f"""{REALTIME}
        log.warn(1);
        wx.navigateTo({{ url: '/pages/detail/detail', success() {{
            log.warn(2);
            log.in(getCurrentPages()[0]);
            log.warn(3);
        }} }});
        """,
        file=INDEX,
    )
    host.advance(5000)
    assert reports(host) == [
        ("pages/index/index", (), [("warn", 1)]),
        ("pages/detail/detail", (), [("warn", 2)]),
        ("pages/index/index", (), [("warn", 3)]),
    ]


def test_a_report_takes_its_time_from_its_first_line(play: Play) -> None:
    host = play(f"{REALTIME} log.info(1); setTimeout(() => log.info(2), 6000);")
    assert [line.values for line in host.phone.realtime_log.waiting] == [(2,)]
    host.advance(4999)
    assert len(reports(host)) == 1
    host.advance(1)
    assert len(reports(host)) == 2


STATE = "say(Object.values(log.getCurrentState()));"


def test_current_state(play: Play, heard: Any) -> None:
    host = play(
        f"{REALTIME} {STATE} log.info('é'); log.info(1, 2); setTimeout(() => {{ {STATE} }});"
    )
    assert heard(host) == [[0, 5120, 0, 200], [11, 5120, 2, 200]]


def test_what_there_is_no_room_for(play: Play, heard: Any) -> None:
    host = play(f"""{REALTIME}
        log.info('x'.repeat(5117));
        for (let i = 0; i < 201; i++) log.info(1);
        log.info('y'.repeat(5000));
        setTimeout(() => {{ {STATE} }});
    """)
    assert heard(host) == [[600, 5120, 200, 200]]
    assert dropped(host) == [5121, 3, 5004]


@pytest.mark.parametrize("msg", ["", "5", "{}", "null", "'x'.repeat(1025)"])
def test_words_that_are_not_taken(play: Play, msg: str) -> None:
    host = play(
        f"{REALTIME} log.setFilterMsg('a'); log.setFilterMsg({msg}); log.addFilterMsg({msg});"
    )
    assert host.phone.realtime_log.filters == ("a",)
    assert host.errors == []


def test_a_flood_of_words(play: Play) -> None:
    host = play(f"{REALTIME} for (let i = 0; i < 3000; i++) log.addFilterMsg('ab');")
    assert len(host.phone.realtime_log.filters) == 341


@pytest.mark.parametrize("page", ["", "undefined", "null", "5", "{}", "{ route: 5 }", "[]"])
def test_in_what_is_no_page(play: Play, page: str) -> None:
    host = play(f"{REALTIME} log.in({page}); log.info(1);", file=INDEX)
    assert host.errors == []
    host.advance(5000)
    assert [page for page, _, _ in reports(host)] == ["pages/index/index"]
