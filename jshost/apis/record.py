"""录音: the older pair of calls, and the recorder manager that replaced them. Both use the phone's
one microphone.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Literal, TypedDict

from jshost.call import App, Call, Pending
from jshost.differences.media import IN_CALL
from jshost.errors import ApiError
from jshost.registry import Family, Manager, command
from jshost.scheduler import Entry
from jshost.world.microphone import Recording

wx = Family("media/recorder", kind="simulated")

_LIMIT_MS = 60_000
# Encode bit rates that are documented for a sample rate, in bits a second.
_BIT_RATES = {
    8000: (16000, 48000),
    11025: (16000, 48000),
    12000: (24000, 64000),
    16000: (24000, 96000),
    22050: (32000, 128000),
    24000: (32000, 128000),
    32000: (48000, 192000),
    44100: (64000, 320000),
    48000: (64000, 320000),
}


class RecordResult(TypedDict):
    """Where the recording is, until the run ends."""

    tempFilePath: str


_MAX_FRAME_KB = 10_240


class _OldRecorder:
    """The recording that wx.startRecord began, if there is one."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.pending = Pending()
        self.timer = app.scheduler.post(self.stop, _LIMIT_MS, background=True)

    def stop(self) -> None:
        self.app.scheduler.cancel(self.timer)
        microphone = self.app.phone.microphone
        microphone.owner = None
        recording, length = microphone.stop(self.app.clock.now())
        path = self.app.phone.files.add_temporary(lambda: recording.encode(length), "aac")
        self.pending.settle(RecordResult(tempFilePath=path))

    def interrupt(self) -> None:
        """End as if stopped: this pair of calls has no pauses (I)."""
        self.stop()

    def release(self) -> None:
        """Nothing is left to go on."""


@wx.api("startRecord", scope="scope.record")
def start_record(call: Call) -> Pending:
    """Record until wx.stopRecord, at most a minute; only then does the call succeed."""
    microphone = call.phone.microphone
    if microphone.state != "idle":
        raise ApiError("fail:recording")
    if microphone.in_call:
        raise ApiError(IN_CALL)
    microphone.start(_recording(call), call.app.clock.now())
    recorder = microphone.owner = _OldRecorder(call.app)
    return recorder.pending


def _recording(call: Call, *settings: Any) -> Recording:
    """Return a recording of what the phone hears; notes in the trace where none of it is kept."""
    sound = call.phone.microphone.hear()
    recording = Recording(*settings).replace(sound=sound)
    if sound is not None and not recording.keeps_sound:
        call.tell({"recorded": f"silence: {recording.format} is not encoded, wav and PCM are"})
    return recording


@wx.api("stopRecord")
def stop_record(call: Call) -> None:
    """End what wx.startRecord began."""
    recorder = call.phone.microphone.owner
    if not isinstance(recorder, _OldRecorder):
        raise ApiError("fail:not recording")
    recorder.stop()


class _Frames:
    """The frames that onFrameRecorded tells of: `size` bytes each (0: none), `sent` so far."""

    def __init__(self, recording: Recording, size: int) -> None:
        self._recording = recording
        self._rate = recording.bytes_per_ms() if size else 0.0
        self.size = size
        self.sent = 0

    def next_due(self) -> float:
        """Return the milliseconds of recording after which the next frame is full."""
        return (self.sent + self.size) / self._rate

    def take(self) -> bytes:
        """Return the next frame."""
        frame = self._recording.piece(self.sent, self.size)
        self.sent += self.size
        return frame


class RecorderManager(Manager):
    """The recorder: idle, recording or paused. Failures go to onError, in the name of the native
    `operateRecorder`.
    """

    object = "RecorderManager"
    events = MappingProxyType(
        {
            "onStart": "1.6.0",
            "onPause": "1.6.0",
            "onResume": "1.6.0",
            "onStop": "1.6.0",
            "onError": "1.6.0",
            "onFrameRecorded": "1.6.0",
            "onInterruptionBegin": "2.3.0",
            "onInterruptionEnd": "2.3.0",
        }
    )

    def __init__(self, app: App) -> None:
        self._app = app
        self._limit = 0.0
        self._waited_for = False
        self._timers: list[Entry] = []
        self._frames = _Frames(Recording(), 0)

    @command(scope="scope.record", native="operateRecorder", failure="RecorderManager.onError")
    def start(
        self,
        call: Call,
        *,
        duration: float | None = None,
        sampleRate: int = 8000,
        numberOfChannels: Literal[1, 2] = 2,
        encodeBitRate: int = 48000,
        format: Literal["aac", "mp3", "wav", "PCM"] = "aac",
        frameSize: float = 0,
        audioSource: str = "auto",
    ) -> None:
        """Start to record, for at most `duration` milliseconds: one minute, if not said otherwise
        up to ten.
        """
        microphone = call.phone.microphone
        if microphone.state != "idle":
            raise ApiError("is recording or paused")
        if microphone.in_call:
            raise ApiError(IN_CALL)
        lowest, highest = _BIT_RATES.get(sampleRate, (0, 0))
        if not lowest:
            raise ApiError("sampleRate is not supported")
        if format in ("aac", "mp3") and not lowest <= encodeBitRate <= highest:
            raise ApiError("encodeBitRate does not fit sampleRate")
        recording = _recording(call, sampleRate, numberOfChannels, encodeBitRate, format)
        # A program that names a duration waits for onStop; the phone's own limit is no reason to
        # wait.
        self._waited_for = duration is not None
        told = (
            int(max(0.0, min(frameSize, _MAX_FRAME_KB)) * 1024) if format in ("mp3", "PCM") else 0
        )
        self._frames = _Frames(recording, told)
        self._limit = min(max(_LIMIT_MS if duration is None else duration, 1.0), 600_000.0)
        microphone.start(recording, self._app.clock.now())
        microphone.owner = self
        self._wait()
        self._fire("onStart")

    @command(native="operateRecorder", failure="RecorderManager.onError")
    def pause(self, call: Call) -> None:
        """Pause; the time until the recording ends stands still."""
        self._expect("recording")
        self._pause()

    @command(native="operateRecorder", failure="RecorderManager.onError")
    def resume(self, call: Call) -> None:
        """Go on after a pause."""
        self._expect("paused")
        if call.phone.microphone.in_call:
            raise ApiError(IN_CALL)
        call.phone.microphone.resume(self._app.clock.now())
        self._wait()
        self._fire("onResume")

    @command(native="operateRecorder", failure="RecorderManager.onError")
    def stop(self, call: Call) -> None:
        """End the recording; onStop has the file."""
        self._expect("recording", "paused")
        self._finish()

    def interrupt(self) -> None:
        """Tell that a call has the microphone; the recording is paused after that (D)."""
        self._fire("onInterruptionBegin")
        if self._app.phone.microphone.state == "recording":
            self._pause()

    def release(self) -> None:
        """Tell that the call is over: the program may go on (D)."""
        self._fire("onInterruptionEnd")

    def _pause(self) -> None:
        self._stop_waiting()
        self._app.phone.microphone.pause(self._app.clock.now())
        self._fire("onPause")

    def _expect(self, *states: str) -> None:
        microphone = self._app.phone.microphone
        if microphone.owner is not self or microphone.state not in states:
            raise ApiError("recorder not start")

    def _stop_waiting(self) -> None:
        for timer in self._timers:
            self._app.scheduler.cancel(timer)
        self._timers.clear()

    def _wait(self) -> None:
        """Wait for the end of the recording, and for its next frame if frames were asked for."""
        self._stop_waiting()
        self._at(self._limit, self._finish)
        if self._frames.size:
            self._at(self._frames.next_due(), self._tell_frame)

    def _at(self, recorded: float, task: Callable[[], None]) -> None:
        """Do something once that many milliseconds are recorded."""
        left = recorded - self._app.phone.microphone.recorded(self._app.clock.now())
        post = self._app.scheduler.post
        self._timers.append(post(task, max(left, 0.0), background=not self._waited_for))

    def _tell_frame(self) -> None:
        self._fire("onFrameRecorded", frameBuffer=self._frames.take(), isLastFrame=False)
        self._wait()

    def _finish(self) -> None:
        self._stop_waiting()
        microphone = self._app.phone.microphone
        microphone.owner = None
        recording, length = microphone.stop(self._app.clock.now())
        data = recording.encode(length)
        if self._frames.size:
            rest = data[self._frames.sent :]
            self._fire("onFrameRecorded", frameBuffer=rest, isLastFrame=True)
        path = self._app.phone.files.add_temporary(
            lambda: recording.encode(length), recording.extension()
        )
        self._fire("onStop", tempFilePath=path, duration=round(length), fileSize=len(data))

    def _fire(self, event: str, **detail: Any) -> None:
        self._app.emit(f"RecorderManager.{event}", detail)


wx.manager("getRecorderManager", RecorderManager, since="1.6.0")
