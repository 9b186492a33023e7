"""What a sample of an API is, and what surrounds many of them."""

from __future__ import annotations

from dataclasses import dataclass

LOGIN_FIRST = "wx.login({ success() { CALL } });"
DETAIL_FIRST = "wx.navigateTo({ url: '/pages/detail/detail', complete() { CALL } });"
TAB_FIRST = "wx.switchTab({ url: '/pages/home/home', complete() { CALL } });"
INDEX = "pages/index/index.js"
REFERRED = "pages/referred/referred.js"
"""A page that another program opens."""


@dataclass(frozen=True)
class Sample:
    """A call that succeeds: its options, and the script around it, where CALL stands for it.

    `scope` is what it needs, and `gated_at` a base library in which it asks for that. `file` is
    that of a mini program in which the script has to be.
    """

    options: str = ""
    around: str = "CALL"
    scope: str | None = None
    gated_at: str | None = None
    file: str = ""
