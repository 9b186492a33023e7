"""What the platform's statistics take."""

from __future__ import annotations

GENERAL, EXPERIMENTS = 0, 1
"""The modes of wx.getCommonConfig (D)."""
KEY_VALUE = 2
"""The `conf_type` of an object of keys and values (D); jshost has no tables, which are 1."""
MODE = "fail invalid mode"
"""For a mode of wx.getCommonConfig that is none (I)."""
