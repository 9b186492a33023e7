"""Samples of jshost/apis/menu.py."""

from __future__ import annotations

SCRIPTS = {
    "getMenuButtonBoundingClientRect": (
        "say(['success', wx.getMenuButtonBoundingClientRect()]);"
    ),
}
