"""Samples of jshost/apis/audio.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "setInnerAudioOption": Sample("mixWithOther: false"),
    "getAvailableAudioSources": Sample(),
    "playVoice": Sample("filePath: 'a.wav'"),
    "pauseVoice": Sample(),
    "stopVoice": Sample(),
}

SCRIPTS = {
    "InnerAudioContext.onError": (
        "const sound = wx.createInnerAudioContext();"
        " sound.onError((r) => say(['success', r])); sound.src = 'none.mp3';"
    ),
}

KNOWN_DIFFERENCES = {
    ("createAudioContext", "parameter component"): "components are not rendered",
}
