"""What wx.getPerformance measures here: what there is without a screen to draw on."""

from __future__ import annotations

ENTRY_TYPES = ("navigation", "script")
"""Which types of entries there are here (D: of navigation, render, script, loadPackage and
resource); nothing is drawn, and no package comes over a network.
"""
BUFFER = 30
"""How many entries are kept unless the program sets it otherwise (D); the oldest go (I)."""
MAX_BUFFER = 10_000
"""How many it may set (I)."""
MAX_OBSERVERS = 100
"""How many observers are told (I)."""
FIELDS_SINCE = {
    "fileList": "2.21.2", "pageId": "2.23.1", "referrerPageId": "2.23.1", "referrerPath": "2.23.1",
}  # fmt: skip
"""The base libraries that brought these fields of entries (D); the others are of the first."""
MAIN_PACKAGE = "__APP__"
"""How entries name the main package (D)."""
