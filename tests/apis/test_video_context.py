"""视频: what is asked of video components."""

from __future__ import annotations

from typing import Any

import pytest

from jshost.trace import EventRecord

from .calls import Play
from .samples.sample import INDEX


def test_of_a_page(play: Play, heard: Any) -> None:
    script = "this.video = wx.createVideoContext('a', this); this.video.play(); say('played');"
    host = play(script, file=INDEX)
    assert heard(host) == ["played"]
    assert host.phone.videos["a"].playing


@pytest.mark.parametrize(
    ("commands", "asked"),
    [
        ("play()", {"playing": True}),
        ("play(); video.pause()", {"playing": False}),
        ("seek(5); video.play()", {"playing": True, "position": 5}),
        ("play(); video.seek(5); video.stop()", {"playing": False, "position": 0}),
        ("playbackRate(1.5)", {"rate": 1.5}),
        ("requestFullScreen()", {"full_screen": True, "direction": None}),
        ("requestFullScreen({ direction: 90 })", {"full_screen": True, "direction": 90}),
        ("requestFullScreen(); video.exitFullScreen()", {"full_screen": False}),
        ("hideStatusBar()", {"status_bar": False}),
        ("hideStatusBar(); video.showStatusBar()", {"status_bar": True}),
        ("requestBackgroundPlayback()", {"goes_on": True}),
        ("requestBackgroundPlayback(); video.exitBackgroundPlayback()", {"goes_on": False}),
        ("seek('x'); video.playbackRate(null); video.requestFullScreen(1)",
         {"position": 0, "rate": 1, "full_screen": False}),
    ],
)  # fmt: skip
def test_video(play: Play, commands: str, asked: dict[str, Any]) -> None:
    host = play(f"const video = wx.createVideoContext('a'); video.{commands};")
    video = host.phone.videos["a"]
    assert {name: getattr(video, name) for name in asked} == asked
    assert host.errors == []


def test_danmus(play: Play) -> None:
    host = play(
        """
        const video = wx.createVideoContext('a');
        video.sendDanmu({ text: 'hello', color: '#ff0000' });
        wx.createVideoContext('a').sendDanmu({ text: 'there' });
        video.sendDanmu('no object');
        wx.createVideoContext('b');
        """
    )
    danmus = [{"text": "hello", "color": "#ff0000"}, {"text": "there"}]
    assert [*host.phone.videos["a"].danmus] == danmus
    assert [*host.phone.videos["b"].danmus] == []
    told = [e.detail for e in host.trace.of(EventRecord) if e.name == "VideoContext.sendDanmu"]
    assert told == [{"id": "a", "danmu": danmu} for danmu in danmus]


def test_danmus_are_bounded(play: Play) -> None:
    host = play(
        "const video = wx.createVideoContext('a');"
        "for (let i = 0; i < 1500; i++) video.sendDanmu({ text: String(i) });"
    )
    danmus = host.phone.videos["a"].danmus
    assert (len(danmus), danmus[-1]) == (1000, {"text": "1499"})


def test_a_fresh_run_has_no_videos(play: Play) -> None:
    host = play("wx.createVideoContext('a').play();")
    host.reset()
    assert host.phone.videos == {}
