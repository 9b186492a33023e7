"""Samples of jshost/apis/background_audio.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "playBackgroundAudio": Sample("dataUrl: 'a.wav'"),
    "pauseBackgroundAudio": Sample(),
    "stopBackgroundAudio": Sample(),
    "seekBackgroundAudio": Sample("position: 1"),
    "getBackgroundAudioPlayerState": Sample(
        "",
        "wx.onBackgroundAudioPlay(() => { CALL });"
        " wx.playBackgroundAudio({ dataUrl: 'a.wav', complete() {} });",
    ),
}
