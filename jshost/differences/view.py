"""What is about rendered components, as long as nothing is rendered."""

from __future__ import annotations

VIEWLESS = "fail jshost has no view layer yet"
"""What an API fails with that needs the view layer, after `<api>:` (ours; polyfills/40_wx.js says
it, too).
"""
