"""动画: what each call is recorded as, and what export() gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.apis import registry

from .calls import Play
from .samples.sample import INDEX

OPTION = {
    "transformOrigin": "50% 50% 0",
    "transition": {"duration": 400, "timingFunction": "linear", "delay": 0},
}
IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

RECORDED: dict[str, list[tuple[str, str, list[Any]]]] = {
    "matrix": [
        ("matrix(1, 2, 3, 4, 5, 6, 7)", "matrix", [1, 2, 3, 4, 5, 6]),
        ("matrix()", "matrix", [1, 0, 0, 1, 1, 1]),
    ],
    "matrix3d": [
        ("matrix3d()", "matrix3d", IDENTITY),
        ("matrix3d(2, undefined, 3)", "matrix3d", [2, 0, 3, *IDENTITY[3:]]),
    ],
    "rotate": [("rotate(45)", "rotate", [45]), ("rotate()", "rotate", [0])],
    "rotate3d": [
        ("rotate3d(1, 2, 3, 45)", "rotate3d", [1, 2, 3, 45]),
        ("rotate3d()", "rotate3d", [0, 0, 0, 0]),
    ],
    "rotateX": [("rotateX(45)", "rotateX", [45])],
    "rotateY": [("rotateY(45)", "rotateY", [45])],
    "rotateZ": [("rotateZ(45)", "rotateZ", [45]), ("rotateZ()", "rotateZ", [0])],
    "scale": [
        ("scale(2)", "scale", [2, 2]),
        ("scale(2, 3)", "scale", [2, 3]),
        ("scale()", "scale", [1, 1]),
    ],
    "scale3d": [
        ("scale3d(1, 2, 3)", "scale3d", [1, 2, 3]),
        ("scale3d(2)", "scale3d", [2, 1, 1]),
    ],
    "scaleX": [("scaleX(2)", "scaleX", [2]), ("scaleX()", "scaleX", [1])],
    "scaleY": [("scaleY(2)", "scaleY", [2])],
    "scaleZ": [("scaleZ(2)", "scaleZ", [2])],
    "skew": [("skew(1, 2)", "skew", [1, 2]), ("skew(1)", "skew", [1, 0])],
    "skewX": [("skewX(1)", "skewX", [1])],
    "skewY": [("skewY(1)", "skewY", [1])],
    "translate": [("translate(1, 2)", "translate", [1, 2]), ("translate(1)", "translate", [1, 0])],
    "translate3d": [("translate3d(1, 2)", "translate3d", [1, 2, 0])],
    "translateX": [
        ("translateX(1)", "translateX", [1]),
        ("translateX('9%')", "translateX", ["9%"]),
    ],
    "translateY": [("translateY(1)", "translateY", [1])],
    "translateZ": [("translateZ(1)", "translateZ", [1])],
    "opacity": [("opacity(0.5)", "style", ["opacity", 0.5])],
    "backgroundColor": [("backgroundColor('#f00')", "style", ["backgroundColor", "#f00"])],
    **{
        name: [
            (f"{name}(1.5)", "style", [name, "1.5px"]),
            (f"{name}('50%')", "style", [name, "50%"]),
        ]
        for name in ("width", "height", "left", "right", "top", "bottom")
    },
}
"""By method: calls, and the type and arguments that they record."""

TABLE = [row for rows in RECORDED.values() for row in rows]


def step(*animates: Any, option: Any = OPTION) -> dict[str, Any]:
    """Return a step as it is exported."""
    shown = [{"type": kind, "args": args} for kind, args in animates]
    return {"animates": shown, "option": option}


def exported(host: Host) -> Any:
    """Return the actions of each export that a script said."""
    return [json.loads(record.message)["actions"] for record in host.console]


@pytest.mark.parametrize(("call", "kind", "args"), TABLE)
def test_recorded(play: Play, call: str, kind: str, args: list[Any]) -> None:
    host = play(f"say(wx.createAnimation({{}}).{call}.step().export());")
    assert exported(host) == [[step((kind, args))]]


def test_every_method_has_its_row() -> None:
    methods = {api.name.partition(".")[2] for api in registry().get("createAnimation").methods}
    assert RECORDED.keys() == methods - {"step", "export"}


def test_steps_go_on_from_those_before(play: Play) -> None:
    host = play("""
        const animation = wx.createAnimation();
        animation.opacity(0).rotate(1).step().left(1).rotate(2).opacity(1).step();
        say(animation.export());
        animation.scale(2).step();
        say(animation.export());
        say(animation.export());
    """)
    one = ("style", ["opacity", 1])
    two = [one, ("rotate", [2]), ("style", ["left", "1px"])]
    assert exported(host) == [
        [step(("style", ["opacity", 0]), ("rotate", [1])), step(*two)],
        [step(*two, ("scale", [2, 2]))],
        [],
    ]


def test_what_is_not_stepped_is_not_exported_yet(play: Play) -> None:
    host = play("""
        const animation = wx.createAnimation();
        say(animation.rotate(1).export());
        say(animation.step().export());
    """)
    assert exported(host) == [[], [step(("rotate", [1]))]]


@pytest.mark.parametrize(
    ("made", "stepped", "changed"),
    [
        ("", "", {}),
        ("{}", "{}", {}),
        ("{ duration: 0, delay: 5 }", "", {"duration": 0, "delay": 5}),
        ("{ duration: 1, delay: 5 }", "{ duration: 2 }", {"duration": 2, "delay": 5}),
        ("{ timingFunction: 'ease' }", "", {"timingFunction": "ease"}),
        ("{ timingFunction: 'ease' }", "{ timingFunction: 'ease-in' }",
         {"timingFunction": "ease-in"}),
        ("{}", "{ duration: undefined, delay: 7 }", {"delay": 7}),
    ],
)  # fmt: skip
def test_transitions(play: Play, made: str, stepped: str, changed: dict[str, Any]) -> None:
    host = play(f"say(wx.createAnimation({made}).step({stepped}).export());")
    option = {**OPTION, "transition": {**OPTION["transition"], **changed}}  # type: ignore[dict-item] # a dict it is
    assert exported(host) == [[step(option=option)]]


def test_an_option_of_a_step_is_that_steps(play: Play) -> None:
    host = play("""
        const animation = wx.createAnimation({ transformOrigin: '0 0 0' });
        say(animation.step({ transformOrigin: '1px 1px 0' }).step().export());
    """)
    first, second = exported(host)[0]
    assert first["option"]["transformOrigin"] == "1px 1px 0"
    assert second["option"]["transformOrigin"] == "0 0 0"


def test_it_goes_into_a_pages_data(play: Play) -> None:
    host = play(
        "this.setData({ shown: wx.createAnimation({ duration: 1 }).rotate(1).step().export() });",
        file=INDEX,
    )
    option = {**OPTION, "transition": {"duration": 1, "timingFunction": "linear", "delay": 0}}
    assert host.page.data == {"shown": {"actions": [step(("rotate", [1]), option=option)]}}


@pytest.mark.parametrize(
    "tampering",
    [
        "Array.prototype.push = Array.prototype.forEach = Object.keys = null;",
        "Object.defineProperty(Array.prototype, 0, { set() { throw 1 }, configurable: true });",
        "Object.defineProperty(Object.prototype, 'rotate', { set() { throw 1 } });",
        "Array.prototype[Symbol.iterator] = null; Array.prototype[5] = 1;",
    ],
)
def test_changed_prototypes_change_nothing(play: Play, tampering: str) -> None:
    host = play(f"""{tampering}
        const made = wx.createAnimation({{}}).rotate(1).matrix().opacity(0).step().export();
        delete Array.prototype[0];  // quickjs-ng's own JSON.stringify would meet it
        say(made);
    """)
    assert exported(host) == [
        [step(("rotate", [1]), ("matrix", [1, 0, 0, 1, 1, 1]), ("style", ["opacity", 0]))]
    ]


@pytest.mark.parametrize(
    "script",
    [
        "wx.createAnimation(null);",
        "wx.createAnimation({ get duration() { throw new Error('x') } });",
        "animation.currentStepAnimates = [null]; animation.step();",
        "animation.actions = { length: 1e9 }; animation.step().export();",
        "animation.rotate.call(undefined, 1);",
        "animation.option = null; animation.step();",
        "animation.step(null);",
    ],
)
def test_whatever_a_guest_does_to_it_is_the_guests(play: Play, script: str) -> None:
    host = play(f"const animation = wx.createAnimation({{}}); {script}")
    assert host.eval("1 + 1") == 2
    # quickjs-ng knows the column, too.
    assert [error.where[:9] for error in host.errors] in ([], ["test.js:1"])
