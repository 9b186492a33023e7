"""WXML: queries and observers of rendered nodes. The objects are there; that they find nothing yet
they say themselves.
"""

from __future__ import annotations

from jshost.registry import Family

wx = Family("wxml", kind="real")

_QUERY = {
    "SelectorQuery.exec": "1.4.0",
    "SelectorQuery.in": "1.6.0",
    "SelectorQuery.select": "1.4.0",
    "SelectorQuery.selectAll": "1.4.0",
    "SelectorQuery.selectViewport": "1.4.0",
    "NodesRef.boundingClientRect": "1.4.0",
    "NodesRef.context": "2.4.2",
    "NodesRef.fields": "1.4.0",
    "NodesRef.node": "2.7.0",
    "NodesRef.ref": "3.3.0",
    "NodesRef.scrollOffset": "1.4.0",
}
_OBSERVER = dict.fromkeys(
    (
        "IntersectionObserver.disconnect",
        "IntersectionObserver.observe",
        "IntersectionObserver.relativeTo",
        "IntersectionObserver.relativeToViewport",
    ),
    "1.9.3",
)

wx.guest(
    "createSelectorQuery",
    "selector",
    since="1.4.0",
    methods=_QUERY,
    needs_view=("createSelectorQuery", *_QUERY),
)
wx.guest(
    "createIntersectionObserver",
    "selector",
    since="1.9.3",
    methods=_OBSERVER,
    needs_view=("createIntersectionObserver", *_OBSERVER),
)
