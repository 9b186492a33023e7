"""地图: the other end of map components, which are not rendered: all that they do fails. What came
after base library 2.0 is left out.
"""

from __future__ import annotations

from typing import Any

from jshost.call import Call
from jshost.differences.view import VIEWLESS
from jshost.errors import ApiError
from jshost.registry import Family, Manager, method
from jshost.values import GuestFunction

wx = Family("media/map", kind="simulated")


class MapContext(Manager):
    """The other end of a map component. Its results have names of their own (F; all but
    `moveToMapLocation` I).
    """

    object = "MapContext"

    @method(promise=False, native="getMapCenterLocation", needs_view=True)
    def getCenterLocation(self, call: Call, *, iconPath: str = "") -> None:
        """Tell where the middle of the map is."""
        raise ApiError(VIEWLESS)

    @method(
        since="1.2.0",
        promise=False,
        native="moveToMapLocation",
        scope="scope.userLocation",
        needs_view=True,
    )
    def moveToLocation(
        self, call: Call, *, longitude: float | None = None, latitude: float | None = None
    ) -> None:
        """Move to a position, or to where the phone is: the user is asked for that first."""
        raise ApiError(VIEWLESS)

    @method(since="1.2.0", promise=False, native="translateMapMarker", needs_view=True)
    def translateMarker(
        self,
        call: Call,
        *,
        markerId: float,
        destination: dict[str, Any],
        autoRotate: bool,
        rotate: float,
        moveWithRotate: bool = False,
        duration: float = 1000,
        animationEnd: GuestFunction | None = None,
    ) -> None:
        """Move a marker."""
        raise ApiError(VIEWLESS)

    @method(since="1.2.0", promise=False, native="includeMapPoints", needs_view=True)
    def includePoints(
        self, call: Call, *, points: list[Any], padding: list[Any] | None = None
    ) -> None:
        """Show a part of the map in which points are."""
        raise ApiError(VIEWLESS)

    @method(since="1.4.0", promise=False, native="getMapRegion", needs_view=True)
    def getRegion(self, call: Call) -> None:
        """Tell which part of the map is shown."""
        raise ApiError(VIEWLESS)

    @method(since="1.4.0", promise=False, native="getMapScale", needs_view=True)
    def getScale(self, call: Call) -> None:
        """Tell the scale."""
        raise ApiError(VIEWLESS)


@wx.maker("createMapContext", MapContext, needs_view=True)
def create_map_context(call: Call, mapId: str) -> MapContext:
    """Return the other end of the map component of that id."""
    return MapContext()
