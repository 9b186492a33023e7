"""What each base library has: APIs, their parameters and results, components and their attributes,
as data.

The data is `data/catalogue.json`, read when it is first asked for: a name maps to the base library
that brought it ("" for the first one) and to its parts, a part to its base library and its allowed
values. `deprecated` has the APIs that programs should not use any more, and since when, where that
is known. `families` has the APIs and objects of each page group of the documentation, `makers` the
object that an API returns, `properties` the parts of an object that are no methods, `scopes` what
needs a scope: names with spaces between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jshost.differences import version
from jshost.frozen import Frozen

# How often the rest of the platform names what the data calls `object`, and so on (D wx.canIUse).
_METHODS = ("return", "success", "object", "callback")

NEEDS_VIEW = frozenset((
    # Observers of nodes, and objects that are the other end of one component.
    "MediaQueryObserver", "SelectionContext", "createCameraContext", "CameraContext",
    "CameraFrameListener", "EditorContext", "createLivePlayerContext", "LivePlayerContext",
    "createLivePusherContext", "LivePusherContext", "createMapContext", "MapContext",
    "ScrollViewContext", "createVideoContext", "VideoContext", "getXrFrameSystem",
    # Drawing, where what comes of it is pixels.
    "Canvas", "Path2D", "createOffscreenCanvas", "OffscreenCanvas", "canvasGetImageData",
    "canvasPutImageData", "canvasToTempFilePath",
    # What only a renderer has: fonts of its own, Skyline.
    "loadBuiltInFontFace", "preloadSkylineView", "preloadWebview", "worklet", "Worklet", "router",
    "Router",
))  # fmt: skip
"""APIs, and objects with all their methods, that are about rendered components: without a view
layer there is nothing that they could be about.
"""

_FIRST = "1.0.0"


class Documented(Frozen):
    """One API of `wx`, or one method of an object that APIs return: then `name` is
    `Object.method`.
    """

    name: str
    since: str
    scope: str | None
    family: str

    @property
    def needs_view(self) -> bool:
        return self.name.partition(".")[0] in NEEDS_VIEW


@cache
def _data() -> dict[str, dict[str, Any]]:
    text = (Path(__file__).parent / "data" / "catalogue.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return] # the file is ours


def has(schema: str, base_library: str) -> bool:
    """Answer wx.canIUse: `api.method.parameter.option`, `component.attribute.option` or
    `object.method`.
    """
    name, *rest = schema.split(".")
    data = _data()
    if name in data["apis"]:
        since, *parts = data["apis"][name]
        if not _reached(since, base_library) or not rest:
            return _reached(since, base_library)
        if rest[0] not in _METHODS or not parts:
            return False
        return _has_part(parts[0].get(rest[0], {}), rest[1:], base_library)
    for kind in ("components", "objects"):
        if name in data[kind]:
            since, parts = data[kind][name]
            return _reached(since, base_library) and _has_part(parts, rest, base_library)
    return False


def since(api: str) -> str | None:
    """Return the base library that brought an API, "" for the first one; None where there is no
    such API.
    """
    found = _data()["apis"].get(api)
    return None if found is None else found[0]


def documented() -> Iterator[Documented]:
    """Yield every API that is documented, and every method of the objects that they return."""
    data = _data()
    scopes = {name: scope for scope, names in data["scopes"].items() for name in names.split()}
    for family, names in data["families"].items():
        for name in names.split():
            parts = {name: data["apis"][name][0]} if name in data["apis"] else _methods(name)
            for part, since in parts.items():
                yield Documented(part, since or _FIRST, scopes.get(part), family)


def _methods(name: str) -> dict[str, str]:
    """Return the methods of an object, `Object.method`, and the base library of each: none comes
    before the first API that returns the object.
    """
    data = _data()
    makers = [data["apis"][maker][0] for maker, made in data["makers"].items() if made == name]
    first = min((since or _FIRST for since in makers), key=version, default=_FIRST)
    properties = data["properties"].get(name, "").split()
    return {
        f"{name}.{part}": max(since or _FIRST, first, key=version)
        for part, (since, *_) in data["objects"][name][1].items()
        if part not in properties
    }


def deprecated_since(api: str, base_library: str) -> str | None:
    """Return since when an API should not be used any more, "" where that is not known; None where
    it may be in that base library.
    """
    found: str | None = _data()["deprecated"].get(api)
    return found if found is not None and _reached(found, base_library) else None


def parameters(api: str, base_library: str) -> frozenset[str] | None:
    """Return the parameters of an API that takes an object, in a base library, callbacks left out.
    None where that is not documented.
    """
    found = _data()["apis"].get(api)
    if found is None or len(found) < 2 or "object" not in found[1]:
        return None
    return frozenset(n for n, part in found[1]["object"].items() if _reached(part[0], base_library))


def _has_part(parts: dict[str, Any], rest: list[str], base_library: str) -> bool:
    if not rest:
        return True
    since, *options = parts.get(rest[0], [None])
    if since is None or not _reached(since, base_library):
        return False
    return len(rest) == 1 or (bool(options) and rest[1] in options[0])


def _reached(since: str, base_library: str) -> bool:
    return not since or version(since) <= version(base_library)
