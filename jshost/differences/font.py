"""Fonts that programs load."""

from __future__ import annotations

FAILED = "fail A network error occurred."
"""For a font that cannot be had, or is none: what the view layer says of both, in Chrome's words
(I).
"""
LOADED, ERROR = "loaded", "error"
"""What results have as `status` (D, of the first; F, of the other)."""
GLOBAL_SINCE = "2.10.0"
"""The base library from which on a font can be loaded for all pages (D)."""
SCOPES = ("webview", "native", "skyline")
"""Where a font can be used, all of them unless some are named (D)."""
LOCAL = ("devtools",)
"""Where fonts can be loaded from files: DevTools does that, phones do not (F
juejin.cn/post/7103928278225780743).
"""
