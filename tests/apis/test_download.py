"""wx.downloadFile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jshost import Host
from jshost.apis import download

from ..network.server import Received, Server, answer
from .calls import Play

Heard = Callable[[Host], list[Any]]


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def get(url: str, more: str = "") -> str:
    return f"const task = wx.downloadFile({{ url: '{url}', {more} complete(r) {{ say(r); }} }});"


def test_a_file(play: Play, heard: Heard, server: Server) -> None:
    data = bytes(range(256)) * 5000
    server.answers["/a.bin"] = answer(data, "Content-Type: image/png")
    host = play(get(f"{server.url}/a.bin"), allow_net=[server.host])
    (result,) = heard(host)
    assert (result["errMsg"], result["statusCode"]) == ("downloadFile:ok", 200)
    assert result["tempFilePath"].endswith(".png")
    assert "filePath" not in result
    assert host.phone.files.read(result["tempFilePath"]) == data


@pytest.mark.parametrize(
    ("kind", "path", "ending"),
    [
        ("image/jpeg", "a", "jpg"), ("text/html; charset=utf-8", "a.txt", "html"),
        ("application/octet-stream", "a.MP3?x=y.z", "mp3"), ("", "a.tar.gz", "gz"),
        ("", "a", "unknown"), ("x/y", "a.b/c", "unknown"), ("", "a.%2e%2e", "unknown"),
        ("", "a.abcdefghij", "unknown"), ("../..", "", "unknown"), ("text/plain", "a.log", "log"),
    ],
)  # fmt: skip
def test_extensions(make_host: Callable[..., Host], kind: str, path: str, ending: str) -> None:
    host = make_host()
    headers = {"content-type": kind} if kind else {}
    host.network.fixture("*", base64="YQ==", headers={"content-type": "x/z", **headers})
    host.run_script(
        f"wx.downloadFile({{ url: 'https://a.test/{path}',"
        " success(r) { console.log(r.tempFilePath) } })",
        "t.js",
    )
    assert host.console[0].message.rpartition(".")[2] == ending


def test_any_status_is_a_success(play: Play, heard: Heard, server: Server) -> None:
    server.answers["/a"] = answer(b"none", status="404 Not Found")
    (result,) = heard(play(get(f"{server.url}/a"), allow_net=[server.host]))
    assert (result["errMsg"], result["statusCode"]) == ("downloadFile:ok", 404)


def test_progress(play: Play, heard: Heard, server: Server) -> None:
    def slowly(request: Received, send: Callable[[bytes], None]) -> None:
        send(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
        for _ in range(4):
            send(b"x" * 100)
            time.sleep(0.05)

    server.answers["/a"] = slowly
    host = play(
        get(f"{server.url}/a")
        + "task.onProgressUpdate((r) => say([r.progress, r.totalBytesWritten,"
        " r.totalBytesExpectedToWrite])); task.onHeadersReceived((r) => say(Object.keys(r)));",
        allow_net=[server.host],
    )
    headers, *told, _ = heard(host)
    assert headers == ["header"]
    assert told == [[25, 100, 400], [50, 200, 400], [75, 300, 400], [100, 400, 400]]


def test_a_file_that_is_too_large(
    play: Play, heard: Heard, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MAX_DOWNLOAD", 1000)
    server.answers["/a"] = answer(b"x" * 1001)
    (result,) = heard(play(get(f"{server.url}/a"), allow_net=[server.host]))
    assert result["errMsg"] == "downloadFile:fail exceed max file size"
    server.answers["/a"] = answer(b"x" * 1000)
    (result,) = heard(play(get(f"{server.url}/a"), allow_net=[server.host]))
    assert result["errMsg"] == "downloadFile:ok"


def test_a_fixture_that_is_too_large(
    play: Play, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MAX_DOWNLOAD", 3)
    (result,) = heard(play(get("https://sample.test/a")))
    assert result["errMsg"] == "downloadFile:fail exceed max file size"


def test_aborted_in_the_middle(play: Play, heard: Heard, server: Server) -> None:
    def endless(request: Received, send: Callable[[bytes], None]) -> None:
        send(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
        while True:
            send(b"x" * 65536)

    server.answers["/a"] = endless
    host = play(get(f"{server.url}/a") + "task.onHeadersReceived(() => task.abort());",
                allow_net=[server.host])  # fmt: skip
    assert heard(host) == [{"errMsg": "downloadFile:fail abort", "errno": 600004}]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("wx.env.USER_DATA_PATH + '/a'", "[ 'downloadFile:ok', 'http://usr/a', undefined ] x"),
        ("'/a.js'", "downloadFile:fail permission denied"),
        ("wx.env.USER_DATA_PATH + '/none/a'", "downloadFile:fail no such file or directory"),
    ],
)
def test_a_place_for_the_file(make_host: Callable[..., Host], path: str, said: str) -> None:
    host = make_host()
    host.network.fixture("*", text="x")
    host.run_script(
        f"wx.downloadFile({{ url: 'https://a.test/', filePath: {path},"
        " success(r) { console.log([r.errMsg, r.filePath, r.tempFilePath],"
        " wx.getFileSystemManager().readFileSync(r.filePath, 'utf8')) },"
        " fail(r) { console.log(r.errMsg) } })",
        "t.js",
    )
    assert said in host.console[0].message
