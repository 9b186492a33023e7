"""The other ends of components: what would have to be rendered says that it is not."""

from __future__ import annotations

from typing import Any

import pytest

from jshost.apis import registry

from .calls import Play, numbers

VIEWLESS = "fail jshost has no view layer yet"
MAKERS = {
    "CameraContext": "wx.createCameraContext()",
    "LivePlayerContext": "wx.createLivePlayerContext('a')",
    "LivePusherContext": "wx.createLivePusherContext()",
    "MapContext": "wx.createMapContext('a')",
    "VideoContext": "wx.createVideoContext('a')",
}
METHODS = [
    api.name
    for api in registry()
    if api.needs_view and api.convention == "async" and api.name.partition(".")[0] in MAKERS
]
OPTIONS = {
    "CameraContext.setZoom": "zoom: 2",
    "MapContext.translateMarker": (
        "markerId: 1, destination: {}, autoRotate: false, rotate: 0, animationEnd() {}"
    ),
    "MapContext.includePoints": "points: []",
    "CameraContext.startRecord": "timeoutCallback() {}",
}


def made(method: str, options: str) -> str:
    """Return a call of a method that says how it ended."""
    maker, _, name = method.partition(".")
    return (
        f"{MAKERS[maker]}.{name}(Object.assign("
        f"{{ success() {{ say('success'); }}, fail(r) {{ say(r.errMsg); }} }}, {{ {options} }}));"
    )


@pytest.mark.parametrize("method", METHODS)
def test_what_needs_the_view_layer_says_so(play: Play, heard: Any, method: str) -> None:
    native = registry().get(method).speaks_as
    host = play(made(method, OPTIONS.get(method, "")))
    assert heard(host) == [f"{native}:{VIEWLESS}"]
    assert host.errors == []


@pytest.mark.parametrize("method", METHODS)
def test_no_promise(play: Play, heard: Any, method: str) -> None:
    maker, _, name = method.partition(".")
    host = play(f"say({MAKERS[maker]}.{name}({{ {OPTIONS.get(method, '')} }}));")
    assert heard(host) == ["undefined"]
    assert host.errors == []


@pytest.mark.parametrize("method", sorted(OPTIONS))
def test_bad_parameters(play: Play, heard: Any, method: str) -> None:
    first = OPTIONS[method].partition(":")[0].partition("(")[0]
    (said,) = heard(play(made(method, f"{first}: 'x'")))
    native = registry().get(method).speaks_as
    assert said.startswith(f"{native}:fail parameter error: parameter.{first} should be")


@pytest.mark.parametrize("method", METHODS)
def test_later_libraries_have_more(play: Play, heard: Any, method: str) -> None:
    maker, _, name = method.partition(".")
    since = registry().get(method).since
    if numbers(since) <= numbers("1.7.0"):
        since = "1.7.0"  # as its factory
    else:
        assert heard(play(f"say(typeof {MAKERS[maker]}.{name});", base_library="1.7.0")) == [
            "undefined"
        ]
    assert heard(play(f"say(typeof {MAKERS[maker]}.{name});", base_library=since)) == ["function"]


def test_the_user_is_asked_for_the_position_first(play: Play, heard: Any) -> None:
    script = "wx.createMapContext('a').moveToLocation({ fail(r) { say(r.errMsg); } });"
    host = play(script)
    assert [(p.scope, p.decision) for p in host.prompts] == [("scope.userLocation", "granted")]
    assert heard(host) == [f"moveToMapLocation:{VIEWLESS}"]
    host = play(script, deny=["scope.userLocation"])
    assert heard(host) == ["moveToMapLocation:fail auth deny"]


@pytest.mark.parametrize(
    "maker", ["createVideoContext", "createLivePlayerContext", "createMapContext"]
)
@pytest.mark.parametrize("given", ["", "1", "null", "{}"])
def test_an_id_is_a_text(play: Play, heard: Any, maker: str, given: str) -> None:
    script = f"try {{ wx.{maker}({given}); }} catch (error) {{ say(error.errMsg); }}"
    (said,) = heard(play(script))
    assert said.startswith(f"{maker}:fail parameter error: parameter should be String instead of")
