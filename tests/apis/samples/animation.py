"""Samples of jshost/apis/animation.py."""

from __future__ import annotations

SCRIPTS = {
    "Animation.export": "say(['success', wx.createAnimation().rotate(1).step().export()]);",
}
