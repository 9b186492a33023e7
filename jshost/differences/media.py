"""Pictures, videos and recordings: what fails and how, limits, and what things are called. Sources
as in the room's index.
"""

from __future__ import annotations

from jshost.differences import Dialect

ORIENTATIONS = (
    "up", "up-mirrored", "down", "down-mirrored",
    "left-mirrored", "right", "right-mirrored", "left",
)  # fmt: skip
"""Which way a picture is turned, by the EXIF values 1 to 8 (D, wx.getImageInfo)."""
PICTURE_TYPES = {"JPEG": "jpeg", "PNG": "png", "GIF": "gif", "TIFF": "tiff"}
"""What wx.getImageInfo calls formats (D); all others are `unknown` (D, of WebP and BMP I)."""
RATIOS = {
    "16:9": (16, 9), "9:16": (9, 16), "4:3": (4, 3), "3:4": (3, 4),
    "5:4": (5, 4), "4:5": (4, 5), "1:1": (1, 1),
}  # fmt: skip
"""What wx.cropImage crops to: width and height (D)."""

NOT_FOUND = "file not found"
"""For a file that is not there (F, of wx.getImageInfo and wx.saveImageToPhotosAlbum; of others
I).
"""
NOT_COMPRESSIBLE = "file doesn't exist"
"""The same in wx.compressImage (F)."""
NOT_DECODED = "decode image fail"
"""For a file that is no picture, is broken, or has more pixels than the phone can hold (F, of
wx.compressImage; of others I).
"""
NOT_JPEG = "only jpg is supported"
"""On iPhones wx.compressImage takes JPEG alone (D; the text I)."""
NOT_DOWNLOADED = "download image fail"
"""For a picture in the network that is not got (F)."""
WRONG_TYPE = "invalid file type"
"""For a file of another kind than the API is for (I)."""
NO_VIDEO_FACTS = "get video info fail"
"""For a video in which nothing says how long or how large it is (I)."""
NO_ROOM = "no space left in the album"
"""For what is saved beyond what the album holds (I)."""
NO_TEMPORARY = "create temp file fail"
"""For a picture that there is no room to make (D, errno 1103004; its use I)."""
CANCELLED = "cancel"
"""When the user leaves without picking anything (F)."""

MOST_PICTURES = 9
"""How many pictures wx.chooseImage lets pick (F)."""
MOST_MESSAGE_FILES = 100
"""How many files wx.chooseMessageFile lets pick (D)."""
MOST_MEDIA = (("2.10.0", 9), ("2.25.0", 20))
"""How many wx.chooseMedia lets pick, by base library (D)."""
COMPRESSED_SIDE = 1080
"""How many pixels the shorter side of a compressed picture has at most (I)."""
COMPRESSED_QUALITY = 80
"""How well JPEG files are compressed unless said otherwise (D, of wx.compressImage)."""

SYSTEM_PERMISSIONS = {
    "scope.record": "microphoneAuthorized",
    "scope.writePhotosAlbum": "albumAuthorized",
    "scope.camera": "cameraAuthorized",
    "scope.userLocation": "locationAuthorized",
    "scope.userFuzzyLocation": "locationAuthorized",
    "scope.addPhoneCalendar": "phoneCalendarAuthorized",
}
"""Which permission of the phone's system the APIs behind a scope need as well (I; of the location
F).
"""
SYSTEM_DENIED: dict[Dialect, str] = {
    "devtools": "fail system permission denied",  # I, as on iPhones
    "android": "fail:system permission denied",  # F, of wx.getLocation
    "ios": "fail system permission denied",  # F, of wx.getLocation
}
"""What they answer where the user has allowed the scope, and the system forbids it to WeChat. On
some phones saving then never answers at all (F); that is not simulated.
"""
SYSTEM_DENIED_ERRNO = 3  # D

IN_CALL = "system busy"
"""For a recording that is begun or resumed while a call has the microphone (F the text, its use
I).
"""
