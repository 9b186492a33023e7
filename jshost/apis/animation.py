"""动画: what is to be animated, recorded as data."""

from __future__ import annotations

from jshost.registry import Family

wx = Family("ui/animation", kind="real")

_METHODS = (
    "backgroundColor", "bottom", "export", "height", "left", "matrix", "matrix3d", "opacity",
    "right", "rotate", "rotate3d", "rotateX", "rotateY", "rotateZ", "scale", "scale3d", "scaleX",
    "scaleY", "scaleZ", "skew", "skewX", "skewY", "step", "top", "translate", "translate3d",
    "translateX", "translateY", "translateZ", "width",
)  # fmt: skip

wx.guest(
    "createAnimation",
    "animation",
    methods={f"Animation.{name}": "1.0.0" for name in _METHODS},
)
