"""Recordings: exchanges with a real server are written, and answer the same requests later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError, StateError
from jshost.world import har

from ..network.server import Server, answer

SAY = "const say = (v) => console.log(JSON.stringify(v)); "


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def said(host: Host) -> list[Any]:
    return [json.loads(record.message) for record in host.console]


def ask(url: str, more: str = "") -> str:
    return f"wx.request({{ url: '{url}', {more} complete(r) {{ delete r.profile; say(r); }} }});"


def written(file: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["log"]["entries"]
    return entries


def one_after_the_other(*calls: str) -> str:
    """Return a script that makes each call when the one before has come to its end."""
    script = ""
    for call in reversed(calls):
        script = call.replace("say(r);", f"say(r); {script}")
    return SAY + script


def test_what_was_recorded_answers_again(
    make_host: Callable[..., Host], server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "a.har"
    cookie = "Set-Cookie: s=1; Path=/"
    server.answers["/bin"] = answer(bytes(range(256)), "Content-Type: image/png", cookie)
    server.answers["/gone"] = answer(b"gone", status="404 Not Found")
    script = one_after_the_other(
        ask(f"{server.url}/a?b=1"),
        ask(f"{server.url}/a", "method: 'POST', data: { a: 'ä' },"),
        ask(f"{server.url}/bin"),
        ask(f"{server.url}/gone"),
        ask("http://127.0.0.1:1/"),
    )
    host = make_host(allow_net=[server.host, "127.0.0.1:1"], record=file)
    host.run_script(script, "t.js", timeout=20)
    assert not file.exists()
    host.close()
    assert [entry["response"]["status"] for entry in written(file)] == [200, 200, 200, 404, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["a.har"]
    server.received.clear()
    again = make_host(replay=file)
    again.run_script(script, "t.js")
    assert server.received == []
    masked = json.loads(json.dumps(said(host)).replace("s=1;", f"s={har.MASK};"))
    assert said(again) == masked
    assert [result["errMsg"] for result in said(again)][-1] == (
        "request:fail net::ERR_CONNECTION_REFUSED"
    )


def test_it_is_har(make_host: Callable[..., Host], server: Server, tmp_path: Path) -> None:
    host = make_host(allow_net=[server.host], record=tmp_path / "a.har")
    host.run_script(SAY + ask(f"{server.url}/a?b=1&c", "method: 'PUT', data: 'x',"), "t.js")
    host.close()
    log = json.loads((tmp_path / "a.har").read_text("utf-8"))["log"]
    assert (log["version"], log["creator"]["name"]) == ("1.2", "jshost")
    (entry,) = log["entries"]
    assert entry.keys() >= {"startedDateTime", "time", "request", "response", "cache", "timings"}
    assert entry["startedDateTime"] == "2026-01-01T00:00:00.000+00:00"
    assert entry["request"]["queryString"] == [
        {"name": "b", "value": "1"}, {"name": "c", "value": ""}
    ]  # fmt: skip
    assert entry["request"]["postData"] == {"mimeType": "application/json", "text": "x"}
    assert entry["response"]["content"]["text"] == "there"


def test_credentials_are_masked(
    make_host: Callable[..., Host], server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "a.har"
    server.answers["/a"] = answer(b"", "Set-Cookie: session=secret3; HttpOnly")
    host = make_host(allow_net=[server.host], record=file)
    header = "header: { Authorization: 'Bearer secret1', cookie: 'a=secret2', 'X-A': 'kept' },"
    host.run_script(SAY + ask(f"{server.url}/a", header), "t.js", timeout=20)
    host.close()
    text = file.read_text("utf-8")
    assert "secret" not in text
    assert '"kept"' in text
    assert f"session={har.MASK}; HttpOnly" in text
    assert server.received[0].header("authorization") == "Bearer secret1"


def test_what_never_went_out_is_not_recorded(
    make_host: Callable[..., Host], server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "a.har"
    host = make_host(allow_net=[server.host], record=file)
    script = one_after_the_other(ask("http://elsewhere.example.com/"), ask(f"{server.url}/a"))
    host.run_script(script, "t.js", timeout=20)
    host.close()
    assert [entry["request"]["url"] for entry in written(file)] == [f"{server.url}/a"]


def test_what_is_there_when_the_process_dies_is_a_har(
    make_host: Callable[..., Host], server: Server, tmp_path: Path
) -> None:
    host = make_host(allow_net=[server.host], record=tmp_path / "a.har")
    part = tmp_path / "a.har.part"
    assert written(part) == []
    for number in range(3):
        host.load(f"wx.request({{ url: '{server.url}/{number}' }})")
        host.run_until_idle(timeout=20)
        assert len(written(part)) == number + 1


def test_an_older_recording_stays_until_there_is_a_new_one(
    make_host: Callable[..., Host], tmp_path: Path
) -> None:
    file = tmp_path / "a.har"
    file.write_text("old")
    with pytest.raises(InputError):
        make_host(record=file, grant=["scope.none"])
    assert file.read_text() == "old"
    host = make_host(record=file)
    assert file.read_text() == "old"
    host.close()
    assert written(file) == []


def test_fixtures_are_not_recorded(make_host: Callable[..., Host], tmp_path: Path) -> None:
    host = make_host(record=tmp_path / "a.har")
    host.network.fixture("*", text="x")
    host.run_script(SAY + ask("https://a.test/"), "t.js")
    host.close()
    assert written(tmp_path / "a.har") == []


def test_a_recording_that_cannot_be_written(make_host: Callable[..., Host], tmp_path: Path) -> None:
    with pytest.raises(StateError, match="the recording cannot be written"):
        make_host(record=tmp_path / "none" / "a.har")


# -- replaying ------------------------------------------------------------------------------------


def entry(
    url: str, text: str, *, method: str = "GET", body: str | None = None, time: float = 0
) -> dict[str, Any]:
    request: dict[str, Any] = {"method": method, "url": url}
    if body is not None:
        request["postData"] = {"mimeType": "text/plain", "text": body}
    response = {"status": 200, "headers": [], "content": {"text": text}}
    return {"request": request, "response": response, "time": time}


def replay(
    make_host: Callable[..., Host], tmp_path: Path, entries: Any, script: str, **settings: Any
) -> Host:
    file = tmp_path / "r.har"
    file.write_text(json.dumps({"log": {"entries": entries}}))
    host = make_host(replay=file, **settings)
    host.run_script(SAY + script, "t.js")
    assert host.errors == []
    return host


A = "https://a.test/a"


def data(url: str, more: str = "") -> str:
    return ask(url, more).replace("say(r)", "say(r.data === undefined ? r.errMsg : r.data)")


def test_answers_come_in_their_order_and_the_last_one_stays(
    make_host: Callable[..., Host], tmp_path: Path
) -> None:
    entries = [entry(A, "1"), entry("https://b.test/", "b"), entry(A, "2")]
    host = replay(make_host, tmp_path, entries, data(A) * 3)
    assert said(host) == [1, 2, 2]


def test_the_body_tells_answers_apart(make_host: Callable[..., Host], tmp_path: Path) -> None:
    entries = [
        entry(A, "1", method="POST", body="one"), entry(A, "2", method="POST", body="two")
    ]  # fmt: skip
    script = data(A, "method: 'POST', data: 'two',") + data(A, "method: 'POST', data: 'one',")
    assert said(replay(make_host, tmp_path, entries, script)) == [2, 1]


def test_answers_take_as_long_as_they_did(make_host: Callable[..., Host], tmp_path: Path) -> None:
    entries = [entry(A, "1", time=5000), entry("https://b.test/", "2", time=10)]
    host = replay(make_host, tmp_path, entries, data(A) + data("https://b.test/"))
    assert [(record.t, record.message) for record in host.console] == [(10, "2"), (5000, "1")]


def test_what_was_not_recorded_fails(make_host: Callable[..., Host], tmp_path: Path) -> None:
    entries = [entry(A, "1"), entry("https://a*/", "2")]
    host = replay(make_host, tmp_path, entries, data(f"{A}?b=1") + data("https://ab/"))
    assert all(text.startswith("request:fail url not in domain list") for text in said(host))
    host = replay(make_host, tmp_path, [], data(A))
    assert said(host) == [f"request:fail url not in domain list: no fixture fits GET {A}"]


def test_a_fixture_goes_before_a_recording(make_host: Callable[..., Host], tmp_path: Path) -> None:
    file = tmp_path / "r.har"
    file.write_text(json.dumps({"log": {"entries": [entry(A, "1")]}}))
    host = make_host(replay=file)
    host.network.fixture(A, text="2", times=1)
    host.run_script(SAY + data(A) * 2, "t.js")
    assert sorted(said(host)) == [1, 2]


def with_entry(**changes: Any) -> str:
    return json.dumps({"log": {"entries": [entry(A, "x") | changes]}})


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no HAR"), ("[]", "the file should be an object"), ("{}", "log should be an object"),
        ('{"log": {}}', "log.entries should be a list"), ("[" * 100_000, "no HAR"),
        ('{"log": {"entries": [1]}}', r"log.entries\[0\] should be an object"),
        (with_entry(request={}), r"log.entries\[0\].request.url should be a string"),
        (with_entry(request={"url": 5}), r"log.entries\[0\].request.url should be a string"),
        (with_entry(response=None), r"log.entries\[0\].response should be an object"),
        (with_entry(response={}), r"log.entries\[0\].response.status should be a number"),
        (with_entry(response={"status": True}), "status should be a number"),
        (with_entry(response={"status": 200}), "response.headers should be a list"),
        (with_entry(response={"status": 200, "headers": [{"name": "a"}]}),
         r"headers\[0\].value should be a string"),
        (with_entry(response={"status": 200, "headers": [], "content":
                              {"text": "a", "encoding": "base64"}}), "should be base64"),
        (with_entry(time="x"), r"log.entries\[0\].time should be a number"),
        ("\ufeff{}", "no HAR"), ("{" + "\0", "no HAR"),
    ],
)  # fmt: skip
def test_what_is_no_har(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "r.har"
    file.write_bytes(text.encode())
    with pytest.raises(InputError, match=what) as caught:
        har.read(file)
    assert "\n" not in str(caught.value)
    assert str(file) in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        har.read(tmp_path / "none.har")
    with pytest.raises(InputError, match="cannot be read"):
        har.read(tmp_path)
    (tmp_path / "a.har").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(InputError, match="no HAR"):
        har.read(tmp_path / "a.har")


def test_values_out_of_all_bounds(make_host: Callable[..., Host], tmp_path: Path) -> None:
    entries = [entry(A, "1", time=1e300) | {"_failure": "none"}]
    entries[0]["response"]["status"] = 1e300
    host = replay(make_host, tmp_path, entries, data(A))
    assert said(host) == ["request:fail net::ERR_CONNECTION_RESET"]
