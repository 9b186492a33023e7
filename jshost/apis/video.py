"""视频: saving a video to the album."""

from __future__ import annotations

from jshost.call import Call
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.files import Saved, is_video

wx = Family("media/video", kind="simulated")


@wx.api("saveVideoToPhotosAlbum", since="1.2.0", scope="scope.writePhotosAlbum")
def save_video_to_photos_album(call: Call, *, filePath: str) -> None:
    """Copy a local video into the phone's album. Texts as for pictures."""
    data = call.phone.files.read(filePath)
    if data is None:
        raise ApiError("file not found")
    if not is_video(data):
        raise ApiError("invalid file type")
    call.phone.album.append(Saved("video", filePath, data))
    call.tell({"filePath": filePath, "size": len(data)})
