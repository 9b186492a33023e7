"""The clipboard."""

from __future__ import annotations

COPIED, SHOWN_FOR = "内容已复制", 1500
"""What the user is told of what a program has copied, and for how many milliseconds (D)."""
NOTHING = "fail"
"""For a program that copies nothing (F, of Android phones; of others I)."""
