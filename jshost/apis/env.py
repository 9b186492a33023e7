"""环境变量: where the user's files are."""

from __future__ import annotations

from jshost.differences import Platform
from jshost.registry import Family

wx = Family("base/env", kind="real")


def variables(platform: Platform) -> dict[str, str]:
    """Return the folder of the user's files: DevTools and iOS name it otherwise (F)."""
    root = "wxfile://usr" if platform.dialect == "android" else "http://usr"
    return {"USER_DATA_PATH": root}


wx.value("env", variables)
