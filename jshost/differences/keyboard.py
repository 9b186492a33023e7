"""The keyboard."""

from __future__ import annotations

NO_INPUT = "fail:input not exists"
"""For wx.hideKeyboard where none is shown (F, of Android phones; of others I)."""
NO_FOCUS = "fail no focused"
"""For wx.getSelectedTextRange where no text field has the focus (R)."""
