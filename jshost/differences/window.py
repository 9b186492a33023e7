"""How pages turn with the phone."""

from __future__ import annotations

AUTO_SINCE = "2.4.0"
"""The base library from which on pages turn whose `pageOrientation` is auto (D, resizable.html)."""
LANDSCAPE_SINCE = "2.5.0"
"""The one from which on those lie whose `pageOrientation` is landscape (D)."""
RESIZABLE_SINCE = "2.3.0"
"""The one from which on a program whose app.json is `resizable` turns with an iPad (D)."""
TABLET = "iPad"
"""How the models of those begin that heed `resizable`, and no `pageOrientation` (D)."""
PAGE_RESIZE_SINCE = "2.4.0"
"""The one that has Page.onResize (D)."""
