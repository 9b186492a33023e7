"""Samples of jshost/apis/keyboard.py."""

from __future__ import annotations

FAILING = {
    "hideKeyboard": "hideKeyboard:fail:input not exists",
    "getSelectedTextRange": "getSelectedTextRange:fail no focused",
}
UNTOLD = {"getSelectedTextRange": "no text field has the focus without a view layer"}
SCRIPTS = {
    "onKeyboardHeightChange": "wx.onKeyboardHeightChange((r) => say(['success', r]));",
}
HAPPENINGS = {
    "onKeyboardHeightChange": lambda host: host.change_device(keyboardHeight=300),
}
