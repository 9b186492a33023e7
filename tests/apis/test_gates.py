"""Every API that needs a scope: asked for by itself, allowed, refused at once and refused before,
in each dialect.
"""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Scenario
from jshost.apis import registry
from jshost.differences.media import SYSTEM_PERMISSIONS
from jshost.world.scenario import Device

from .calls import GATED, SAMPLES, CallApi, Play, script

FIRST = {"devtools": "fail auth deny", "android": "fail:auth denied", "ios": "fail auth deny"}
REPEAT = {
    "devtools": "fail auth deny",
    "android": "fail auth deny",
    "ios": "fail authorize no response",
}
AUTHORIZE_FIRST = {
    "devtools": "fail auth deny",
    "android": "fail:auth deny",
    "ios": "fail auth deny",
}
AUTHORIZE_REPEAT = {
    "devtools": "fail auth deny",
    "android": "fail:auth deny",
    "ios": "fail 系统错误,错误码:-12006,auth deny",
}

each_gated = pytest.mark.parametrize("api", GATED)
each_dialect = pytest.mark.parametrize("dialect", ["devtools", "android", "ios"])


def at(api: str) -> dict[str, Any]:
    """Return settings in which an API asks for its scope."""
    return {"base_library": GATED[api].gated_at}


def asked(host: Any) -> list[tuple[str, str, str, str]]:
    """Return the dialogs for scopes that a host has shown."""
    return [(p.scope, p.api, p.decision, p.by) for p in host.prompts]


@each_gated
def test_asks_by_itself(play: Play, heard: Any, api: str) -> None:
    scope = GATED[api].scope
    host = play(script(api), **at(api), on_prompt=None, answers={scope: "allow", **affirm(api)})
    assert [said[0] for said in heard(host)] == ["success"]
    assert asked(host) == [(scope, api, "granted", "script")]
    assert host.permissions.query(scope) == "granted"


@each_gated
def test_asks_nothing_when_allowed_before(play: Play, heard: Any, api: str) -> None:
    host = play(script(api), **at(api), grant=[GATED[api].scope])
    assert [said[0] for said in heard(host)] == ["success"]
    assert host.prompts == []


@each_gated
@each_dialect
def test_refused(play: Play, heard: Any, api: str, dialect: str) -> None:
    scope = GATED[api].scope
    host = play(script(api), **at(api), dialect=dialect, answers={scope: "deny"})
    text = (AUTHORIZE_FIRST if api == "authorize" else FIRST)[dialect]
    assert heard(host) == [["fail", {"errMsg": f"{api}:{text}"}]]
    assert asked(host) == [(scope, api, "denied", "script")]
    assert host.permissions.query(scope) == "denied"


@each_gated
@each_dialect
def test_refused_before(play: Play, heard: Any, api: str, dialect: str) -> None:
    host = play(script(api), **at(api), dialect=dialect, deny=[GATED[api].scope])
    text = (AUTHORIZE_REPEAT if api == "authorize" else REPEAT)[dialect]
    code = {"errCode": "0"} if dialect == "ios" and api != "authorize" else {}
    assert heard(host) == [["fail", {"errMsg": f"{api}:{text}", **code}]]
    assert host.prompts == []


@each_gated
def test_refused_then_called_again(play: Play, heard: Any, api: str) -> None:
    fields = SAMPLES[api].options
    again = (
        f"const call = (fail) => wx.{api}({{ {fields}{',' if fields else ''} fail }});"
        "call((first) => { say(first.errMsg); call((second) => say(second.errMsg)); });"
    )
    host = play(
        script(api, call=again), **at(api), dialect="android", answers={GATED[api].scope: "deny"}
    )
    first, repeat = (AUTHORIZE_FIRST, AUTHORIZE_REPEAT) if api == "authorize" else (FIRST, REPEAT)
    assert heard(host) == [f"{api}:{first['android']}", f"{api}:{repeat['android']}"]
    assert len(host.prompts) == 1


@each_gated
def test_dismissed(play: Play, heard: Any, api: str) -> None:
    scope = GATED[api].scope
    again = script(api) + f" setTimeout(() => {{ {script(api)} }}, 5000);"
    host = play(again, **at(api), dialect="android", answers={scope: "dismiss"})
    text = (AUTHORIZE_FIRST if api == "authorize" else FIRST)["android"]
    assert heard(host) == [["fail", {"errMsg": f"{api}:{text}"}]] * 2
    assert asked(host) == [(scope, api, "dismissed", "script")] * 2
    assert host.permissions.query(scope) == "prompt"


@each_gated
def test_nobody_answers(play: Play, heard: Any, api: str) -> None:
    scope = GATED[api].scope
    host = play(script(api), **at(api), on_prompt=None, answers=affirm(api))
    text = (AUTHORIZE_FIRST if api == "authorize" else FIRST)["devtools"]
    assert heard(host) == [["fail", {"errMsg": f"{api}:{text}"}]]
    assert asked(host) == [(scope, api, "denied", "default")]
    assert host.permissions.query(scope) == "prompt"


@pytest.mark.parametrize("api", [api for api, sample in GATED.items() if sample.options])
def test_parameters_are_checked_before_anybody_is_asked(play: Play, heard: Any, api: str) -> None:
    host = play(script(api, ""), **at(api))
    ((outcome, result),) = heard(host)
    assert outcome == "fail"
    assert result["errMsg"].startswith(f"{api}:fail parameter error: ")
    assert host.prompts == []


@pytest.mark.parametrize(
    ("api", "library", "prompts"),
    [
        ("chooseLocation", "2.23.99", 1),
        ("chooseLocation", "2.24.0", 0),
        ("chooseAddress", "2.12.99", 1),
        ("chooseAddress", "2.13.0", 0),
        ("chooseInvoiceTitle", "2.12.99", 1),
        ("chooseInvoiceTitle", "2.13.0", 0),
        ("getUserInfo", "2.3.99", 1),
        ("getUserInfo", "2.16.0", 0),
        ("openLocation", "2.0.0", 0),
        ("getLocation", "3.0.0", 1),
    ],
)
def test_gates_that_went(play: Play, heard: Any, api: str, library: str, prompts: int) -> None:
    host = play(script(api), base_library=library)
    assert [said[0] for said in heard(host)] == ["success"]
    assert len(host.prompts) == prompts


def test_a_refusal_does_not_count_where_nothing_is_asked(call: CallApi) -> None:
    outcome, _ = call("chooseLocation", deny=["scope.userLocation"])
    assert outcome == "success"


def test_two_apis_of_one_scope_share_the_dialog(play: Play, heard: Any) -> None:
    host = play("""
        wx.saveImageToPhotosAlbum({ filePath: 'a.png', complete(r) { say(r.errMsg); } });
        wx.saveVideoToPhotosAlbum({ filePath: 'a.mp4', complete(r) { say(r.errMsg); } });
        wx.authorize({ scope: 'scope.writePhotosAlbum', complete(r) { say(r.errMsg); } });
    """)
    assert heard(host) == [
        "saveImageToPhotosAlbum:ok",
        "saveVideoToPhotosAlbum:ok",
        "authorize:ok",
    ]
    assert asked(host) == [
        ("scope.writePhotosAlbum", "saveImageToPhotosAlbum", "granted", "default")
    ]


@pytest.mark.parametrize(
    "api", [api for api, one in GATED.items() if one.scope in SYSTEM_PERMISSIONS]
)
@pytest.mark.parametrize("state", ["denied", "not determined"])
@each_dialect
def test_the_system_forbids_it(play: Play, heard: Any, api: str, state: Any, dialect: str) -> None:
    scope = GATED[api].scope or ""
    device = Device(**{SYSTEM_PERMISSIONS[scope]: state})
    host = play(script(api), **at(api), dialect=dialect, scenario=Scenario(device=device))
    ((outcome, result),) = heard(host)
    text = "fail:system" if dialect == "android" else "fail system"
    forbidden = state == "denied" and api != "authorize"
    assert outcome == ("fail" if forbidden else "success")
    assert (result["errMsg"] == f"{api}:{text} permission denied") is forbidden
    assert host.permissions.query(scope) == "granted"


@pytest.mark.parametrize(("library", "code"), [("2.23.9", {}), ("2.24.0", {"errno": 3})])
def test_the_systems_code(call: CallApi, library: str, code: dict[str, int]) -> None:
    forbidden = Scenario(device=Device(albumAuthorized="denied"))
    _, result = call("saveImageToPhotosAlbum", scenario=forbidden, base_library=library)
    text = "saveImageToPhotosAlbum:fail system permission denied"
    assert result == {"errMsg": text, **code}


def test_what_the_user_refuses_the_system_is_not_asked(call: CallApi) -> None:
    forbidden = Scenario(device=Device(albumAuthorized="denied"))
    settings: dict[str, Any] = {"scenario": forbidden, "deny": ["scope.writePhotosAlbum"]}
    _, result = call("saveImageToPhotosAlbum", **settings)
    assert result == {"errMsg": "saveImageToPhotosAlbum:fail auth deny"}


def test_the_system_forbids_recording(play: Play, heard: Any) -> None:
    host = play(
        "const r = wx.getRecorderManager(); r.onError(say); r.start();",
        scenario=Scenario(device=Device(microphoneAuthorized="denied")),
    )
    text = "operateRecorder:fail system permission denied"
    assert heard(host) == [{"errMsg": text, "errno": 3}]


def affirm(api: str) -> dict[str, str]:
    """Return the answer that goes along with an API's own question."""
    asks = registry().get(api).asks
    return {api: asks.affirm} if asks else {}
