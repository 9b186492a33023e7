"""What the APIs with which the user picks files share, and those that save to the album."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jshost.call import Call, Pending
from jshost.differences.media import (
    CANCELLED,
    COMPRESSED_QUALITY,
    COMPRESSED_SIDE,
    NO_ROOM,
    NO_TEMPORARY,
    NOT_FOUND,
    WRONG_TYPE,
)
from jshost.errors import ApiError
from jshost.user.port import Alternatives
from jshost.world.album import Item, item
from jshost.world.files import Saved

if TYPE_CHECKING:
    from jshost.world.pictures import Made

PICK = Alternatives("0", "cancel", ("camera", "cancel"), "indices")
"""What may be answered: numbers of items in the order of the scenario, from 0; or the camera."""
SOURCES = ["album", "camera"]
SIZES = ["original", "compressed"]

_TITLES = {"image": "选择图片", "video": "选择视频"}
_NOTHING = "相册里没有可选的内容"


def pick_media(
    call: Call,
    kinds: Collection[str],
    count: int,
    sources: list[str],
    picked: Callable[[list[Item]], Any],
) -> Pending:
    """Have the user pick up to `count` files of the album, or use the camera. What the system does
    not let WeChat use is not on offer, nor is a camera that takes nothing (I).
    """
    device = call.phone.device
    wanted = {*sources} & {*SOURCES} or {*SOURCES}
    has_album = "album" in wanted and device.albumAuthorized != "denied"
    has_camera = "camera" in wanted and device.cameraAuthorized != "denied"
    album = call.phone.album_items(kinds) if has_album else []
    shot = _shot(call, kinds) if has_camera else None
    title = _TITLES.get("".join(kinds), "选择图片或视频")
    return pick(call, title, album, count, picked, shot)


def _shot(call: Call, kinds: Collection[str]) -> Item | None:
    camera = call.phone.scenario.camera
    shots = {"image": camera.picture, "video": camera.video}
    path = next((shots[kind] for kind in kinds if shots[kind] is not None), None)
    return item(path) if path else None


def pick(
    call: Call,
    title: str,
    items: list[Item],
    count: int,
    picked: Callable[[list[Item]], Any],
    shot: Item | None = None,
) -> Pending:
    """Have the user pick up to `count` of some files, or take the `shot`. A user who goes along
    picks the first ones; where there is nothing, all that is left is to cancel.
    """
    numbers = tuple(map(str, range(len(items))))
    camera = ("camera",) if shot else ()
    most = min(count, len(items))

    def answered(choice: str) -> Any:
        if choice == "cancel":
            raise ApiError(CANCELLED)
        if choice == "camera" and shot is not None:
            return picked([shot])
        return picked([items[int(number)] for number in choice.split(",")])

    return call.ask(
        title,
        answered,
        lines=_hint(len(items), most, shot),
        labels=(*(item.name for item in items), *(("拍摄",) if shot else ()), "取消"),
        alternatives=Alternatives(
            ",".join(numbers[:most] or camera or ("cancel",)),
            "cancel",
            (*numbers, *camera, "cancel"),
            most=most,
        ),
    )


def _hint(items: int, most: int, shot: Item | None) -> tuple[str, ...]:
    if not items and shot is None:
        return (_NOTHING,)
    return (f"最多可选 {most} 个，例如 0,1",) if most > 1 else ()


def limited(count: float, most: int) -> int:
    """Return how many may be picked: at least one, and no more than the platform lets (I)."""
    return int(max(1, min(count, most)))


def are_compressed(sizes: list[str]) -> bool:
    """Whether pictures are compressed: unless only the originals are wanted. A user who may choose
    leaves the switch for originals off (I).
    """
    return "compressed" in sizes or "original" not in sizes


def temporary(call: Call, one: Item, *, compressed: bool = False) -> tuple[str, int]:
    """Return the path and size of a temporary copy. GIF files are never compressed, as they move
    (I), nor is what cannot be decoded.
    """
    if compressed and one.kind == "image" and one.extension != "gif":
        from jshost.world import pictures

        fit = pictures.within(COMPRESSED_SIDE)
        with suppress(pictures.BadPicture):
            made = pictures.compress(one.read(), COMPRESSED_QUALITY, fit)
            return keep(call, made), len(made.data)
    return call.phone.files.add_temporary(one.read, one.extension), one.size


def keep(call: Call, made: Made) -> str:
    """Return the path of a temporary file with a picture that was made."""
    if not call.phone.reserve(len(made.data)):
        raise ApiError(NO_TEMPORARY)
    return call.phone.files.add_temporary(lambda: made.data, made.extension)


def save(call: Call, path: str, kind: str, is_kind: Callable[[bytes], bool]) -> None:
    """Copy a local file into the phone's album."""
    data = call.phone.files.read(path)
    if data is None:
        raise ApiError(NOT_FOUND)
    if not is_kind(data):
        raise ApiError(WRONG_TYPE)
    if not call.phone.save(Saved(kind, path, data)):
        raise ApiError(NO_ROOM)
    call.tell({"filePath": path, "size": len(data)})
