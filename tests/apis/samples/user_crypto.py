"""Samples of jshost/apis/user_crypto.py."""

from __future__ import annotations

SCRIPTS = {
    "UserCryptoManager.getLatestUserKey": (
        "wx.getUserCryptoManager().getLatestUserKey({ success: (r) => say(['success', r]) });"
    ),
    "UserCryptoManager.getRandomValues": (
        "wx.getUserCryptoManager().getRandomValues("
        "{ length: 1, success: (r) => say(['success', r]) });"
    ),
}
