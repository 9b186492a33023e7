"""图片: picking pictures and files of chats, looking at pictures, making others of them, and saving
them to the album.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from jshost.apis.colors import check_one_of
from jshost.apis.picking import (
    PICK,
    SIZES,
    SOURCES,
    are_compressed,
    keep,
    limited,
    pick,
    pick_media,
    save,
    temporary,
)
from jshost.call import Call, Pending
from jshost.differences.media import (
    CANCELLED,
    COMPRESSED_QUALITY,
    MOST_MESSAGE_FILES,
    MOST_PICTURES,
    NOT_COMPRESSIBLE,
    NOT_DECODED,
    NOT_DOWNLOADED,
    NOT_FOUND,
    NOT_JPEG,
    ORIENTATIONS,
    PICTURE_TYPES,
    RATIOS,
)
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.user.port import Alternatives
from jshost.world.album import Item, item
from jshost.world.files import is_image
from jshost.world.screen import Shown, Viewer

if TYPE_CHECKING:
    from jshost.world.pictures import Made

wx = Family("media/image", kind="simulated")

_EDIT = Alternatives("ok", "cancel", ("ok", "cancel"))
_NETWORK = ("http://", "https://")
_NO_ITEMS = "parameter error: parameter.{} should have at least 1 item;"


class ImageFile(TypedDict):
    """A picture that was picked; its size in bytes."""

    path: str
    size: int


class ImagesResult(TypedDict, total=False):
    """The pictures that were picked. `tempFiles` came with base library 1.2.0."""

    tempFilePaths: list[str]
    tempFiles: list[ImageFile]


class MessageFile(TypedDict, total=False):
    """A file of a chat; bytes, and seconds since 1970. DevTools have no `time` (D)."""

    path: str
    size: int
    name: str
    type: str
    time: int


class MessageFilesResult(TypedDict):
    """The files that were picked."""

    tempFiles: list[MessageFile]


class ImageInfo(TypedDict, total=False):
    """What a picture is: pixels, not turned. The last two came with base library 1.9.90."""

    width: int
    height: int
    path: str
    orientation: str
    type: str


class ImageResult(TypedDict):
    """A picture that was made."""

    tempFilePath: str


@wx.api("chooseImage", asks=PICK)
def choose_image(
    call: Call,
    *,
    count: float = 9,
    sizeType: list[str] = SIZES,
    sourceType: list[str] = SOURCES,
) -> Pending:
    """Let the user pick pictures of the scenario's album, or take one."""

    def picked(items: list[Item]) -> ImagesResult:
        compressed = are_compressed(sizeType)
        chosen = [temporary(call, one, compressed=compressed) for one in items]
        result: ImagesResult = {"tempFilePaths": [path for path, _ in chosen]}
        if call.platform.has("1.2.0"):
            result["tempFiles"] = [{"path": path, "size": size} for path, size in chosen]
        return result

    return pick_media(call, ("image",), limited(count, MOST_PICTURES), sourceType, picked)


@wx.api(
    "chooseMessageFile",
    since="2.5.0",
    asks=Alternatives("0", "cancel", ("cancel",), "indices"),
)
def choose_message_file(
    call: Call,
    *,
    count: float,
    type: Literal["image", "video", "all", "file"] = "all",
    extension: list[str] | None = None,
) -> Pending:
    """Let the user pick files of the scenario's `messages`, all of them as old as the run (I)."""
    endings = tuple(f".{ending.lstrip('.').lower()}" for ending in extension or ())
    if not all(ending.strip(".") for ending in endings):
        raise ApiError("parameter error: parameter.extension should have no empty item;")

    def is_offered(one: Item) -> bool:
        if type in ("image", "video"):
            return one.kind == type
        filtered = type == "file" and endings
        fits = not filtered or one.name.lower().endswith(endings)
        return fits and (type != "file" or one.kind == "file")

    def picked(items: list[Item]) -> MessageFilesResult:
        return {"tempFiles": [_message_file(call, one) for one in items]}

    offered = [one for one in map(item, call.phone.scenario.messages) if is_offered(one)]
    return pick(call, "选择文件", offered, limited(count, MOST_MESSAGE_FILES), picked)


def _message_file(call: Call, one: Item) -> MessageFile:
    path, size = temporary(call, one)
    made: MessageFile = {"path": path, "size": size, "name": one.name, "type": one.kind}
    if call.platform.dialect != "devtools":
        clock = call.app.clock
        made["time"] = int((clock.epoch() - clock.now()) // 1000)
    return made


@wx.api("previewImage")
def preview_image(
    call: Call,
    *,
    urls: list[str],
    current: str | None = None,
    showmenu: bool = True,
    referrerPolicy: str = "no-referrer",
) -> None:
    """Show pictures in the viewer, at first the `current` one: the first, if it is none of them
    (I). Nothing is loaded.
    """
    if not urls:
        raise ApiError(_NO_ITEMS.format("urls"))
    first = urls.index(current) if current in urls else 0
    _show(call, Viewer(tuple(map(Shown, urls)), first, showmenu))


@wx.api("previewMedia", since="2.12.0")
def preview_media(
    call: Call,
    *,
    sources: list[Any],
    current: float = 0,
    showmenu: bool = True,
    referrerPolicy: str = "no-referrer",
) -> None:
    """Show pictures and videos in the viewer, at first the one with that number, or the one next to
    it (I). Nothing is loaded.
    """
    if not sources:
        raise ApiError(_NO_ITEMS.format("sources"))
    items = tuple(_shown(number, source) for number, source in enumerate(sources))
    _show(call, Viewer(items, int(max(0, min(current, len(items) - 1))), showmenu))


def _shown(number: int, source: Any) -> Shown:
    url = source.get("url") if isinstance(source, dict) else None
    if not isinstance(url, str):
        raise ApiError(f"parameter error: parameter.sources[{number}].url should be String;")
    kind, poster = source.get("type"), source.get("poster")
    return Shown(
        url, "video" if kind == "video" else "image", poster if isinstance(poster, str) else ""
    )


def _show(call: Call, viewer: Viewer) -> None:
    call.phone.screen.viewer = viewer
    call.tell({"shown": viewer.items[viewer.current].url, "of": len(viewer.items)})


@wx.api("getImageInfo")
def get_image_info(call: Call, *, src: str) -> ImageInfo:
    """Return what a local picture's file says. Pictures in the network are not loaded."""
    from jshost.world.pictures import BadPicture, describe

    data = call.phone.files.read(src)
    if data is None:
        raise ApiError(NOT_DOWNLOADED if src.startswith(_NETWORK) else NOT_FOUND)
    try:
        found = describe(data)
    except BadPicture:
        raise ApiError(NOT_DECODED) from None
    result: ImageInfo = {"width": found.width, "height": found.height, "path": src}
    if call.platform.has("1.9.90"):
        result["orientation"] = ORIENTATIONS[found.orientation - 1]
        result["type"] = PICTURE_TYPES.get(found.format, "unknown")
    return result


@wx.api("compressImage", since="2.4.0")
def compress_image(
    call: Call,
    *,
    src: str,
    quality: float = COMPRESSED_QUALITY,
    compressedWidth: float | None = None,
    compressedHeight: float | None = None,
) -> ImageResult:
    """Make a smaller file of a picture, turned the right way up: PNG stays PNG, all else becomes
    JPEG (I). From base library 2.26.0 on it can be of another size, in pixels.
    """
    from jshost.world.pictures import compress, to

    data = _source(call, src, NOT_COMPRESSIBLE)
    if call.platform.dialect == "ios" and not data.startswith(b"\xff\xd8\xff"):
        raise ApiError(NOT_JPEG)
    width, height = _side(call, compressedWidth), _side(call, compressedHeight)
    level = int(max(0, min(quality, 100)))
    return _make(call, lambda: compress(data, level, to(width, height)))


def _side(call: Call, asked: float | None) -> int | None:
    """Return the length of a side in pixels, None where no length is asked for."""
    if asked is None or asked < 1 or not call.platform.has("2.26.0"):
        return None
    return int(min(asked, 1 << 30))


@wx.api("cropImage", since="2.26.0", promise=False, asks=_EDIT)
def crop_image(call: Call, *, src: str, cropScale: str) -> Pending:
    """Have the user cut a picture to a ratio: a user who goes along leaves the frame as it comes up
    (I), as large as it can be and in the middle.
    """
    from jshost.world.pictures import crop

    check_one_of("cropScale", cropScale, RATIOS)
    data = _source(call, src, NOT_FOUND)
    return _edit(call, "裁剪图片", src, lambda: crop(data, RATIOS[cropScale], COMPRESSED_QUALITY))


@wx.api("editImage", since="2.22.0", promise=False, asks=_EDIT)
def edit_image(call: Call, *, src: str) -> Pending:
    """Have the user edit a picture: a user who goes along changes nothing, and gets a file of their
    own.
    """
    from jshost.world.pictures import compress, same

    data = _source(call, src, NOT_FOUND)
    return _edit(call, "编辑图片", src, lambda: compress(data, COMPRESSED_QUALITY, same))


def _edit(call: Call, title: str, src: str, make: Callable[[], Made]) -> Pending:
    def answered(choice: str) -> ImageResult:
        if choice == "cancel":
            raise ApiError(CANCELLED)
        return _make(call, make)

    return call.ask(title, answered, lines=(src,), labels=("完成", "取消"))


def _source(call: Call, src: str, missing: str) -> bytes:
    data = call.phone.files.read(src)
    if data is None:
        raise ApiError(missing)
    return data


def _make(call: Call, make: Callable[[], Made]) -> ImageResult:
    from jshost.world.pictures import BadPicture

    try:
        return {"tempFilePath": keep(call, make())}
    except BadPicture:
        raise ApiError(NOT_DECODED) from None


@wx.api("saveImageToPhotosAlbum", since="1.2.0", scope="scope.writePhotosAlbum")
def save_image_to_photos_album(call: Call, *, filePath: str) -> None:
    """Copy a local picture into the phone's album."""
    save(call, filePath, "image", is_image)
