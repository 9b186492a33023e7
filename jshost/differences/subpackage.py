"""Packages that are loaded apart. All texts are inferred (I)."""

from __future__ import annotations

SINCE = "2.27.3"
"""Workers may be in a package of their own from this base library on (D)."""
NO_WORKERS = "fail workers is not declared in app.json"
NOT_LOADED = "fail the subpackage of workers is not loaded; call wx.preDownloadSubpackage first"
"""That wx.createWorker fails then is documented (D)."""
