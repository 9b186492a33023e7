"""Samples of jshost/apis/websocket.py."""

from __future__ import annotations

from .sample import Sample

_URL = "url: 'wss://sample.test/a'"
_OPEN = f"wx.connectSocket({{ {_URL} }}); wx.onSocketOpen(() => {{ CALL }});"

SAMPLES = {
    "connectSocket": Sample(_URL),
    "sendSocketMessage": Sample("data: 'a'", _OPEN),
    "closeSocket": Sample("", _OPEN),
}
RETURNED = {
    "connectSocket": {"readyState": 0, "CONNECTING": 0, "OPEN": 1, "CLOSING": 2, "CLOSED": 3}
}

_EVENTS = ("Open", "Message", "Close")
_TALK = "setTimeout(() => task.send({ data: 'a' }), 1); setTimeout(() => task.close({}), 5);"
_TASK = f"const task = wx.connectSocket({{ {_URL} }});"
SCRIPTS = {
    **{
        f"SocketTask.on{event}": f"{_TASK} task.on{event}((r) => say(['success', r])); {_TALK}"
        for event in _EVENTS
    },
    **{
        f"onSocket{event}": (
            f"wx.connectSocket({{ {_URL} }}); wx.onSocket{event}((r) => say(['success', r]));"
            " setTimeout(() => wx.sendSocketMessage({ data: 'a' }), 1);"
            " setTimeout(() => wx.closeSocket(), 5);"
        )
        for event in _EVENTS
    },
}
KNOWN_DIFFERENCES = {
    ("SocketTask.onOpen", "result profile"): "what a connection takes is not measured",
}
