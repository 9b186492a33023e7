"""The bar at the top of WeChat's list of chats."""

from __future__ import annotations

TOO_OFTEN = "fail invoke too frequently"
"""For wx.setTopBarText that comes too soon after another one (D)."""
REST = 5_000
"""How many milliseconds have to be between two of them (D)."""
