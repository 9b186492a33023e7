"""What programs show to their user."""

from __future__ import annotations

NO_CONFLICT_SINCE = "2.22.1"
"""The base library from which on wx.hideToast and wx.hideLoading read `noConflict` (D)."""
MAX_BUTTON = 8
"""How wide the text of a button in a dialog may be: 4 Chinese characters (D), each as wide as two
of those before U+0391 (R).
"""
WIDE = range(0x0391, 0xFFE6)
"""The characters that count twice (R)."""
LONG_BUTTON = "fail {name} length should not larger than 4 Chinese characters"
"""For one that is wider (F, as it is written)."""
