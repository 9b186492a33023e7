"""授权 and 设置: wx.authorize, wx.getSetting and wx.openSetting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jshost.errors import UnansweredError
from jshost.permissions.scopes import SCOPES

from .calls import CallApi, Play

REPORT = "complete(r) { say(r.errMsg); }"
EVERYBODYS = ["scope.userInfo", "scope.address", "scope.invoiceTitle", "scope.invoice"]
"""What the latest base library grants to everyone."""


def prompts(host: Any) -> list[str]:
    """Return the scopes that a host has shown a dialog for."""
    return [prompt.scope for prompt in host.prompts]


# -- wx.authorize ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scope",
    [
        "scope.userLocation",
        "scope.userFuzzyLocation",
        "scope.werun",
        "scope.record",
        "scope.writePhotosAlbum",
        "scope.camera",
        "scope.bluetooth",
        "scope.addPhoneContact",
        "scope.addPhoneCalendar",
    ],
)
def test_authorize_asks(play: Play, heard: Any, scope: str) -> None:
    host = play(f"wx.authorize({{ scope: '{scope}', success: say }});", answers={scope: "allow"})
    assert heard(host) == [{"errMsg": "authorize:ok"}]
    assert prompts(host) == [scope]


def test_authorize_does_not_run_the_api(play: Play) -> None:
    host = play("wx.authorize({ scope: 'scope.record' });")
    assert host.phone.microphone.state == "idle"
    assert [call.api for call in host.calls()] == ["authorize"]


@pytest.mark.parametrize(
    "scope",
    ["scope.no", "", "record", "scope.", "scope.record ", "Scope.record", "__proto__", "scope.拍"],
)
def test_authorize_unknown_scope(play: Play, heard: Any, scope: str) -> None:
    host = play(f"wx.authorize({{ scope: '{scope}', fail: say }});")
    assert heard(host) == [{"errMsg": "authorize:fail invalid scope"}]
    assert host.prompts == []
    assert set(host.permissions.settings()) == set(EVERYBODYS)


@pytest.mark.parametrize(
    ("scope", "library"),
    [
        ("scope.userLocationBackground", "2.7.7"),
        ("scope.userFuzzyLocation", "2.0.0"),
        ("scope.bluetooth", "2.0.0"),
    ],
)
def test_authorize_scope_of_a_later_library(call: CallApi, scope: str, library: str) -> None:
    assert call("authorize", f"scope: '{scope}'", base_library=library) == (
        "fail",
        {"errMsg": "authorize:fail invalid scope"},
    )


def test_authorize_same_scope_twice_is_one_dialog(play: Play, heard: Any) -> None:
    host = play("""
        for (const name of ['a', 'b', 'c']) {
            wx.authorize({ scope: 'scope.record', complete(r) { say([name, r.errMsg]); } });
        }
    """)
    assert heard(host) == [[name, "authorize:ok"] for name in "abc"]
    assert prompts(host) == ["scope.record"]


@pytest.mark.parametrize("answer", ["deny", "dismiss"])
def test_authorize_twice_refused_once(play: Play, heard: Any, answer: str) -> None:
    host = play(
        f"""
        wx.authorize({{ scope: 'scope.record', {REPORT} }});
        Promise.resolve().then(() => wx.authorize({{ scope: 'scope.record', {REPORT} }}));
        """,
        answers={"scope.record": answer},
        dialect="ios",
    )
    assert heard(host) == ["authorize:fail auth deny"] * 2
    assert prompts(host) == ["scope.record"]


def test_authorize_different_scopes_one_at_a_time(play: Play, heard: Any) -> None:
    host = play(
        f"""
        wx.authorize({{ scope: 'scope.record', {REPORT} }});
        wx.authorize({{ scope: 'scope.camera', {REPORT} }});
        wx.authorize({{ scope: 'scope.werun', {REPORT} }});
        """,
        answers={"scope.camera": "deny"},
    )
    assert prompts(host) == ["scope.record", "scope.camera", "scope.werun"]
    assert heard(host) == ["authorize:ok", "authorize:fail auth deny", "authorize:ok"]


def test_authorize_again_after_an_answer(play: Play, heard: Any) -> None:
    host = play(f"""
        const ask = (next) => wx.authorize({{ scope: 'scope.record', {REPORT}, success: next }});
        ask(() => ask(() => ask()));
    """)
    assert heard(host) == ["authorize:ok"] * 3
    assert prompts(host) == ["scope.record"]


def test_authorize_after_a_dismissal_asks_again(play: Play, heard: Any) -> None:
    host = play(
        f"""
        wx.authorize({{
            scope: 'scope.record',
            fail() {{ wx.authorize({{ scope: 'scope.record', {REPORT} }}); }},
        }});
        """,
        answers={"scope.record": ["dismiss", "allow"]},
    )
    assert heard(host) == ["authorize:ok"]
    assert [prompt.decision for prompt in host.prompts] == ["dismissed", "granted"]


def test_authorize_decision_lasts(play: Play, heard: Any, tmp_path: Path) -> None:
    ask = f"wx.authorize({{ scope: 'scope.record', {REPORT} }});"
    for expected in (["scope.record"], []):
        host = play(ask, state=tmp_path / "state", app_id="wx1")
        assert prompts(host) == expected
        host.close()
    assert prompts(play(ask, state=tmp_path / "state", app_id="wx2")) == ["scope.record"]


def test_authorize_after_a_reset_asks_again(play: Play) -> None:
    host = play("wx.authorize({ scope: 'scope.record' });", deny=["scope.record"])
    host.permissions.reset("scope.record")
    host.run_script("wx.authorize({ scope: 'scope.record' });", "again.js")
    assert prompts(host) == ["scope.record"]


@pytest.mark.parametrize(
    ("library", "asked", "outcome"),
    [
        ("2.0.0", 1, "authorize:ok"),
        ("2.3.99", 1, "authorize:ok"),
        ("2.4.0", 0, "authorize:fail scope unauthorized"),
        ("2.15.99", 0, "authorize:fail scope unauthorized"),
        ("2.16.0", 0, "authorize:ok"),
        (None, 0, "authorize:ok"),
    ],
)
def test_authorize_user_info(
    play: Play, heard: Any, library: str | None, asked: int, outcome: str
) -> None:
    host = play(f"wx.authorize({{ scope: 'scope.userInfo', {REPORT} }});", base_library=library)
    assert heard(host) == [outcome]
    assert len(host.prompts) == asked


def test_authorize_user_info_unauthorized_on_ios(call: CallApi) -> None:
    assert call("authorize", "scope: 'scope.userInfo'", base_library="2.10.0", dialect="ios") == (
        "fail",
        {"errMsg": "authorize:fail 系统错误,错误码:-12007,scope unauthorized"},
    )


@pytest.mark.parametrize("scope", ["scope.address", "scope.invoice", "scope.invoiceTitle"])
@pytest.mark.parametrize(("library", "asked"), [("2.12.99", 1), ("2.13.0", 0), (None, 0)])
def test_authorize_scopes_that_need_nothing_any_more(
    play: Play, heard: Any, scope: str, library: str | None, asked: int
) -> None:
    host = play(f"wx.authorize({{ scope: '{scope}', {REPORT} }});", base_library=library)
    assert heard(host) == ["authorize:ok"]
    assert len(host.prompts) == asked


def test_authorize_background_location_never_asks(play: Play, heard: Any) -> None:
    scope = "scope.userLocationBackground"
    host = play(
        f"""
        wx.authorize({{
            scope: '{scope}',
            fail(r) {{
                say(r.errMsg);
                wx.getSetting({{ success(r) {{ say(r.authSetting['{scope}']); }} }});
            }},
        }});
        """
    )
    assert heard(host) == ["authorize:fail auth deny", False]
    assert host.prompts == []


def test_authorize_background_location_from_the_settings_page(play: Play, heard: Any) -> None:
    scope = "scope.userLocationBackground"
    host = play(
        f"""
        wx.authorize({{ scope: '{scope}', fail() {{
            wx.openSetting({{ success() {{ wx.authorize({{ scope: '{scope}', {REPORT} }}); }} }});
        }} }});
        """,
        answers={"openSetting": f"+{scope}"},
    )
    assert heard(host) == ["authorize:ok"]
    assert host.prompts == []


# -- wx.getSetting --------------------------------------------------------------------------------


def test_get_setting_is_empty_at_first(call: CallApi) -> None:
    assert call("getSetting", "", base_library="2.3.0") == (
        "success",
        {"authSetting": {}, "errMsg": "getSetting:ok"},
    )


def test_get_setting_has_what_everybody_is_granted(call: CallApi) -> None:
    _, result = call("getSetting", "")
    assert result["authSetting"] == dict.fromkeys(EVERYBODYS, True)


def test_get_setting_has_three_states(play: Play, heard: Any) -> None:
    host = play(
        """
        const scopes = ['scope.record', 'scope.camera', 'scope.werun'];
        const show = (next) => wx.getSetting({ success(r) {
            say(scopes.map((scope) => String(r.authSetting[scope])));
            if (next) next();
        } });
        show(() => wx.authorize({ scope: scopes[0], complete() {
            show(() => wx.authorize({ scope: scopes[1], complete() { show(); } }));
        } }));
        """,
        answers={"scope.camera": "deny"},
    )
    assert heard(host) == [
        ["undefined", "undefined", "undefined"],
        ["true", "undefined", "undefined"],
        ["true", "false", "undefined"],
    ]


def test_get_setting_is_a_snapshot(play: Play, heard: Any) -> None:
    host = play("""
        wx.getSetting({ success(r) {
            r.authSetting['scope.record'] = true;
            wx.getSetting({ success(r) { say(r.authSetting['scope.record']); } });
        } });
    """)
    assert heard(host) == ["undefined"]
    assert host.permissions.query("scope.record") == "prompt"


def test_get_setting_after_a_dismissal(play: Play, heard: Any) -> None:
    host = play(
        """
        wx.authorize({ scope: 'scope.record', complete() {
            wx.getSetting({ success(r) { say('scope.record' in r.authSetting); } });
        } });
        """,
        answers={"scope.record": "dismiss"},
    )
    assert heard(host) == [False]


@pytest.mark.parametrize("scope", ["scope.address", "scope.invoice", "scope.invoiceTitle"])
def test_get_setting_of_a_scope_that_needs_nothing_any_more(call: CallApi, scope: str) -> None:
    _, result = call("getSetting", "", deny=[scope])
    assert result["authSetting"][scope] is True


@pytest.mark.parametrize(
    ("api", "options", "library", "shown"),
    [
        ("getSetting", "withSubscriptions: true", "2.10.1", True),
        ("getSetting", "withSubscriptions: true", "2.10.0", False),
        ("getSetting", "withSubscriptions: false", None, False),
        ("getSetting", "", None, False),
        ("openSetting", "withSubscriptions: true", "2.10.3", True),
        ("openSetting", "withSubscriptions: true", "2.10.2", False),
        ("openSetting", "", None, False),
    ],
)
def test_subscriptions(
    call: CallApi, api: str, options: str, library: str | None, shown: bool
) -> None:
    outcome, result = call(api, options, base_library=library)
    assert outcome == "success"
    assert ("subscriptionsSetting" in result) is shown
    if shown:
        assert result["subscriptionsSetting"] == {"mainSwitch": True}


# -- wx.openSetting -------------------------------------------------------------------------------


def test_open_setting_unchanged(play: Play, heard: Any) -> None:
    host = play(
        "wx.openSetting({ success: say });",
        answers={"openSetting": "leave"},
        deny=["scope.record"],
        base_library="2.3.0",
    )
    assert heard(host) == [{"authSetting": {"scope.record": False}, "errMsg": "openSetting:ok"}]
    assert [(c.kind, c.key, c.chosen) for c in host.choices] == [
        ("openSetting", "openSetting", "leave")
    ]


def test_open_setting_switches(play: Play, heard: Any) -> None:
    host = play(
        "wx.openSetting({ success(r) { say(r.authSetting); } });",
        answers={"openSetting": "+scope.record,-scope.camera"},
        deny=["scope.record"],
        grant=["scope.camera"],
        base_library="2.3.0",
    )
    assert heard(host) == [{"scope.record": True, "scope.camera": False}]
    assert host.permissions.query("scope.record") == "granted"
    assert host.permissions.query("scope.camera") == "denied"


def test_open_setting_shows_only_what_was_asked_for(play: Play, heard: Any) -> None:
    host = play(
        "wx.openSetting({ success(r) { say(r.authSetting); } });",
        answers={"openSetting": "+scope.record"},
        base_library="2.3.0",
    )
    assert heard(host) == [{}]
    assert host.permissions.query("scope.record") == "prompt"


def test_open_setting_goes_along(play: Play) -> None:
    host = play("wx.openSetting();", deny=["scope.record", "scope.camera"], grant=["scope.werun"])
    assert all(host.permissions.settings().values())


def test_open_setting_ends_the_refusal(play: Play, heard: Any) -> None:
    host = play(
        f"""
        wx.openSetting({{ success() {{ wx.authorize({{ scope: 'scope.record', {REPORT} }}); }} }});
        """,
        answers={"openSetting": "+scope.record"},
        deny=["scope.record"],
    )
    assert heard(host) == ["authorize:ok"]
    assert host.prompts == []


NO_TAP = "openSetting:fail can only be invoked by user TAP gesture."
OPEN = f"wx.openSetting({{ {REPORT} }});"


@pytest.mark.parametrize(
    ("around", "tapped"),
    [
        ("OPEN", True),
        ("wx.getSetting({ success() { OPEN } });", True),
        ("wx.getSetting({ complete() { OPEN } });", True),
        ("wx.authorize({ scope: 'scope.no', fail() { OPEN } });", True),
        ("wx.showModal({ success() { wx.getSetting({ success() { OPEN } }); } });", True),
        ("Promise.resolve().then(() => { OPEN });", False),
        ("(async () => { await 0; OPEN })();", False),
        ("(async () => { OPEN })();", True),
        ("wx.getSetting().then(() => { OPEN });", False),
        ("wx.getSetting().then(() => wx.getSetting({ success() { OPEN } }));", False),
        ("wx.getSetting({ success() { Promise.resolve().then(() => { OPEN }); } });", False),
        ("setTimeout(() => { OPEN });", False),
        ("setTimeout(() => wx.getSetting({ success() { OPEN } }));", False),
        ("wx.nextTick(() => { OPEN });", False),
        ("wx.onError(() => { OPEN }); setTimeout(() => { throw new Error('x'); });", False),
    ],
)
def test_open_setting_needs_a_tap(play: Play, heard: Any, around: str, tapped: bool) -> None:
    text = around.replace("OPEN", OPEN)
    host = play(text, answers={"openSetting": "leave"})
    assert heard(host) == ["openSetting:ok" if tapped else NO_TAP]
    assert len([c for c in host.choices if c.kind == "openSetting"]) == int(tapped)


@pytest.mark.parametrize(
    ("library", "needed"), [("2.0.0", False), ("2.2.99", False), ("2.3.0", True)]
)
def test_open_setting_tap_rule_by_library(
    play: Play, heard: Any, library: str, needed: bool
) -> None:
    host = play(f"setTimeout(() => {{ {OPEN} }});", base_library=library)
    assert heard(host) == [NO_TAP if needed else "openSetting:ok"]


def test_open_setting_promise(play: Play, heard: Any) -> None:
    host = play("wx.openSetting().then(say); setTimeout(() => wx.openSetting().catch(say));")
    (success, failure) = sorted(heard(host), key=lambda result: -len(result))
    assert set(success) == {"authSetting", "errMsg"}
    assert failure == {"errMsg": NO_TAP}


def test_open_setting_answer_that_does_not_fit(play: Play) -> None:
    host = play("")
    host.user.answer("openSetting", "anything")
    with pytest.raises(UnansweredError, match="openSetting"):
        host.run_script("wx.openSetting();", "again.js")


def test_settings_page_names_every_scope(play: Play, heard: Any) -> None:
    host = play(
        "wx.openSetting({ success(r) { say(Object.keys(r.authSetting)); } });", deny=list(SCOPES)
    )
    assert heard(host) == [list(SCOPES)]
