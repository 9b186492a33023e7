"""Samples of jshost/apis/app_route.py."""

from __future__ import annotations

from .sample import INDEX

EVENTS = (
    "onBeforeAppRoute", "onAppRoute", "onAppRouteDone", "onBeforePageLoad", "onAfterPageLoad",
    "onBeforePageUnload", "onAfterPageUnload",
)  # fmt: skip
SCRIPTS = {name: f"wx.{name}((r) => say(['success', r]));" for name in EVENTS}
FILES = dict.fromkeys(EVENTS, INDEX)
HAPPENINGS = {
    name: lambda host: host.navigate("/pages/detail/detail", "redirectTo") for name in EVENTS
}
KNOWN_DIFFERENCES = {
    (name, "result pipMode"): "no video is shown in a small window"
    for name in ("onBeforeAppRoute", "onAppRoute")
}
