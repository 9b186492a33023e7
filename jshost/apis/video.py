"""视频: picking videos and pictures, what a video is, and saving it to the album."""

from __future__ import annotations

from typing import Literal, TypedDict

from jshost.apis.picking import (
    PICK,
    SIZES,
    SOURCES,
    are_compressed,
    keep,
    limited,
    pick_media,
    save,
    temporary,
)
from jshost.call import Call, Pending
from jshost.differences.media import (
    COMPRESSED_QUALITY,
    COMPRESSED_SIDE,
    MOST_MEDIA,
    NO_VIDEO_FACTS,
    NOT_FOUND,
    ORIENTATIONS,
)
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.album import Item
from jshost.world.files import is_video
from jshost.world.videos import BadVideo, Video, describe

wx = Family("media/video", kind="simulated")

_KINDS = ["image", "video"]


class MediaFile(TypedDict, total=False):
    """A picture or video that was picked: bytes; of videos also seconds, pixels as they are shown,
    and a picture that stands for it.
    """

    tempFilePath: str
    size: int
    fileType: str
    duration: float
    width: int
    height: int
    thumbTempFilePath: str


class MediaResult(TypedDict):
    """What was picked; `type` is image, video or mix."""

    tempFiles: list[MediaFile]
    type: str


class VideoResult(TypedDict):
    """A video that was picked: seconds, bytes, pixels as they are shown."""

    tempFilePath: str
    duration: float
    size: int
    width: int
    height: int


class VideoInfo(TypedDict):
    """What a video is: seconds, kB, pixels as they are stored (I), frames and kilobits a second."""

    orientation: str
    type: str
    duration: float
    size: float
    height: int
    width: int
    fps: float
    bitrate: int


class HevcResult(TypedDict):
    """Whether the phone plays HEVC."""

    supportHevc: bool


@wx.api("chooseMedia", since="2.10.0", asks=PICK)
def choose_media(
    call: Call,
    *,
    count: float = 9,
    mediaType: list[str] = _KINDS,
    sourceType: list[str] = SOURCES,
    maxDuration: float = 10,
    sizeType: list[str] = SIZES,
    camera: Literal["back", "front"] = "back",
) -> Pending:
    """Let the user pick pictures and videos of the scenario's album, or take one. Videos are
    neither compressed nor cut; a grey picture of a video's size stands for it.
    """
    mixed = "mix" in mediaType
    kinds = tuple(kind for kind in _KINDS if mixed or kind in mediaType) or (*_KINDS,)
    most = [most for since, most in MOST_MEDIA if call.platform.has(since)][-1]

    def picked(items: list[Item]) -> MediaResult:
        # Without `mix` the album lets the user tick files of one kind only (D).
        chosen = [one for one in items if mixed or one.kind == items[0].kind]
        compressed = are_compressed(sizeType)
        files = [_media_file(call, one, compressed=compressed) for one in chosen]
        return {"tempFiles": files, "type": "mix" if mixed else items[0].kind}

    return pick_media(call, kinds, limited(count, most), sourceType, picked)


def _media_file(call: Call, one: Item, *, compressed: bool) -> MediaFile:
    found = _described(one.read()) if one.kind == "video" else None
    path, size = temporary(call, one, compressed=compressed)
    made: MediaFile = {"tempFilePath": path, "size": size, "fileType": one.kind}
    if found is not None:
        made["duration"] = found.duration
        made["width"], made["height"] = found.upright_size
        made["thumbTempFilePath"] = _thumbnail(call, found)
    return made


def _thumbnail(call: Call, video: Video) -> str:
    """Return a picture that has a video's size, but is no larger than compressed ones: frames are
    not decoded.
    """
    from jshost.world.pictures import plain, within

    size = within(COMPRESSED_SIDE)(video.upright_size)
    return keep(call, plain(size, COMPRESSED_QUALITY))


@wx.api("chooseVideo", asks=PICK)
def choose_video(
    call: Call,
    *,
    sourceType: list[str] = SOURCES,
    compressed: bool = True,
    maxDuration: float = 60,
    camera: Literal["back", "front"] = "back",
) -> Pending:
    """Let the user pick a video of the scenario's album, or take one. It is neither compressed, as
    by many phones (F), nor cut.
    """

    def picked(items: list[Item]) -> VideoResult:
        found = _described(items[0].read())
        path, size = temporary(call, items[0])
        width, height = found.upright_size
        return {
            "tempFilePath": path,
            "duration": found.duration,
            "size": size,
            "width": width,
            "height": height,
        }

    return pick_media(call, ("video",), 1, sourceType, picked)


@wx.api("getVideoInfo", since="2.11.0")
def get_video_info(call: Call, *, src: str) -> VideoInfo:
    """Return what a local video's file says."""
    data = call.phone.files.read(src)
    if data is None:
        raise ApiError(NOT_FOUND)
    found = _described(data)
    return {
        "orientation": ORIENTATIONS[found.orientation - 1],
        "type": found.type,
        "duration": found.duration,
        "size": round(len(data) / 1024, 2),
        "height": found.height,
        "width": found.width,
        "fps": round(found.fps, 3),
        "bitrate": round(len(data) * 8 / 1000 / found.duration),
    }


def _described(data: bytes) -> Video:
    try:
        return describe(data)
    except BadVideo:
        raise ApiError(NO_VIDEO_FACTS) from None


@wx.api("checkDeviceSupportHevc", since="3.8.11", promise=False)
def check_device_support_hevc(call: Call) -> HevcResult:
    """Return whether the phone plays HEVC. It is undated (D); plugins have it from 3.8.11 on."""
    return {"supportHevc": call.phone.device.supportHevc}


@wx.api("saveVideoToPhotosAlbum", since="1.2.0", scope="scope.writePhotosAlbum")
def save_video_to_photos_album(call: Call, *, filePath: str) -> None:
    """Copy a local video into the phone's album."""
    save(call, filePath, "video", is_video)
