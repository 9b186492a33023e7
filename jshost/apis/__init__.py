"""The APIs of `wx`, one module per family of the platform's documentation. FAMILIES is the index.

A family is imported when one of its APIs is first called. What a guest is told of all of them
before is in `data/surface.json`, which is made of the declarations (`build_index`).
"""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from jshost.differences import Platform
from jshost.registry import Family, Index, Registry, surface

FAMILIES = (
    "base",
    "env",
    "system",
    "network",
    "battery",
    "memory",
    "screen",
    "keyboard",
    "vibrate",
    "clipboard",
    "phone_call",
    "update",
    "life_cycle",
    "app_events",
    "app_route",
    "route",
    "interaction",
    "window",
    "menu",
    "scroll",
    "sticky",
    "share",
    "font",
    "navigation_bar",
    "tab_bar",
    "background",
    "pull_down_refresh",
    "request",
    "upload",
    "download",
    "websocket",
    "tcp",
    "udp",
    "storage",
    "file",
    "file_system",
    "animation",
    "wxml",
    "canvas",
    "image",
    "video",
    "video_context",
    "record",
    "audio",
    "background_audio",
    "camera",
    "live",
    "maps",
    "location",
    "login",
    "account_info",
    "user_info",
    "setting",
    "address",
    "invoice",
    "we_run",
    "worker",
    "debug",
    "performance",
    "ext",
    "data_analysis",
    "crypto",
    "user_crypto",
    "subpackage",
    "navigate",
    "contact",
    "calendar",
    "scan",
)
"""Their modules, in the order in which `wx` has them."""

INDEX = Path(__file__).parents[1] / "data" / "surface.json"


def family(module: str) -> Family:
    """Return the family that a module declares, imported if need be."""
    found: Family = import_module(f"{__name__}.{module}").wx
    return found


def families() -> list[Family]:
    """Return all of them."""
    return [family(module) for module in FAMILIES]


@cache
def registry() -> Registry:
    """Return the registry of all families."""
    index = json.loads(INDEX.read_text("utf-8"))
    surface = "\n".join(index["surface"])
    return Registry(families, index=Index(surface, index["modules"], family))


def build_index() -> dict[str, Any]:
    """Return what `data/surface.json` should be: the surface of the latest platform, a line for
    each API, and the module of each API and each object.
    """
    modules = {
        name.partition(".")[0]: module
        for module in FAMILIES
        for name in _names(family(module).apis)
    }
    apis = [api for found in families() for api in found.apis]
    return {"surface": surface(apis, Platform()).split("\n"), "modules": modules}


def _names(apis: Any) -> list[str]:
    return [name for api in apis for name in (api.name, *_names(api.methods))]
