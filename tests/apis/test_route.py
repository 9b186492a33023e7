"""路由: what the routing APIs take, answer and tell; where they lead is the framework's."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.trace import SettleRecord

from .calls import Play
from .samples.sample import DETAIL_FIRST, INDEX

ROUTES = ["navigateTo", "redirectTo", "reLaunch", "switchTab"]
FULL = """
    let opened = 1;
    (function open() {
        if (opened++ < 10) wx.navigateTo({ url: '/pages/detail/detail', success: open });
        else { CALL }
    })();
"""
"""Opens as many pages as the stack holds."""


def fail(api: str, url: str) -> str:
    """Return a call that says its failure."""
    return f"wx.{api}({{ url: '{url}', fail(r) {{ say(r); }} }});"


def settled(host: Host, api: str) -> list[tuple[str, Any]]:
    """Return how the calls of one API ended, as the trace has it."""
    records = [record for record in host.trace.of(SettleRecord) if record.api == api]
    return [(record.outcome, record.result) for record in records]


# -- failures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("api", ROUTES)
@pytest.mark.parametrize(
    ("url", "route"),
    [
        ("/pages/none/none", "pages/none/none"),
        ("/pages/none/none?a=1", "pages/none/none"),
        ("none", "pages/index/none"),
        ("../none/none", "pages/none/none"),
        ("", "pages/index"),
        ("https://example.com/", "pages/index/https:/example.com"),
        ("/pages/detail/detail.js", "pages/detail/detail.js"),
        ("/app", "app"),
    ],
)
def test_page_that_is_not_there(play: Play, heard: Any, api: str, url: str, route: str) -> None:
    host = play(fail(api, url), file=INDEX)
    assert heard(host) == [{"errMsg": f'{api}:fail page "{route}" is not found'}]
    assert host.page.route == "pages/index/index"
    assert host.errors == []


@pytest.mark.parametrize("api", ["navigateTo", "redirectTo"])
def test_page_of_the_tab_bar(play: Play, heard: Any, api: str) -> None:
    host = play(fail(api, "/pages/home/home"), file=INDEX)
    assert heard(host) == [{"errMsg": f"{api}:fail can not {api} a tabbar page"}]


def test_page_that_is_no_tab(play: Play, heard: Any) -> None:
    host = play(fail("switchTab", "/pages/detail/detail"), file=INDEX)
    assert heard(host) == [{"errMsg": "switchTab:fail can not switch to no-tabBar page"}]


@pytest.mark.parametrize(
    ("api", "pages", "said"),
    [
        ("navigateTo", 10, ["navigateTo:fail webview count limit exceed"]),
        ("redirectTo", 10, []),
        ("reLaunch", 1, []),
    ],
)
def test_stack_that_is_full(play: Play, heard: Any, api: str, pages: int, said: list[str]) -> None:
    call = f"wx.{api}({{ url: '/pages/detail/detail', fail(r) {{ say(r.errMsg); }} }});"
    host = play(FULL.replace("CALL", call), file=INDEX)
    assert heard(host) == said
    assert len(host.pages) == pages


@pytest.mark.parametrize("options", ["", "delta: 1", "delta: 0", "delta: -3", "delta: 100"])
def test_back_from_the_first_page(play: Play, heard: Any, options: str) -> None:
    host = play(f"wx.navigateBack({{ {options} }}).catch(say);", file=INDEX)
    text = "navigateBack:fail cannot navigate back at first page."
    assert heard(host) == [{"errMsg": text}]


@pytest.mark.parametrize("api", ROUTES)
def test_a_plain_script_has_no_pages(play: Play, heard: Any, api: str) -> None:
    host = play(fail(api, "/pages/index/index"))
    assert heard(host) == [{"errMsg": f'{api}:fail page "pages/index/index" is not found'}]


def test_a_plain_script_has_no_way_back(play: Play, heard: Any) -> None:
    host = play("wx.navigateBack({ fail(r) { say(r.errMsg); } });")
    assert heard(host) == ["navigateBack:fail cannot navigate back at first page."]


@pytest.mark.parametrize("api", ROUTES)
@pytest.mark.parametrize(
    ("value", "found"),
    [("undefined", "Undefined"), ("null", "Null"), ("5", "Number"), ("{}", "Object")],
)
def test_url_of_another_type(play: Play, heard: Any, api: str, value: str, found: str) -> None:
    host = play(f"wx.{api}({{ url: {value} }}).catch((r) => say(r.errMsg));", file=INDEX)
    text = f"{api}:fail parameter error: parameter.url should be String instead of {found};"
    assert heard(host) == [text]


@pytest.mark.parametrize("api", ROUTES)
def test_a_promise_is_rejected_with_what_fail_is_told(play: Play, heard: Any, api: str) -> None:
    call = f"wx.{api}({{ url: '/none', fail(r) {{ say(r); }}, complete(r) {{ say(r); }} }});"
    host = play(f"{call} wx.{api}({{ url: '/none' }}).catch(say);", file=INDEX)
    assert heard(host) == [{"errMsg": f'{api}:fail page "none" is not found'}] * 3


# -- success --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("api", "url", "route", "options"),
    [
        ("navigateTo", "/pages/detail/detail?a=1&b=", "detail", {"a": "1", "b": ""}),
        ("navigateTo", "../detail/detail?a=%20", "detail", {"a": "%20"}),
        ("redirectTo", "/pages/detail/detail?a=1", "detail", {"a": "1"}),
        ("reLaunch", "/pages/home/home?a=1", "home", {"a": "1"}),
        ("switchTab", "/pages/home/home?a=1", "home", {}),
    ],
)
def test_page_that_is_opened(
    play: Play, api: str, url: str, route: str, options: dict[str, str]
) -> None:
    host = play(f"wx.{api}({{ url: '{url}' }});", file=INDEX)
    assert host.page.route == f"pages/{route}/{route}"
    assert host.page.options == options
    assert len(host.pages) == (2 if api == "navigateTo" else 1)


@pytest.mark.parametrize(
    ("options", "pages"),
    [
        ("", 3),
        ("delta: 1", 3),
        ("delta: 2", 2),
        ("delta: 99", 1),
        ("delta: 0", 3),
        ("delta: 1.9", 3),
    ],
)
def test_back(play: Play, heard: Any, options: str, pages: int) -> None:
    back = f"wx.navigateBack({{ {options}{',' if options else ''} success: say }});"
    text = DETAIL_FIRST.replace("CALL", DETAIL_FIRST.replace("CALL", DETAIL_FIRST))
    host = play(text.replace("CALL", back), file=INDEX)
    assert heard(host) == [{"errMsg": "navigateBack:ok"}]
    assert len(host.pages) == pages


def test_the_page_is_there_when_success_is_told(play: Play, heard: Any) -> None:
    here = "getCurrentPages().map((page) => page.route.split('/').pop())"
    made = f"wx.navigateTo({{ url: '/pages/detail/detail', success() {{ say({here}); }} }});"
    text = f"{made} say({here});"
    assert heard(play(text, file=INDEX)) == [["index"], ["index", "detail"]]


@pytest.mark.parametrize("library", ["1.1.0", "2.0.0"])
def test_routes_of_old_libraries(play: Play, heard: Any, library: str) -> None:
    text = "say(wx.redirectTo({ url: '/pages/detail/detail' }));"
    host = play(text, file=INDEX, base_library=library)
    assert heard(host) == ["undefined"]
    assert host.page.route == "pages/detail/detail"


# -- the event channel ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("api", "url", "found"),
    [
        ("navigateTo", "/pages/detail/detail", ["emit", "on", "once", "off", "errMsg"]),
        ("redirectTo", "/pages/detail/detail", ["errMsg"]),
        ("reLaunch", "/pages/detail/detail", ["errMsg"]),
        ("switchTab", "/pages/home/home", ["errMsg"]),
    ],
)
def test_only_navigate_to_has_an_event_channel(
    play: Play, heard: Any, api: str, url: str, found: list[str]
) -> None:
    text = f"""
        wx.{api}({{ url: '{url}', success({{ eventChannel: channel, ...rest }}) {{
            const methods = ['emit', 'on', 'once', 'off'];
            const there = methods.filter((name) => channel && typeof channel[name] === 'function');
            say([...there, ...Object.keys(rest)]);
        }} }});
    """
    assert heard(play(text, file=INDEX)) == [found]


def test_the_channel_is_that_of_the_page(play: Play, heard: Any) -> None:
    text = """
        wx.navigateTo({ url: '/pages/detail/detail' }).then(({ eventChannel }) => {
            eventChannel.on('from', (...values) => say(values));
            eventChannel.emit('to', { a: 1 }, 2);
        });
    """
    detail = """Page({ onLoad() {
        const channel = this.getOpenerEventChannel();
        channel.on('to', (...values) => channel.emit('from', 'got', ...values));
    } });"""
    host = play(text, file=INDEX, files={"pages/detail/detail.js": detail})
    assert heard(host) == [["got", {"a": 1}, 2]]


def test_events_stay_what_they_are(play: Play, heard: Any) -> None:
    text = """
        const heard = (value) => say(value);
        const events = Object.freeze({ heard, other: 1 });
        const options = Object.freeze({ url: '/pages/detail/detail', events });
        wx.navigateTo(options);
        say([Object.keys(events), events.heard === heard, options.events === events]);
    """
    detail = (
        "Page({ onLoad() { this.getOpenerEventChannel().emit('heard', new Set([1]).size); } });"
    )
    host = play(text, file=INDEX, files={"pages/detail/detail.js": detail})
    assert heard(host) == [[["heard", "other"], True, True], 1]
    assert host.errors == []


def test_events_of_a_class_that_cannot_be_serialized(play: Play, heard: Any) -> None:
    text = """
        const events = { heard: say };
        events.itself = events;
        events.toJSON = () => { throw new Error('never called'); };
        wx.navigateTo({ url: '/pages/detail/detail', events });
    """
    detail = "Page({ onLoad() { this.getOpenerEventChannel().emit('heard', 'told'); } });"
    host = play(text, file=INDEX, files={"pages/detail/detail.js": detail})
    assert heard(host) == ["told"]


@pytest.mark.parametrize(
    ("value", "found"), [("5", "Number"), ("'x'", "String"), ("() => 1", "Function")]
)
def test_events_of_another_type(play: Play, heard: Any, value: str, found: str) -> None:
    text = f"wx.navigateTo({{ url: '/pages/detail/detail', events: {value} }}).catch(say);"
    error = f"parameter error: parameter.events should be Object instead of {found};"
    assert heard(play(text, file=INDEX)) == [{"errMsg": f"navigateTo:fail {error}"}]


@pytest.mark.parametrize("value", ["undefined", "null", "[]", "{}", "{ a: 1 }"])
def test_events_without_listeners(play: Play, heard: Any, value: str) -> None:
    text = f"""
        wx.navigateTo({{ url: '/pages/detail/detail', events: {value} }}).then((r) => {{
            r.eventChannel.emit('a');
            say('fine');
        }});
    """
    host = play(text, file=INDEX)
    assert heard(host) == ["fine"]
    assert host.errors == []


def test_options_of_polluted_prototypes_are_read_all_the_same(play: Play) -> None:
    text = """
        Object.prototype.url = 1;
        wx.navigateTo({ url: { a: 1 } }).catch((r) => say(r.errMsg));
    """
    (line,) = [record.message for record in play(text, file=INDEX).console]
    assert "parameter.url should be String instead of Object" in line


def test_what_the_trace_shows_of_objects_that_stay(play: Play) -> None:
    text = "wx.navigateTo({ url: '/pages/detail/detail', events: { secret: say } });"
    host = play(text, file=INDEX)
    (call,) = host.calls("navigateTo")
    assert call.args == {"url": "/pages/detail/detail", "events": "[Object]"}
    assert settled(host, "navigateTo") == [
        ("success", {"eventChannel": "[EventChannel]", "errMsg": "navigateTo:ok"})
    ]
    assert "secret" not in call.to_json()


# -- the user's gesture ---------------------------------------------------------------------------


def test_a_tap_reaches_through_a_route(play: Play, heard: Any) -> None:
    tap = """Page({ go() {
        const complete = (r) => console.log(JSON.stringify(r.errMsg));
        const open = () => wx.openSetting({ complete });
        wx.navigateTo({ url: '/pages/detail/detail', success: open });
    } });"""
    host = play("", file="app.js", files={INDEX: tap})
    host.page.call("go")
    host.back()
    host.page.tap("go")
    assert heard(host) == [
        "openSetting:fail can only be invoked by user TAP gesture.",
        "openSetting:ok",
    ]
