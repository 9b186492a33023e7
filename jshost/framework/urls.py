"""Page URLs, as routing APIs take them: a path, from the root or from the current page, and a query
that nobody decodes (F: programs call decodeURIComponent themselves).
"""

from __future__ import annotations


def split(url: str) -> tuple[str, dict[str, str]]:
    """Return path and query of a URL. What follows a `#` is dropped (I)."""
    path, _, text = url.partition("#")[0].partition("?")
    query: dict[str, str] = {}
    for part in text.split("&") if text else ():
        name, _, value = part.partition("=")
        if name:
            query[name] = value
    return path, query


def resolve(path: str, current: str) -> str:
    """Return the route that a path names on the page `current`: without slash in front, without
    extension.

    Steps above the root stay at the root.
    """
    base = [] if path.startswith("/") else current.split("/")[:-1]
    parts: list[str] = base
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts = [*parts, part]
    return "/".join(parts).removesuffix(".html")
