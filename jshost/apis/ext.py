"""第三方平台: what a program that is made for others finds in its ext.json."""

from __future__ import annotations

from typing import Any, TypedDict

from jshost.call import Call
from jshost.registry import Family

wx = Family("ext", kind="real")


class ExtConfig(TypedDict):
    """The `ext` of ext.json."""

    extConfig: dict[str, Any]


@wx.api("getExtConfig", since="1.1.0")
def get_ext_config(call: Call) -> ExtConfig:
    """Return the program's own part of ext.json, {} without one that is in force (F)."""
    return {"extConfig": _ext(call)}


@wx.sync("getExtConfigSync", since="1.1.0")
def get_ext_config_sync(call: Call) -> dict[str, Any]:
    """Return the same at once."""
    return _ext(call)


def _ext(call: Call) -> dict[str, Any]:
    project = call.program.project
    return dict(project.ext.ext) if project else {}
