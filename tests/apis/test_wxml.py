"""WXML: queries and observers can be put together; that there is nothing to find they say."""

from __future__ import annotations

from typing import Any

import pytest

from jshost.apis import registry
from jshost.differences.view import VIEWLESS

from .calls import Play
from .samples.sample import INDEX

QUERY = registry().get("createSelectorQuery")
OBSERVER = registry().get("createIntersectionObserver")


@pytest.mark.parametrize(
    ("script", "api"),
    [
        ("wx.createSelectorQuery()\n.select('#a')\n.boundingClientRect()\n.exec()",
         "SelectorQuery.exec"),
        (("wx.createSelectorQuery().in({})\n.selectAll('.a').scrollOffset(f)\n.selectViewport()"
         ".fields({ size: true }, f).exec(f)"), "SelectorQuery.exec"),
        (("const q = wx.createSelectorQuery(); q.select('#a').node(f);\nq.select('#b').context();\n"
         "q.exec()"), "SelectorQuery.exec"),
        (("wx.createIntersectionObserver({}, {})\n.relativeTo('#a', {})\n.relativeToViewport()"
         ".observe('.b', f)"), "IntersectionObserver.observe"),
    ],
)  # fmt: skip
def test_nothing_is_found_silently(play: Play, heard: Any, script: str, api: str) -> None:
    host = play(f"const f = () => say('called');\n{script};")
    [error] = host.errors
    assert error.message == f"Error: {api}:{VIEWLESS}"
    # quickjs-ng knows the column, too.
    assert error.where.split(":")[:2] == ["test.js", f"{script.count(chr(10)) + 2}"]
    assert heard(host) == []


def test_the_error_has_its_errmsg(play: Play, heard: Any) -> None:
    host = play("try { wx.createSelectorQuery().exec() } catch (e) { say(e.errMsg) }")
    assert heard(host) == [f"SelectorQuery.exec:{VIEWLESS}"]


def test_what_observes_nothing_can_be_disconnected(play: Play) -> None:
    assert play("wx.createIntersectionObserver({}).disconnect();").errors == []


@pytest.mark.parametrize("library", ["1.4.0", "1.6.0", "2.4.2", "2.7.0", "3.3.0"])
def test_methods_come_with_their_base_library(play: Play, heard: Any, library: str) -> None:
    host = play(
        """
        const query = wx.createSelectorQuery();
        for (const object of [query, query.select('#a')]) {
            say(Reflect.ownKeys(Object.getPrototypeOf(object)));
        }
        """,
        base_library=library,
    )
    query, ref = heard(host)
    there = {api.name for api in QUERY.methods if host.app.platform.has(api.since)}
    assert there == {
        *(f"SelectorQuery.{name}" for name in query if name != "constructor"),
        *(f"NodesRef.{name}" for name in ref if name != "constructor"),
    }


def test_every_method_is_declared(play: Play, heard: Any) -> None:
    host = play("say(Reflect.ownKeys(Object.getPrototypeOf(wx.createIntersectionObserver({}))));")
    assert {f"IntersectionObserver.{name}" for name in heard(host)[0] if name != "constructor"} == {
        api.name for api in OBSERVER.methods
    }


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("this.createSelectorQuery().select('#a').boundingClientRect().exec()",
         f"SelectorQuery.exec:{VIEWLESS}"),
        ("this.createIntersectionObserver().relativeToViewport().observe('#a', () => {})",
         f"IntersectionObserver.observe:{VIEWLESS}"),
        ("this.createMediaQueryObserver()", f"Component.createMediaQueryObserver:{VIEWLESS}"),
        ("this.animate('#a', [], 1)", f"Component.animate:{VIEWLESS}"),
        ("this.clearAnimation('#a')", f"Component.clearAnimation:{VIEWLESS}"),
    ],
)  # fmt: skip
def test_pages_have_them_too(play: Play, heard: Any, script: str, text: str) -> None:
    assert heard(play(f"try {{ {script} }} catch (e) {{ say(e.errMsg) }}", file=INDEX)) == [text]


def test_changed_prototypes_change_nothing(play: Play, heard: Any) -> None:
    host = play("""
        Object.prototype.NodesRef = Object.prototype.errMsg = 1;
        Error = Object.defineProperty = null;
        try { wx.createSelectorQuery().select('#a').fields({}).exec() } catch (e) { say(e.errMsg) }
    """)
    assert heard(host) == [f"SelectorQuery.exec:{VIEWLESS}"]
