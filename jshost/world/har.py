"""Recordings of real exchanges: HAR 1.2 files, written and read.

A recording is written while the run goes on: a file beside it (`.part`) is a complete HAR after
each exchange, and takes the recording's place when the run ends. Credentials in headers are masked;
addresses and bodies are written as they are.
"""

from __future__ import annotations

import datetime
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import jshost
from jshost.errors import InputError, StateError
from jshost.exchange import FAILURES, Failure, Headers, Outcome, Request, Response, header
from jshost.world.network import Answer, Recorded

MAX_BYTES = 512 * 1024 * 1024
MASK = "(masked by jshost)"
_SECRET = frozenset(("authorization", "proxy-authorization", "cookie"))
_TAIL = b"\n]}}\n"


# -- writing --------------------------------------------------------------------------------------


class Recorder:
    """Writes exchanges to a file. Raises StateError where that cannot be done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._stream: BinaryIO | None = None
        self._first = True
        try:
            self._stream = self._part.open("wb", buffering=0)
            creator = {"name": "jshost", "version": jshost.__version__}
            log = json.dumps({"log": {"version": "1.2", "creator": creator, "entries": []}})
            self._put(log.removesuffix("]}}").encode() + _TAIL)
        except OSError as error:
            raise self._problem(error) from error

    def add(self, request: Request, outcome: Outcome, epoch: float, took: float) -> None:
        """Write an exchange: `epoch` is when it began, in milliseconds since 1970, `took` how many
        it took.
        """
        entry = json.dumps(_entry(request, outcome, epoch, took), ensure_ascii=False)
        data = entry.encode("utf-8", "surrogatepass")
        try:
            if self._stream is not None:
                self._stream.seek(-len(_TAIL), os.SEEK_END)
                self._put((b"\n" if self._first else b",\n") + data + _TAIL)
                self._first = False
        except OSError as error:
            raise self._problem(error) from error

    def close(self) -> None:
        """Put the recording in its place."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        try:
            with stream:
                os.fsync(stream.fileno())
            self._part.replace(self._path)
        except OSError as error:
            raise self._problem(error) from error

    def _put(self, data: bytes) -> None:
        while data and self._stream is not None:
            data = data[self._stream.write(data) :]

    def _problem(self, error: OSError) -> StateError:
        said = error.strerror or error
        return StateError(f"{self._path}: the recording cannot be written: {said}")


def _entry(request: Request, outcome: Outcome, epoch: float, took: float) -> dict[str, Any]:
    second = datetime.datetime.fromtimestamp(epoch / 1000, datetime.UTC)
    entry: dict[str, Any] = {
        "startedDateTime": second.isoformat(timespec="milliseconds"),
        "time": round(took, 3),
        "request": _request(request),
        "response": _response(outcome),
        "cache": {},
        "timings": {"send": 0, "wait": round(took, 3), "receive": 0},
    }
    if isinstance(outcome, Failure):
        entry["_failure"] = outcome.kind
    return entry


def _request(request: Request) -> dict[str, Any]:
    _, _, query = request.url.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    written: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(request.headers),
        "queryString": [{"name": name, "value": value} for name, _, value in pairs],
        "headersSize": -1,
        "bodySize": len(request.body),
    }
    if request.body:
        kind = header(request.headers, "content-type")
        written["postData"] = {"mimeType": kind, **_text(request.body)}
    return written


def _response(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        outcome = Response(0, (), b"", "", reason=str(outcome))
    content = {"size": len(outcome.body), "mimeType": header(outcome.headers, "content-type")}
    return {
        "status": outcome.status,
        "statusText": outcome.reason,
        "httpVersion": outcome.version,
        "cookies": [],
        "headers": _headers(outcome.headers),
        "content": content | _text(outcome.body),
        "redirectURL": header(outcome.headers, "location"),
        "headersSize": -1,
        "bodySize": -1,
    }


def _headers(headers: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": _masked(name.lower(), value)} for name, value in headers]


def _masked(name: str, value: str) -> str:
    """Return a header's value as it may be kept; of a cookie that is set, all but the value."""
    if name in _SECRET:
        return MASK
    if name != "set-cookie":
        return value
    pair, semicolon, rest = value.partition(";")
    return f"{pair.partition('=')[0]}={MASK}{semicolon}{rest}"


def _text(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"text": b64encode(data).decode(), "encoding": "base64"}


# -- reading --------------------------------------------------------------------------------------


def read(path: Path) -> tuple[Recorded, ...]:
    """Return the exchanges of a HAR file, in order. Raises InputError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: more than {MAX_BYTES >> 20} MB")
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: no HAR: {str(error)[:200]}") from None
    top = _Part(str(path), "", value)
    return tuple(_recorded(entry) for entry in top.part("log").items("entries"))


class _Part:
    """An object of a HAR file, and where it stands."""

    def __init__(self, name: str, place: str, value: Any) -> None:
        self._name = name
        self._place = place
        if not isinstance(value, dict):
            raise self._wrong(place or "the file", "an object")
        self._value: Mapping[str, Any] = value

    def _wrong(self, place: str, kind: str) -> InputError:
        return InputError(f"{self._name}: no HAR: {place} should be {kind}")

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}".removeprefix(".")

    def part(self, key: str) -> _Part:
        return _Part(self._name, self._at(key), self._value.get(key))

    def items(self, key: str) -> list[_Part]:
        found = self._value.get(key, None)
        if not isinstance(found, list):
            raise self._wrong(self._at(key), "a list")
        return [
            _Part(self._name, f"{self._at(key)}[{index}]", item) for index, item in enumerate(found)
        ]

    def has(self, key: str) -> bool:
        return self._value.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        found = self._value.get(key, default)
        if not isinstance(found, str):
            raise self._wrong(self._at(key), "a string")
        return found

    def number(self, key: str, default: float | None = None) -> float:
        found = self._value.get(key, default)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self._wrong(self._at(key), "a number")
        return found if 0 <= found < 1e12 else 0

    def data(self) -> bytes:
        """Return the bytes of a body."""
        text = self.text("text", "")
        if self.text("encoding", "") != "base64":
            return text.encode("utf-8", "surrogatepass")
        try:
            return b64decode(text)
        except ValueError:
            raise self._wrong(self._at("text"), "base64, as its encoding says") from None


def _recorded(entry: _Part) -> Recorded:
    request = entry.part("request")
    body = request.part("postData").data() if request.has("postData") else b""
    url = request.text("url")
    return Recorded(
        request.text("method"), url, body, Answer(_outcome(entry, url), entry.number("time", 0))
    )


def _outcome(entry: _Part, url: str) -> Outcome:
    """Return what came of an exchange. One without a status has failed, as browsers write it."""
    response = entry.part("response")
    status = int(response.number("status"))
    if not 100 <= status <= 999:
        kind = entry.text("_failure", "reset")
        return Failure(next((one for one in FAILURES if one == kind), "reset"), "as recorded")
    headers = tuple((h.text("name"), h.text("value")) for h in response.items("headers"))
    body = response.part("content").data() if response.has("content") else b""
    return Response(status, headers, body, url, reason=response.text("statusText", ""))
