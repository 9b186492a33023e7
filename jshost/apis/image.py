"""图片: saving a picture to the album."""

from __future__ import annotations

from jshost.call import Call
from jshost.errors import ApiError
from jshost.registry import Family
from jshost.world.files import Saved, is_image

wx = Family("media/image", kind="simulated")


@wx.api("saveImageToPhotosAlbum", since="1.2.0", scope="scope.writePhotosAlbum")
def save_image_to_photos_album(call: Call, *, filePath: str) -> None:
    """Copy a local picture into the phone's album. Text for a missing file F, for one that is no
    picture I.
    """
    data = call.phone.files.read(filePath)
    if data is None:
        raise ApiError("file not found")
    if not is_image(data):
        raise ApiError("invalid file type")
    call.phone.album.append(Saved("image", filePath, data))
    call.tell({"filePath": filePath, "size": len(data)})
