"""画布: what each call of a drawing context is recorded as, and what becomes of it on a canvas."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.apis import registry
from jshost.differences.canvas import MAX_ACTIONS, MAX_CANVASES
from jshost.engine.port import Limits
from jshost.errors import MemoryLimit
from jshost.trace import EventRecord

from .calls import CallApi, Play
from .samples.sample import INDEX

BLACK = [0, 0, 0, 255]
RED = [255, 0, 0, 255]


def action(method: str, *data: Any) -> dict[str, Any]:
    """Return an action as it is recorded."""
    return {"method": method, "data": list(data)}


RECORDED: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {
    "setFillStyle": [
        ("ctx.setFillStyle('red')", [action("setFillStyle", "normal", RED)]),
        ("ctx.setFillStyle()", [action("setFillStyle", "normal", BLACK)]),
    ],
    "fillStyle": [("ctx.fillStyle = '#f00'", [action("setFillStyle", "normal", RED)])],
    "setStrokeStyle": [("ctx.setStrokeStyle('red')", [action("setStrokeStyle", "normal", RED)])],
    "strokeStyle": [
        ("ctx.strokeStyle = 'rgb(255, 0, 0)'", [action("setStrokeStyle", "normal", RED)]),
        (
            "ctx.strokeStyle = ctx.createLinearGradient(0, 1, 2, 3)",
            [action("setStrokeStyle", "linear", [0, 1, 2, 3], [])],
        ),
    ],
    "setShadow": [
        ("ctx.setShadow(1, 2, 3, 'red')", [action("setShadow", 1, 2, 3, RED)]),
        ("ctx.setShadow()", [action("setShadow", 0, 0, 0, BLACK)]),
    ],
    "shadowOffsetX": [("ctx.shadowOffsetX = 1", [action("setShadowOffsetX", 1)])],
    "shadowOffsetY": [("ctx.shadowOffsetY = 2", [action("setShadowOffsetY", 2)])],
    "shadowBlur": [("ctx.shadowBlur = 3", [action("setShadowBlur", 3)])],
    "shadowColor": [("ctx.shadowColor = 'red'", [action("setShadowColor", "red")])],
    "createLinearGradient": [
        (
            (
                "const g = ctx.createLinearGradient(0, 1, 2, 3); g.addColorStop(0, 'red');"
                "ctx.setFillStyle(g); g.addColorStop(1, 'black')"
            ),
            [action("setFillStyle", "linear", [0, 1, 2, 3], [[0, RED], [1, BLACK]])],
        )
    ],
    "createCircularGradient": [
        (
            "ctx.setFillStyle(ctx.createCircularGradient(1, 2, 3))",
            [action("setFillStyle", "radial", [1, 2, 3], [])],
        )
    ],
    "addColorStop": [
        (
            (
                "const g = ctx.createCircularGradient(1, 2, 3); g.addColorStop(0.5, 'nothing');"
                "ctx.setStrokeStyle(g)"
            ),
            [action("setStrokeStyle", "radial", [1, 2, 3], [[0.5, BLACK]])],
        )
    ],
    "createPattern": [
        (
            "ctx.fillStyle = ctx.createPattern('a.png', 'repeat-x')",
            [action("setFillStyle", "pattern", "a.png", "repeat-x")],
        ),
        ("ctx.createPattern('a.png', 'twice'); ctx.createPattern('a.png')", []),
    ],
    "setLineWidth": [("ctx.setLineWidth(5, 6)", [action("setLineWidth", 5)])],
    "lineWidth": [("ctx.lineWidth = 5", [action("setLineWidth", 5)])],
    "setLineCap": [("ctx.setLineCap('round')", [action("setLineCap", "round")])],
    "lineCap": [("ctx.lineCap = 'round'", [action("setLineCap", "round")])],
    "setLineJoin": [("ctx.setLineJoin('bevel')", [action("setLineJoin", "bevel")])],
    "lineJoin": [("ctx.lineJoin = 'bevel'", [action("setLineJoin", "bevel")])],
    "setLineDash": [
        ("ctx.setLineDash([1, 2], 3)", [action("setLineDash", [1, 2], 3)]),
        ("ctx.setLineDash()", [action("setLineDash", [0, 0], 0)]),
    ],
    "lineDashOffset": [("ctx.lineDashOffset = 3", [action("setLineDashOffset", 3)])],
    "setMiterLimit": [("ctx.setMiterLimit(4)", [action("setMiterLimit", 4)])],
    "miterLimit": [("ctx.miterLimit = 4", [action("setMiterLimit", 4)])],
    "rect": [
        ("ctx.rect(1, 2, 3, 4, 5); ctx.fill()", [action("fillPath", action("rect", 1, 2, 3, 4))])
    ],
    "fillRect": [("ctx.fillRect(1, 2, 3, 4)", [action("fillPath", action("rect", 1, 2, 3, 4))])],
    "strokeRect": [
        ("ctx.strokeRect(1, 2, 3, 4)", [action("strokePath", action("rect", 1, 2, 3, 4))])
    ],
    "clearRect": [("ctx.clearRect(1, 2, 3, 4)", [action("clearRect", 1, 2, 3, 4)])],
    "fill": [("ctx.fill()", [action("fillPath")])],
    "stroke": [
        (
            "ctx.moveTo(1, 2); ctx.stroke(); ctx.lineTo(3, 4); ctx.stroke()",
            [
                action("strokePath", action("moveTo", 1, 2)),
                action("strokePath", action("moveTo", 1, 2), action("lineTo", 3, 4)),
            ],
        )
    ],
    "clip": [
        (
            "ctx.arc(1, 2, 3, 4, 5); ctx.clip()",
            [action("clip", action("arc", 1, 2, 3, 4, 5, False))],
        )
    ],
    "beginPath": [
        (
            "ctx.moveTo(1, 2); ctx.beginPath(); ctx.moveTo(3, 4); ctx.fill()",
            [action("fillPath", action("moveTo", 3, 4))],
        )
    ],
    "closePath": [
        (
            "ctx.moveTo(1, 2); ctx.closePath(); ctx.stroke()",
            [action("strokePath", action("moveTo", 1, 2), action("closePath"))],
        ),
    ],
    "moveTo": [("ctx.moveTo(1, 2); ctx.fill()", [action("fillPath", action("moveTo", 1, 2))])],
    # A path that begins with a line begins where that ends.
    "lineTo": [
        (
            "ctx.lineTo(1, 2); ctx.lineTo(3, 4); ctx.fill()",
            [action("fillPath", action("moveTo", 1, 2), action("lineTo", 3, 4))],
        )
    ],
    "arc": [
        (
            "ctx.arc(1, 2, 3, 4, 5, true); ctx.fill()",
            [action("fillPath", action("arc", 1, 2, 3, 4, 5, True))],
        )
    ],
    "arcTo": [
        (
            "ctx.arcTo(1, 2, 3, 4, 5); ctx.fill()",
            [action("fillPath", action("arcTo", 1, 2, 3, 4, 5))],
        )
    ],
    "bezierCurveTo": [
        (
            "ctx.bezierCurveTo(1, 2, 3, 4, 5, 6); ctx.fill()",
            [action("fillPath", action("bezierCurveTo", 1, 2, 3, 4, 5, 6))],
        )
    ],
    "quadraticCurveTo": [
        (
            "ctx.quadraticCurveTo(1, 2, 3, 4); ctx.fill()",
            [action("fillPath", action("quadraticCurveTo", 1, 2, 3, 4))],
        )
    ],
    "scale": [("ctx.scale(2, 3)", [action("scale", 2, 3)])],
    "rotate": [("ctx.rotate(1.5)", [action("rotate", 1.5)])],
    "translate": [("ctx.translate(2, 3)", [action("translate", 2, 3)])],
    "transform": [("ctx.transform(1, 2, 3, 4, 5, 6)", [action("transform", 1, 2, 3, 4, 5, 6)])],
    "setTransform": [
        ("ctx.setTransform(1, 2, 3, 4, 5, 6)", [action("setTransform", 1, 2, 3, 4, 5, 6)])
    ],
    "setFontSize": [("ctx.setFontSize(20)", [action("setFontSize", 20)])],
    "font": [
        ("ctx.font = 'italic bold 12px serif'", [action("setFont", "italic bold 12px serif")]),
        ("ctx.font = '12px/14px a, b'", [action("setFont", "normal normal 12px a, b")]),
        ("ctx.font = 'bold 12px a'", [action("setFont", "bold normal 12px a")]),
        ("ctx.font = 'x 12rpx a'", [action("setFont", "normal normal 12px a")]),
        ("ctx.font = 'small-caps 700 12px a'", [action("setFont", "normal normal 12px a")]),
        ("ctx.font = 'italic x bold 12px a'", [action("setFont", "italic normal bold 12px a")]),
        ("ctx.font = '12'", []),
    ],
    "fillText": [
        ("ctx.fillText('a', 1, 2)", [action("fillText", "a", 1, 2)]),
        ("ctx.fillText(5, 1, 2, 3)", [action("fillText", "5", 1, 2, 3)]),
    ],
    "strokeText": [
        ("ctx.strokeText('a', 1, 2)", [action("strokeText", "a", 1, 2)]),
        ("ctx.strokeText('a', 1, 2, 3)", [action("strokeText", "a", 1, 2, 3)]),
    ],
    "setTextAlign": [("ctx.setTextAlign('left')", [action("setTextAlign", "left")])],
    "textAlign": [("ctx.textAlign = 'left'", [action("setTextAlign", "left")])],
    "setTextBaseline": [("ctx.setTextBaseline('top')", [action("setTextBaseline", "top")])],
    "textBaseline": [("ctx.textBaseline = 'top'", [action("setTextBaseline", "top")])],
    # The place on the canvas comes first, then the part of the picture.
    "drawImage": [
        ("ctx.drawImage('a.png', 1, 2)", [action("drawImage", "a.png", 1, 2)]),
        ("ctx.drawImage('a.png', 1, 2, 3, 4)", [action("drawImage", "a.png", 1, 2, 3, 4)]),
        ("ctx.drawImage('a.png', 1, 2, 3)", [action("drawImage", "a.png", 1, 2)]),
        (
            "ctx.drawImage('a.png', 1, 2, 3, 4, 5, 6, 7, 8)",
            [action("drawImage", "a.png", 5, 6, 7, 8, 1, 2, 3, 4)],
        ),
    ],
    "setGlobalAlpha": [("ctx.setGlobalAlpha(0.5)", [action("setGlobalAlpha", 127)])],
    "globalAlpha": [("ctx.globalAlpha = '1'", [action("setGlobalAlpha", 255)])],
    "globalCompositeOperation": [
        ("ctx.globalCompositeOperation = 'xor'", [action("setGlobalCompositeOperation", "xor")])
    ],
    "save": [("ctx.save()", [action("save")])],
    "restore": [("ctx.restore(); ctx.restore()", [action("restore"), action("restore")])],
    "getActions": [
        ("ctx.save(); say(ctx.getActions().length); ctx.restore()", [action("restore")])
    ],
    "clearActions": [
        (
            "ctx.save(); ctx.moveTo(1, 2); ctx.clearActions(); ctx.stroke()",
            [action("strokePath")],
        )
    ],
    "draw": [("ctx.save(); ctx.moveTo(1, 2); ctx.draw(); ctx.fill()", [action("fillPath")])],
}
"""By member of a context, of its gradients too: calls, and the actions that they record."""

TABLE = [(*row, name) for name, rows in RECORDED.items() for row in rows]
CONTEXT = registry().get("createCanvasContext")


def recorded(host: Host) -> Any:
    """Return the actions that a script said last."""
    return json.loads(host.console[-1].message)


def draw(play: Play, script: str, **settings: Any) -> Host:
    """Run a script that draws on the canvas `c` with `ctx`."""
    return play(f"const ctx = wx.createCanvasContext('c'); {script}", **settings)


@pytest.mark.parametrize(("script", "actions", "name"), TABLE)
def test_recorded(play: Play, script: str, actions: list[Any], name: str) -> None:
    host = draw(play, f"{script}; say(ctx.getActions());")
    assert recorded(host) == actions
    assert host.errors == []


def test_every_member_has_its_row() -> None:
    members = {api.name.partition(".")[2] for api in CONTEXT.methods}
    assert RECORDED.keys() == members - {"measureText"}


def test_measure_text_needs_fonts(play: Play, heard: Any) -> None:
    host = draw(play, "try { ctx.measureText('a') } catch (e) { say(e.errMsg) }")
    assert heard(host) == ["CanvasContext.measureText:fail jshost has no view layer yet"]


@pytest.mark.parametrize("library", ["1.0.0", "1.4.0", "1.6.0", "1.9.90"])
def test_members_come_with_their_base_library(play: Play, heard: Any, library: str) -> None:
    host = draw(
        play,
        "say(Reflect.ownKeys(Object.getPrototypeOf(ctx)));"
        "say(Reflect.ownKeys(Object.getPrototypeOf(ctx.createLinearGradient(0, 0, 1, 1))));",
        base_library=library,
    )
    context, gradient = heard(host)
    there = {api.name for api in CONTEXT.methods if host.app.platform.has(api.since)}
    assert {f"CanvasContext.{name}" for name in context if name != "constructor"} == {
        name for name in there if name.startswith("CanvasContext")
    }
    assert gradient == ["constructor", "addColorStop"]


def test_properties_before_their_base_library_are_nothing(play: Play, heard: Any) -> None:
    script = "ctx.fillStyle = 'red'; say([ctx.fillStyle, ctx.getActions()]);"
    assert heard(draw(play, script, base_library="1.9.0")) == [["red", []]]


@pytest.mark.parametrize(
    ("color", "found"),
    [
        ("'Red'", RED),
        ("'#FF0000'", RED),
        ("'#f00'", RED),
        ("'rgb(255,0,0)'", RED),
        ("'rgb( 300 , 0 , 0 )'", RED),
        ("'rgba(255, 0, 0, 0.5)'", [255, 0, 0, 127]),
        ("'transparent'", [0, 0, 0, 0]),
        ("'rebeccapurple'", [102, 51, 153, 255]),
        ("undefined", BLACK),
    ],
)
def test_colors(play: Play, color: str, found: list[int]) -> None:
    host = draw(play, f"ctx.setFillStyle({color}); say(ctx.getActions());")
    assert recorded(host) == [action("setFillStyle", "normal", found)]
    assert len(host.console) == 1


@pytest.mark.parametrize(
    "color", ["'#12'", "'#ff0000ff'", "'rgb(1,2)'", "'hsl(0, 0, 0)'", "''", "5", "'__proto__'"]
)
def test_what_is_no_color_is_black_and_told(play: Play, color: str) -> None:
    host = draw(play, f"ctx.setFillStyle({color}); say(ctx.getActions());")
    assert recorded(host) == [action("setFillStyle", "normal", BLACK)]
    [told, _] = host.console
    assert (told.level, told.message) == ("error", f"unsupported color:{color.strip(chr(39))}")


def test_what_the_console_is_told(play: Play) -> None:
    host = draw(play, "ctx.font = '12'; ctx.createPattern('a'); ctx.createPattern('a', 'b');")
    failed = "Failed to execute 'createPattern' on 'CanvasContext': "
    assert [(record.level, record.message) for record in host.console] == [
        ("warn", "Failed to set 'font' on 'CanvasContext': invalid format."),
        ("error", f"{failed}2 arguments required, but only 1 present."),
        (
            "error",
            (
                f"{failed}The provided type ('b') is not one of 'repeat', 'no-repeat',"
                " 'repeat-x', or 'repeat-y'."
            ),
        ),
    ]


def test_properties_can_be_read(play: Play, heard: Any) -> None:
    host = draw(
        play,
        """
        say([ctx.font, ctx.lineWidth]);
        ctx.setFontSize(20); ctx.lineWidth = 5; ctx.save();
        ctx.font = 'bold 12.5px a'; ctx.font = 'bold 12px a';
        ctx.setFontSize(30); ctx.setLineWidth(6);
        say([ctx.font, ctx.lineWidth]);
        ctx.restore(); ctx.restore();
        say([ctx.font, ctx.lineWidth]);
        """,
    )
    said = [line for line in host.console if line.level == "log"]
    assert [json.loads(line.message) for line in said] == [
        ["10px sans-serif", None],
        ["bold 30px a", 6],
        ["20px sans-serif", 5],
    ]


# -- on a canvas ----------------------------------------------------------------------------------


def test_drawn(play: Play, heard: Any) -> None:
    host = draw(
        play,
        """
        ctx.save();
        say('before');
        ctx.draw(false, (r) => { say(r); });
        say('after');
        """,
    )
    assert heard(host) == ["before", "after", {"errMsg": "drawCanvas:ok"}]
    assert host.phone.screen.canvases == {"c": [action("save")]}
    [event] = [e for e in host.trace.of(EventRecord) if e.name == "drawCanvas"]
    assert event.detail == {"canvasId": "c", "actions": 1}


def test_reserve(play: Play) -> None:
    host = draw(play, "ctx.save(); ctx.draw(); ctx.restore(); ctx.draw(true);")
    assert host.phone.screen.canvases == {"c": [action("save"), action("restore")]}
    host.eval("const again = wx.createCanvasContext('c'); again.scale(1, 2); again.draw(); 0")
    host.run_until_idle()
    assert host.phone.screen.canvases == {"c": [action("scale", 1, 2)]}


def test_the_older_way(play: Play, heard: Any) -> None:
    host = play("""
        const ctx = wx.createContext();
        ctx.rect(1, 2, 3, 4);
        ctx.fill();
        wx.drawCanvas({ canvasId: 'c', actions: ctx.getActions(), success: say });
        ctx.save();
        wx.drawCanvas({ canvasId: 'c', actions: ctx.getActions(), reserve: true, complete: say });
    """)
    assert heard(host) == [{"errMsg": "drawCanvas:ok"}] * 2
    rect = action("fillPath", action("rect", 1, 2, 3, 4))
    assert host.phone.screen.canvases == {"c": [rect, action("save")]}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("actions: []", "parameter.canvasId should be String instead of Undefined;"),
        ("canvasId: 'c'", "parameter.actions should be Array instead of Undefined;"),
        ("canvasId: 'c', actions: {}", "parameter.actions should be Array instead of Object;"),
        (
            "canvasId: 'c', actions: [], reserve: 1",
            "parameter.reserve should be Boolean instead of Number;",
        ),
    ],
)
def test_wrong_parameters(call: CallApi, options: str, text: str) -> None:
    result = {"errMsg": f"drawCanvas:fail parameter error: {text}"}
    assert call("drawCanvas", options) == ("fail", result)


def test_a_context_without_a_canvas_draws_nothing(play: Play, heard: Any) -> None:
    host = play("const ctx = wx.createContext(); ctx.save(); ctx.draw(false, say);")
    assert [result["errMsg"].partition(":")[2][:22] for result in heard(host)] == [
        "fail parameter error: "
    ]
    assert host.phone.screen.canvases == {}


DETAIL = "pages/detail/detail.js"
DRAW = "ctx.save(); ctx.draw();"


def test_canvases_of_pages(play: Play) -> None:
    """A context without a component draws on the page that is shown, one with it on that page."""
    files = {DETAIL: f"Page({{ onLoad() {{ const ctx = wx.createCanvasContext('c'); {DRAW} }} }});"}
    host = play(
        f"""
        let ctx = wx.createCanvasContext('mine', this);
        const other = wx.createCanvasContext('shown');
        wx.navigateTo({{ url: '/{DETAIL[:-3]}', success() {{
            {DRAW} ctx = other; {DRAW}
        }} }});
        """,
        file=INDEX,
        files=files,
    )
    first, second = host.pages
    assert first.canvases == {"mine": [action("save")]}
    assert second.canvases == {"c": [action("save")], "shown": [action("save")]}


def test_a_page_that_is_closed_has_no_canvases(play: Play, heard: Any) -> None:
    host = play(
        """
        const ctx = wx.createCanvasContext('c', this);
        wx.reLaunch({ url: '/pages/detail/detail', success() { ctx.draw(false, say); } });
        """,
        file=INDEX,
    )
    assert heard(host) == [{"errMsg": "drawCanvas:fail page not found"}]
    assert host.page.canvases == host.phone.screen.canvases == {}


def test_a_fresh_run_has_no_canvases(play: Play) -> None:
    host = draw(play, DRAW)
    host.reset()
    assert host.phone.screen.canvases == {}


# -- hostile guests -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tampering",
    [
        "Array.prototype.push = Array.prototype.slice = null;",
        "Object.defineProperty(Array.prototype, 0, { set() { throw 1 } });",
        "Array.prototype[Symbol.iterator] = RegExp.prototype.exec = String.prototype.slice = null;",
        "String.prototype.toLowerCase = Math.floor = parseInt = parseFloat = Object.keys = null;",
        "Object.prototype.method = 'x'; Object.prototype.red = [1];",
        (
            "for (const o of [Object, Array, String, RegExp, Function])"
            " for (const n of Object.getOwnPropertyNames(o.prototype))"
            " if (n !== 'constructor') try { o.prototype[n] = undefined } catch (_) {}"
        ),
    ],
)
def test_changed_prototypes_change_nothing(play: Play, tampering: str) -> None:
    host = play(f"""
        {tampering}
        const ctx = wx.createCanvasContext('c');
        ctx.font = 'bold 12px a'; ctx.setFontSize(13); ctx.setFillStyle('rgba(255, 0, 0, 1)');
        ctx.moveTo(1, 2); ctx.lineTo(3, 4); ctx.stroke(); ctx.save(); ctx.restore(); ctx.draw();
    """)
    assert host.errors == []
    assert host.phone.screen.canvases == {
        "c": [
            action("setFont", "bold normal 12px a"),
            action("setFontSize", 13),
            action("setFillStyle", "normal", RED),
            action("strokePath", action("moveTo", 1, 2), action("lineTo", 3, 4)),
            action("save"),
            action("restore"),
        ]
    }


@pytest.mark.parametrize(
    "script",
    [
        "ctx.actions = 5; ctx.draw();",
        "ctx.actions = new Proxy([], { get() { throw new Error('x') } }); ctx.save();",
        "ctx.actions = { length: 1e9 }; ctx.save(); ctx.draw();",
        "ctx.path = null; ctx.fill();",
        "ctx.actions.push(ctx.actions); ctx.draw();",
        "ctx.state = ctx.saved = null; ctx.restore(); ctx.save();",
        "ctx.fillRect.call(null);",
        "ctx.canvasId = { toJSON() { throw new Error('x') } }; ctx.draw();",
        "ctx.setFillStyle({ get type() { throw new Error('x') } });",
        "ctx.setFillStyle(Symbol());",
        "ctx.font = { toString() { throw new Error('x') } };",
        "wx.createCanvasContext('c', { get __wxWebviewId__() { throw new Error('x') } });",
        "ctx.page = NaN; ctx.draw(); ctx.page = 1e308; ctx.draw(); ctx.page = 'x'; ctx.draw();",
        "wx.drawCanvas({ canvasId: 'c', actions: [[], null, 5, { method: {} }] });",
    ],
)
def test_whatever_a_guest_does_to_it_is_the_guests(play: Play, script: str) -> None:
    host = draw(play, script)
    assert host.eval("1 + 1") == 2
    # quickjs-ng knows the column, too.
    assert [error.where[:9] for error in host.errors] in ([], ["test.js:1"])


def test_a_canvas_has_room_for_so_much(play: Play, heard: Any) -> None:
    host = draw(
        play,
        f"""
        const half = new Array({MAX_ACTIONS // 2}).fill(0);
        const more = (n, then) => wx.drawCanvas({{
            canvasId: 'c', actions: n ? half : [0], reserve: true,
            complete(r) {{ say(r.errMsg); then && then(); }},
        }});
        more(1, () => more(1, () => more(0)));
        """,
    )
    assert heard(host) == [*["drawCanvas:ok"] * 2, "drawCanvas:fail too many actions"]
    assert len(host.phone.screen.canvases["c"]) == MAX_ACTIONS


def test_so_many_canvases(play: Play, heard: Any) -> None:
    host = play(f"""
        for (let i = 0; i <= {MAX_CANVASES}; i++)
            wx.drawCanvas({{ canvasId: String(i), actions: [], fail(r) {{ say(r.errMsg); }} }});
        wx.drawCanvas({{ canvasId: '0', actions: [1] }});
    """)
    assert heard(host) == ["drawCanvas:fail too many actions"]
    assert len(host.phone.screen.canvases) == MAX_CANVASES
    assert host.phone.screen.canvases["0"] == [1]


def test_records_are_in_the_guests_memory(play: Play) -> None:
    # In this process nothing tells a guest that has been unwound from one that had room.
    limits = Limits(memory=32 << 20, cpu=20)
    with pytest.raises(MemoryLimit):
        draw(play, "for (;;) ctx.fillRect(1, 2, 3, 4);", limits=limits, isolation="process")
