"""The button at the upper right of every page, which leads to its menu."""

from __future__ import annotations

WIDTH = 87
HEIGHT = 32
BELOW_STATUS_BAR = 4
TO_THE_RIGHT = 7
"""Where it is and how large, in CSS pixels: that of DevTools' iPhone 12/13 (Pro), which says left
296, top 51, right 383, bottom 83 (F). Other phones differ by some pixels (F: 10 to the right on an
iPhone X; on Android they are wider), and are taken to be alike (I).
"""
