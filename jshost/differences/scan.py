"""Which codes wx.scanCode reads."""

from __future__ import annotations

DEFAULT = ("barCode", "qrCode", "wxCode")
"""The types that are looked for unless the program says otherwise (D)."""
KINDS = {
    "QR_CODE": ("qrCode",),
    "WX_CODE": ("wxCode", "qrCode"),
    "DATA_MATRIX": ("datamatrix",),
    "PDF_417": ("pdf417",),
}
"""The types by which codes of two dimensions are found (D); mini program codes were found by qrCode
before wxCode came (I). All others are barCode (D).
"""
