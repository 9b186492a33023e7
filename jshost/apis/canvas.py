"""画布: the drawing contexts that record actions, and the canvases that are given them. Nothing is
painted yet.
"""

from __future__ import annotations

from typing import Any

from jshost.call import Call
from jshost.differences import NO_PAGE
from jshost.differences.canvas import MAX_ACTIONS, MAX_CANVASES, TOO_MUCH
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("canvas", kind="simulated")

_UNDATED = (
    "arc", "beginPath", "bezierCurveTo", "clearActions", "clearRect", "closePath",
    "createCircularGradient", "createLinearGradient", "draw", "drawImage", "fill", "fillRect",
    "fillText", "getActions", "lineTo", "moveTo", "quadraticCurveTo", "rect", "restore", "rotate",
    "save", "scale", "setFillStyle", "setFontSize", "setGlobalAlpha", "setLineCap", "setLineJoin",
    "setLineWidth", "setMiterLimit", "setShadow", "setStrokeStyle", "stroke", "strokeRect",
    "translate",
)  # fmt: skip
_OF_1_9_90 = (
    "arcTo", "createPattern", "measureText", "setTransform", "strokeText", "transform",
)  # fmt: skip
_PROPERTIES = (
    "fillStyle", "font", "globalAlpha", "globalCompositeOperation", "lineCap", "lineDashOffset",
    "lineJoin", "lineWidth", "miterLimit", "shadowBlur", "shadowColor", "shadowOffsetX",
    "shadowOffsetY", "strokeStyle", "textAlign", "textBaseline",
)  # fmt: skip
_SINCE = {
    **dict.fromkeys(_UNDATED, "1.0.0"),
    **dict.fromkeys(_OF_1_9_90, "1.9.90"),
    "clip": "1.6.0",
    "setLineDash": "1.6.0",
    "setTextAlign": "1.1.0",
    "setTextBaseline": "1.4.0",
}

wx.guest(
    "createCanvasContext",
    "canvas",
    methods={
        **{f"CanvasContext.{name}": since for name, since in _SINCE.items()},
        "CanvasGradient.addColorStop": "1.0.0",
    },
    # textAlign and textBaseline are not documented (R); globalAlpha is undated, as none other (I).
    properties={f"CanvasContext.{name}": "1.9.90" for name in _PROPERTIES},
    needs_view=("CanvasContext.measureText",),
)
wx.guest("createContext", "canvas")


@wx.api("drawCanvas", promise=False)
def draw_canvas(
    call: Call, *, canvasId: str, actions: list[Any], reserve: bool = False, page: float = 0
) -> None:
    """Draw on a canvas: `actions` take the place of those that are there, or with `reserve` are
    added to them. It is the canvas of the page that is shown (R), or of the `page` with that
    number, which a context has from its component.
    """
    canvases = _canvases(call, int(page))
    if canvasId not in canvases and len(canvases) >= MAX_CANVASES:
        raise ApiError(TOO_MUCH)
    drawn = canvases.get(canvasId, []) if reserve else []
    if len(drawn) + len(actions) > MAX_ACTIONS:
        raise ApiError(TOO_MUCH)
    drawn += actions
    canvases[canvasId] = drawn
    call.tell({"canvasId": canvasId, "actions": len(drawn)})


def _canvases(call: Call, number: int) -> dict[str, list[Any]]:
    """Return the canvases of a page, without a number of the one that is shown. Raises ApiError
    where it is closed.
    """
    page = call.program.find_open(number) if number else call.program.shown
    if page is None and number:
        raise ApiError(NO_PAGE)
    return page.canvases if page else call.phone.screen.canvases
