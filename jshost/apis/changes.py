"""What programs are told when their phone changes, or when something happens to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jshost.call import App
from jshost.differences.network import NO_NETWORK
from jshost.world.scenario import Device

_Detail = Callable[[Device], dict[str, Any]]

EVENTS: tuple[tuple[str, str, _Detail], ...] = (
    ("onThemeChange", "theme", lambda device: {"theme": device.theme}),
    (
        "onNetworkStatusChange",
        "networkType",
        lambda device: {
            "isConnected": device.networkType != NO_NETWORK,
            "networkType": device.networkType,
        },
    ),
    (
        "onNetworkWeakChange",
        "weakNet",
        lambda device: {"weakNet": device.weakNet, "networkType": device.networkType},
    ),
    ("onKeyboardHeightChange", "keyboardHeight", lambda device: {"height": device.keyboardHeight}),
    (
        "onBatteryInfoChange",
        "isLowPowerModeEnabled",
        lambda device: {"isLowPowerModeEnabled": device.isLowPowerModeEnabled},
    ),
)
"""The events that a change of the phone fires, in this order (I): the field of the device that they
are about, and what listeners are told.
"""


def change_device(app: App, device: Device) -> None:
    """Put another device in the place of the phone's, and tell the program."""
    program = app.program()
    before, window = app.phone.device, program.window
    app.phone.device = device
    if device.theme != before.theme:
        program.change_theme(before.theme)
    for event, field, detail in EVENTS:
        if getattr(before, field) != getattr(device, field):
            _fire(app, event, detail(device))
    if program.window.size != window.size:
        _fire(app, "onWindowResize", {"size": program.window.size})
        program.resize()


def warn_of_memory(app: App, level: int) -> None:
    """Warn the program that memory runs out. Only Android says how much so (D)."""
    _fire(app, "onMemoryWarning", {} if app.platform.dialect == "ios" else {"level": level})


def take_screenshot(app: App) -> None:
    """Tell the program that its user has taken a picture of the screen."""
    _fire(app, "onUserCaptureScreen", {})


def _fire(app: App, event: str, detail: dict[str, Any]) -> None:
    if event == "onThemeChange" and not app.program().knows_themes:
        return
    if app.platform.has(app.registry.get(event).since):
        app.emit(event, detail)
