"""wx.uploadFile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from typing import Any

import pytest

from jshost import Host

from ..network.server import Server, answer
from .calls import Play
from .conftest import PNG

Heard = Callable[[Host], list[Any]]


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def upload(server: Server, more: str = "") -> str:
    return (
        f"const task = wx.uploadFile({{ url: '{server.url}/a', filePath: 'a.png', name: 'file',"
        f"{more}"
        " complete(r) { say(r); } });"
    )


def parts(server: Server) -> list[tuple[str, str | None, str, bytes]]:
    """Return what a server makes of the form: name, file name, type, content."""
    (request,) = server.received
    kind = request.header("content-type") or ""
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + request.body)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.get_payload()
    ]  # type: ignore[misc, union-attr] # as the form is


def test_a_file_and_fields(play: Play, heard: Heard, server: Server) -> None:
    server.answers["/a"] = answer(b'{"a": 1}', "Content-Type: application/json")
    host = play(
        upload(server, "formData: { a: 'ä', n: 5, o: { b: [1] } },"), allow_net=[server.host]
    )
    (result,) = heard(host)
    assert (result["errMsg"], result["statusCode"], result["data"]) == (
        "uploadFile:ok", 200, '{"a": 1}'
    )  # fmt: skip
    assert server.received[0].method == "POST"
    assert parts(server) == [
        ("a", None, "text/plain", "ä".encode()),
        ("n", None, "text/plain", b"5"),
        ("o", None, "text/plain", b'{"b":[1]}'),
        ("file", "a.png", "image/png", PNG),
    ]


def test_names_cannot_break_out(play: Play, server: Server) -> None:
    name = 'a"\\r\\nX: y\\r\\n\\r\\n'
    host = play(
        upload(server, f"formData: {{ '{name}': '{name}' }},").replace("'file'", f"'{name}'"),
        allow_net=[server.host],
    )
    assert host.errors == []
    text = 'a"\r\nX: y\r\n\r\n'
    safe = "a%22%0D%0AX: y%0D%0A%0D%0A"
    assert [(part[0], part[3]) for part in parts(server)] == [(safe, text.encode()), (safe, PNG)]


def test_the_type_is_that_of_the_form(play: Play, server: Server) -> None:
    play(upload(server, "header: { 'Content-Type': 'text/plain', 'X-A': 'b' },"),
         allow_net=[server.host])  # fmt: skip
    assert (server.received[0].header("content-type") or "").startswith("multipart/form-data; ")
    assert server.received[0].header("x-a") == "b"


def test_progress(play: Play, heard: Heard, server: Server) -> None:
    listen = " task.onProgressUpdate((r) => say([r.progress, r.totalBytesSent]));"
    host = play(upload(server) + listen, allow_net=[server.host])
    told, last = heard(host)
    assert told == [100, len(server.received[0].body)]
    assert last["errMsg"] == "uploadFile:ok"


def test_progress_of_a_fixture(play: Play, heard: Heard) -> None:
    host = play(
        "const task = wx.uploadFile({ url: 'https://sample.test/a', filePath: 'a.png', name: 'a'"
        " }); task.onProgressUpdate((r) => say(Object.keys(r)));"
    )
    assert heard(host) == [["progress", "totalBytesSent", "totalBytesExpectedToSend"]]


@pytest.mark.parametrize(
    "path", ["none.png", "../secret", "/etc/passwd", "", "http://tmp/x", "\\0"]
)
def test_files_that_are_not_there(play: Play, heard: Heard, path: str) -> None:
    host = play(f"wx.uploadFile({{ url: 'https://sample.test/a', filePath: '{path}', name: 'a',"
                " fail: say });")  # fmt: skip
    assert heard(host) == [{"errMsg": "uploadFile:fail file doesn't exist"}]


def test_aborted(play: Play, heard: Heard) -> None:
    host = play("const task = wx.uploadFile({ url: 'https://sample.test/a', filePath: 'a.png',"
                " name: 'a', fail: say }); task.abort();")  # fmt: skip
    assert heard(host) == [{"errMsg": "uploadFile:fail abort", "errno": 600004}]


@pytest.mark.parametrize(
    "data", ["null", "5", "[1]", "'x'", "{ a: undefined }", "{ a: null }", "{ a: NaN }"]
)
def test_fields_of_any_kind(play: Play, heard: Heard, data: str) -> None:
    host = play(f"wx.uploadFile({{ url: 'https://sample.test/a', filePath: 'a.png', name: 'a',"
                f" formData: {data}, complete(r) {{ say(r.errMsg); }} }});")  # fmt: skip
    (said,) = heard(host)
    assert said == "uploadFile:ok" or said.startswith("uploadFile:fail parameter error")
