"""Guests that have been taken over: bytes on a socket, where the host expects a worker."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from jshost.engine import frames
from jshost.engine.frames import frame
from jshost.engine.pool import Death

HELLO = frame(frames.HELLO, b"environment\t")


class TakenOver:
    """What the host holds to be a guest process: a socket with these bytes in it, then its end."""

    pid = 0
    tracks_rejections = True

    def __init__(self, said: bytes, hangs_up: bool) -> None:
        self.channel, self._ours = socket.socketpair()  # type: ignore[assignment]
        self._ours.setblocking(False)
        try:
            self._ours.send(said)
            if hangs_up:
                self._ours.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            pass  # more than a socket holds: the rest is never said

    def kill(self) -> Death:
        self.channel.close()
        self._ours.close()
        return Death()


class TakenOverPool:
    """Hands out guests that say these bytes."""

    def __init__(self, said: bytes, hangs_up: bool) -> None:
        self._said = said
        self._hangs_up = hangs_up

    def guest(self, parts: object, settings: object) -> TakenOver:
        return TakenOver(HELLO + self._said, self._hangs_up)


def take_over(monkeypatch: pytest.MonkeyPatch, said: bytes, *, hangs_up: bool = True) -> None:
    """Have guests say these bytes after their hello, and then hang up or be silent."""
    monkeypatch.setattr("jshost.engine.worker.POOL", TakenOverPool(said, hangs_up))


def posted(*messages: Any) -> bytes:
    """Return the frame that posts these messages."""
    return frame(frames.POSTED, json.dumps(messages).encode())


def result(text: str = "") -> bytes:
    """Return the frame that ends a turn."""
    return frame(frames.RESULT, frames.pack_outcome(frames.Outcome(text)))
