"""Sound: what goes wrong with it, how often it tells where it is, which phones play what.

Letters as in differences/__init__.py.
"""

from __future__ import annotations

TICK_MS = 250
"""How often onTimeUpdate is told of a sound that plays (R: browsers do, in which DevTools plays;
the documentation says nothing, and phones differ, F).
"""

SYSTEM_ERROR = 10001
"""What onError tells (D): here, that the phone itself has the sound (I)."""
NETWORK_ERROR = 10002
"""An address in the network that cannot be reached (D)."""
FILE_ERROR = 10003
"""A file that is not there (D, whose word is only "file error"; I)."""
FORMAT_ERROR = 10004
"""A file that is no sound, or none that the client plays (D)."""
UNKNOWN_ERROR = -1
MEDIA_ERROR = "MediaError"
"""The errMsg of those in DevTools (F). On phones it is what the decoder says; here is none."""

INTERRUPTED = "operateAudio:fail audio is interrupted"
"""While the phone itself has the sound nothing can be played (D); the words are ours (I)."""
NOT_IN_FRONT = (
    "operateAudio:fail jsapi has no permission, event=operateAudio, runningState=background, "
    "permissionMsg=permission got, detail=jsapi has no permission"
)
"""InnerAudioContext.play in the background (F, exact; that it comes with UNKNOWN_ERROR is I)."""

NO_TITLE = "setBackgroundAudioState:fail title is nil!"
"""BackgroundAudioManager.src without a title (F, exact); a title is required (D)."""
NO_BACKGROUND = (
    "setBackgroundAudioState:fail: jsapi has no permission, event=setBackgroundAudioState, "
    "runningState=background, permissionMsg=permission ok, detail=jsapi permission required "
    "playing audio but current not playing audio in background state"
)
"""The same in the background, when nothing plays (F, exact)."""

RATES = (0.5, 2.0)
"""The slowest and the fastest playbackRate (D); what is beyond is set to them (R)."""

UNPLAYABLE = {
    "ios": frozenset(("flac", "ogg", "wma")),
    "android": frozenset(("aiff",)),
    "devtools": frozenset(("aiff", "wma")),
}
"""Sounds that a client does not play (D, the table of InnerAudioContext; DevTools: as Chromium,
I). Of what else it has, ape, amr and caf are not read by anything here: they are no sounds.
"""

SOURCES = {
    "ios": ("auto", "buildInMic"),
    "android": ("auto", "mic", "camcorder", "voice_communication", "voice_recognition"),
    "devtools": ("auto",),
}
"""What wx.getAvailableAudioSources tells (D; there is no headset for `headsetMic`. DevTools: I)."""

VOICE_SECONDS = 60
"""How long wx.playVoice plays at most, unless it is told otherwise (D)."""

CURRENT_TIME_WRITABLE = "2.26.2"
"""From then on setting InnerAudioContext.currentTime is seeking (D)."""

NO_MUSIC, MUSIC_PLAYING, MUSIC_PAUSED = 2, 1, 0
"""The `status` of wx.getBackgroundAudioPlayerState (D)."""
