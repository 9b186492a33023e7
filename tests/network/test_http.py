"""Requests to real servers: good ones, bad ones, and those that must not be reached."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from jshost import Host
from jshost.errors import RunTimeout

from .conftest import BOTH, SAY, Ask, said
from .server import Received, Server, answer, certificate

JSON = "Content-Type: application/json"


def get(path: str = "/", more: str = "") -> str:
    return f"wx.request({{ url: 'URL{path}', {more} {BOTH} }});"


# -- what is sent ---------------------------------------------------------------------------------


def test_a_get_has_its_data_in_the_query(server: Server, ask: Ask) -> None:
    ask(get("/a?b=1", "data: { c: 'ä b', d: 1.5, e: [1], f: true, g: null },"))
    (request,) = server.received
    assert request.method == "GET"
    assert request.target == "/a?b=1&c=%C3%A4%20b&d=1.5&e=%5B1%5D&f=true&g=null"
    assert request.body == b""


@pytest.mark.parametrize(
    ("data", "kind", "body"),
    [
        ("{ a: 'ä', b: [1] }", None, '{"a":"ä","b":[1]}'),
        ("{ a: 'ä b', c: { d: 1 } }", "application/x-www-form-urlencoded", None),
        ("'a=b'", "text/plain", "a=b"),
        ("new Uint8Array([97, 98]).buffer", None, "ab"),
        ("new Uint8Array([97, 98, 99]).subarray(1)", None, "bc"),
        ("5", None, "5"),
        ("null", None, ""),
        ("undefined", None, ""),
    ],
)
def test_a_post_sends_its_data_by_the_content_type(
    server: Server, ask: Ask, data: str, kind: str | None, body: str | None
) -> None:
    header = f"header: {{ 'content-type': '{kind}' }}," if kind else ""
    ask(get("/a", f"method: 'post', data: {data}, {header}"))
    (request,) = server.received
    assert request.method == "POST"
    assert request.header("content-type") == (kind or "application/json")
    assert request.header("transfer-encoding") is None
    form = "a=%C3%A4%20b&c=%7B%22d%22%3A1%7D"
    assert request.body.decode() == (form if body is None else body)


def test_a_large_body_arrives_whole(server: Server, ask: Ask) -> None:
    (result,) = ask(get("/a", "method: 'PUT', data: 'x'.repeat(3000000),"))
    assert result["statusCode"] == 200
    assert server.received[0].body == b"x" * 3_000_000
    assert server.received[0].header("content-length") == "3000000"


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "DELETE", "TRACE", "delete", "no"])
def test_methods(server: Server, ask: Ask, method: str) -> None:
    server.answers["/a"] = answer() if method == "HEAD" else answer(b"x")
    (result,) = ask(get("/a", f"method: '{method}',"))
    assert result["errMsg"] == "request:ok"
    expected = "GET" if method == "no" else method.upper()
    assert [request.method for request in server.received] == [expected]


def test_headers_of_the_program_and_of_the_phone(server: Server, ask: Ask) -> None:
    ask(
        get(
            "/a",
            "header: { 'X-A': 'ä', 'x-n': 5, referer: 'x', Host: 'x', 'content-length': '7',"
            " 'X-None': null, Cookie: 'a=1', 'Accept-Encoding': 'br', 'user-agent': 'mine' },",
        )
    )
    (request,) = server.received
    shown = {name.lower(): value for name, value in request.headers}
    assert len(shown) == len(request.headers)
    assert shown["x-a"] == "ä".encode().decode("latin-1")
    assert (shown["x-n"], shown["cookie"], shown["user-agent"]) == ("5", "a=1", "mine")
    assert shown["referer"] == "https://servicewechat.com/touristappid/devtools/page-frame.html"
    assert shown["host"] == server.host
    assert shown["accept-encoding"] == "gzip, deflate"
    assert "x-none" not in shown
    assert "content-length" not in shown


@pytest.mark.parametrize(
    "header",
    [
        "'X-A': 'a\\r\\nX-B: b'", "'X-A\\r\\nX-B': 'a'", "'X-A': 'a\\0'", "'X A': 'a'", "'': 'a'",
        "'X-A': 'a\\nb'", "'X:A': 'a'", "'X-A': 'x'.repeat(100000)",
        "...Object.fromEntries([...Array(200)].map((_, i) => [`x${i}`, 'a']))",
    ],
)  # fmt: skip
def test_headers_cannot_be_injected(server: Server, ask: Ask, header: str) -> None:
    (result,) = ask(get("/a", f"header: {{ {header} }},"))
    assert result["errMsg"].startswith("request:fail invalid header")
    assert server.received == []


def test_a_url_is_sent_as_it_is(server: Server, ask: Ask) -> None:
    ask(get("/a%2Fb%41/ä c?q=a+b%20c&s=%2B#part"))
    (request,) = server.received
    assert request.target == "/a%2Fb%41/%C3%A4%20c?q=a+b%20c&s=%2B"


# -- what comes back ------------------------------------------------------------------------------


def test_json_is_parsed(server: Server, ask: Ask) -> None:
    server.answers["/a"] = answer('{"a": ["ä", 1e999, -0, null], "__proto__": 1}'.encode(), JSON)
    host_said = ask(
        "wx.request({ url: 'URL/a', success(r) { say([r.data.a[0], r.data.a[1] === Infinity,"
        " Object.is(r.data.a[2], -0), Object.keys(r.data)]); } });"
    )
    assert host_said == [["ä", True, True, ["a", "__proto__"]]]


@pytest.mark.parametrize("body", ["", "<html>", '{"a":', "NaN", "[" * 5_000])
def test_what_is_no_json_stays_a_text(server: Server, ask: Ask, body: str) -> None:
    server.answers["/a"] = answer(body.encode(), JSON)
    (result,) = ask(get("/a"))
    assert result["data"] == body


@pytest.mark.parametrize("isolation", ["none", "process"])
def test_json_that_is_nested_too_deeply(
    make_host: Callable[..., Host], server: Server, isolation: str
) -> None:
    server.answers["/a"] = answer(b"[" * 200_000 + b"]" * 200_000, JSON)
    host = make_host(allow_net=[server.host], isolation=isolation)
    script = "wx.request({ url: 'URL/a', success(r) { say(typeof r.data); } });"
    host.run_script(SAY + script.replace("URL", server.url), "t.js", timeout=20)
    assert said(host) == ["string"]


def test_other_types_of_data(server: Server, ask: Ask) -> None:
    server.answers["/a"] = answer(b'{"a": 1}', JSON)
    assert ask(get("/a", "dataType: '其他',"))[0]["data"] == '{"a": 1}'
    got = ask("wx.request({ url: 'URL/a', responseType: 'arraybuffer',"
              " success(r) { say([...new Uint8Array(r.data)]); } });")  # fmt: skip
    assert got[-1] == [*b'{"a": 1}']


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=GBK", "中文".encode("gbk"), "中文"),
        ("text/html; charset=punycode", "中文".encode(), "中文"),
        ("text/html", b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa"),
        ("text/html", b"a\xff", "a\ufffd"),
    ],
)
def test_texts_are_decoded(server: Server, ask: Ask, kind: str, body: bytes, text: str) -> None:
    server.answers["/a"] = answer(body, f"Content-Type: {kind}")
    assert ask(get("/a"))[0]["data"] == text


def test_status_headers_and_cookies(server: Server, ask: Ask) -> None:
    server.answers["/a"] = answer(
        b"gone", "Set-Cookie: a=1; Path=/", "set-cookie: b=2", "X-A: 1", "X-A: 2",
        status="404 Not Found",
    )  # fmt: skip
    (result,) = ask(get("/a"))
    assert (result["statusCode"], result["data"], result["errMsg"]) == (404, "gone", "request:ok")
    assert result["cookies"] == ["a=1; Path=/", "b=2"]
    assert result["header"]["X-A"] == "1, 2"


def test_cookies_are_not_kept(server: Server, ask: Ask) -> None:
    server.answers["/a"] = answer(b"", "Set-Cookie: a=1; Path=/")
    ask("wx.request({ url: 'URL/a', success() { wx.request({ url: 'URL/b' }); } });")
    assert [request.header("cookie") for request in server.received] == [None, None]


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:10]) + gzip.compress(data[10:])),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
    ],
)
def test_packed_bodies(
    server: Server, ask: Ask, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = bytes(range(97, 123)) * 20_000
    server.answers["/a"] = answer(pack(body), f"Content-Encoding: {encoding}")
    script = (
        "wx.request({ url: 'URL/a', success(r) { say([r.data.length, r.data.slice(-27)]); } });"
    )
    assert ask(script) == [[len(body), body[-27:].decode()]]


def test_what_was_measured(server: Server, ask: Ask) -> None:
    (result,) = ask(get("/a"))
    profile = result["profile"]
    assert profile["fetchStart"] <= profile["connectStart"] <= profile["connectEnd"]
    assert profile["connectEnd"] <= profile["responseStart"] <= profile["responseEnd"]
    assert profile["receivedBytedCount"] == 5
    assert profile["socketReused"] is False


def test_connections_are_kept_alive(ask: Ask) -> None:
    got = ask(
        "wx.request({ url: 'URL/a', success() { wx.request({ url: 'URL/b', success(r) {"
        " say(r.profile.socketReused); } }); } });"
    )
    assert got == [True]


def test_chunks_are_told_as_they_come(server: Server, ask: Ask) -> None:
    def slowly(request: Received, send: Callable[[bytes], None]) -> None:
        send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: b\r\n\r\n")
        for number in range(3):
            send(b"2\r\n#%d\r\n" % number)
            time.sleep(0.05)
        send(b"0\r\n\r\n")

    server.answers["/a"] = slowly
    got = ask(
        f"const task = wx.request({{ url: 'URL/a', enableChunked: true, {BOTH} }});"
        "task.onHeadersReceived((r) => say([r.statusCode, r.header['X-A']]));"
        "const chunk = (r) => say(String.fromCharCode(...new Uint8Array(r.data)));"
        "task.onChunkReceived(chunk);"
    )
    assert got[:-1] == [[200, "b"], "#0", "#1", "#2"]
    assert (got[-1]["errMsg"], got[-1]["data"]) == ("request:ok", "")


# -- redirects ------------------------------------------------------------------------------------


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {to}", status=status)


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        ("301 x", "POST", "GET"), ("302 x", "POST", "GET"), ("302 x", "PUT", "PUT"),
        ("303 x", "PUT", "GET"), ("307 x", "POST", "POST"), ("308 x", "POST", "POST"),
    ],
)  # fmt: skip
def test_redirects_are_followed(
    server: Server, ask: Ask, status: str, method: str, then: str
) -> None:
    server.answers["/a"] = moved("b?c=1", status)
    (result,) = ask(get("/a", f"method: '{method}', data: 'x',"))
    assert result["data"] == "there"
    last = server.received[-1]
    assert (last.method, last.target) == (then, "/b?c=1")
    assert last.body == (b"" if then == "GET" else b"x")


def test_redirects_are_not_followed_where_that_is_not_wanted(server: Server, ask: Ask) -> None:
    server.answers["/a"] = moved("/b")
    (result,) = ask(get("/a", "redirect: 'manual',"))
    assert (result["statusCode"], result["header"]["Location"]) == (302, "/b")


def test_redirects_come_to_an_end(server: Server, ask: Ask) -> None:
    server.answers["/a"] = moved("/a")
    (result,) = ask(get("/a"))
    assert (result["errMsg"], result["errno"]) == (
        "request:fail reach the max redirect count", 600008
    )  # fmt: skip
    assert len(server.received) == 21


def test_credentials_are_for_one_origin(make_host: Callable[..., Host]) -> None:
    first, second = Server(), Server()
    try:
        first.answers["/a"] = moved(f"{second.url}/b")
        host = make_host(allow_net=[first.host, second.host], isolation="none")
        header = "header: { Authorization: 'secret', Cookie: 'secret', 'X-A': 'b' },"
        host.run_script(SAY + get("/a", header).replace("URL", first.url), "t.js", timeout=20)
        assert said(host)[0]["data"] == "there"
        (request,) = second.received
        assert request.header("authorization") is None
        assert request.header("cookie") is None
        assert request.header("x-a") == "b"
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("http://169.254.169.254/latest/meta-data", "url not in domain list"),
        ("http://127.0.0.1:1/", "url not in domain list"),
        ("http://localhost:PORT/", "url not in domain list"),
        ("http://[::ffff:127.0.0.1]:PORT/", "url not in domain list"),
        ("http://2130706433:PORT/", "url not in domain list"),
        ("http://127.1:PORT/", "url not in domain list"),
        ("//example.com/", "url not in domain list"),
        ("http://127.0.0.1:PORT@example.com/", "net::ERR_INVALID_RESPONSE"),
        ("http://a:b@127.0.0.1:PORT/", "net::ERR_INVALID_RESPONSE"),
        ("file:///etc/passwd", "net::ERR_INVALID_RESPONSE"),
        ("http://127.0.0.1:99999/", "net::ERR_INVALID_RESPONSE"),
        ("gopher://127.0.0.1:PORT/", "net::ERR_INVALID_RESPONSE"),
    ],
)
def test_redirects_are_checked(server: Server, ask: Ask, target: str, text: str) -> None:
    server.answers["/a"] = moved(target.replace("PORT", str(server.port)))
    (result,) = ask(get("/a"))
    assert result["errMsg"] == f"request:fail {text}"
    assert [request.target for request in server.received] == ["/a"]


# -- what may not be reached ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:PORT/", "http://127.0.0.1:1/", "http://127.1:PORT/", "http://0.0.0.0:PORT/",
        "http://[::1]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://0x7f000001:PORT/",
        "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_hosts_that_are_not_allowed(server: Server, host: Host, url: str) -> None:
    script = get().replace("URL/", url.replace("PORT", str(server.port)))
    host.run_script(SAY + script, "t.js", timeout=20)
    (result,) = said(host)
    assert (result["errMsg"], result["errno"]) == ("request:fail url not in domain list", 600002)
    assert server.received == []


@pytest.mark.parametrize(
    "url",
    [
        "", "/a", "127.0.0.1:PORT", "ftp://127.0.0.1:PORT/", "file:///etc/passwd", "http://",
        "javascript:1", "http://a@127.0.0.1:PORT/", "http://127.0.0.1:PORT\\\\@a/", "http:///a",
        "http://127.0.0.1:PORT/\\r\\nX: y", "http://127.0.0.1:PORT/\\0", "wss://127.0.0.1:PORT/",
        "http://127.0.0.1:PORT/\\u2028",
    ],
)  # fmt: skip
def test_what_is_no_url(server: Server, host: Host, url: str) -> None:
    script = get().replace("URL/", url.replace("PORT", str(server.port)))
    host.run_script(SAY + script, "t.js", timeout=20)
    (result,) = said(host)
    assert result["errMsg"].startswith("request:fail invalid url")
    assert result["errno"] == 600009
    assert server.received == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:99999/", "http://[::1/", "http://a b/", "http://%/", "http://127.0.0.1./"],
)
def test_what_turns_out_to_be_no_url(host: Host, url: str) -> None:
    host.run_script(SAY + get().replace("URL/", url), "t.js", timeout=20)
    assert said(host)[0]["errMsg"] in (
        "request:fail net::ERR_INVALID_RESPONSE", f'request:fail invalid url "{url}"'
    )  # fmt: skip


def test_a_url_that_is_too_long(server: Server, ask: Ask) -> None:
    (result,) = ask("wx.request({ url: 'URL/' + 'a'.repeat(70000), fail: say });")
    assert result["errMsg"].startswith("request:fail invalid url")


def test_a_name_that_leads_to_this_machine(
    make_host: Callable[..., Host], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jshost.network import addresses

    found = [(2, 1, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *given, **more: found)
    script = SAY + get().replace("URL", f"http://rebind.test:{server.port}")
    host = make_host(allow_net=["rebind.test"], isolation="none")
    host.run_script(script, "t.js", timeout=20)
    assert said(host)[0]["errMsg"] == "request:fail url not in domain list"
    assert server.received == []
    host = make_host(allow_net=["rebind.test", server.host], isolation="none")
    host.run_script(script, "t.js", timeout=20)
    assert said(host)[0]["data"] == "there"
    assert server.received[0].header("host") == f"rebind.test:{server.port}"


def test_a_name_that_is_nowhere(make_host: Callable[..., Host]) -> None:
    host = make_host(allow_net=["nowhere.invalid"], isolation="none", dialect="android")
    host.run_script(SAY + get().replace("URL", "http://nowhere.invalid"), "t.js", timeout=20)
    (result,) = said(host)
    assert result["errno"] == 600001
    assert result["errMsg"] == (
        "request:fail errcode:-105 cronet_error_code:-105 error_msg:net::ERR_NAME_NOT_RESOLVED"
    )


def test_nobody_there(make_host: Callable[..., Host]) -> None:
    server = Server()
    server.close()
    host = make_host(allow_net=[server.host], isolation="none")
    host.run_script(SAY + get().replace("URL", server.url), "t.js", timeout=20)
    assert said(host)[0]["errMsg"] == "request:fail net::ERR_CONNECTION_REFUSED"


# -- servers that are not good --------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"\0" * 1000, b"HTTP/9.9 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 10_000 + b"\r\n",
    ],
)  # fmt: skip
def test_what_is_no_answer(server: Server, ask: Ask, sent: bytes) -> None:
    def broken(request: Received, send: Callable[[bytes], None]) -> None:
        send(sent)

    server.answers["/a"] = broken
    (result,) = ask(get("/a"))
    assert result["errMsg"].startswith("request:fail net::ERR_"), result
    assert result["errno"] == 600001


def endless(request: Received, send: Callable[[bytes], None]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
    while True:
        send(b"x" * 65536)


def test_an_answer_without_an_end(server: Server, ask: Ask) -> None:
    server.answers["/a"] = endless
    (result,) = ask(get("/a"))
    assert result["errMsg"] == "request:fail exceed max file size"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb(server: Server, ask: Ask, encoding: str) -> None:
    maker = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    packed = b"".join(maker.compress(bytes(1 << 20)) for _ in range(300)) + maker.flush()
    assert len(packed) < 1_000_000
    server.answers["/a"] = answer(packed, f"Content-Encoding: {encoding}")
    start = time.monotonic()
    (result,) = ask(get("/a"))
    assert result["errMsg"] == "request:fail exceed max file size"
    assert time.monotonic() - start < 5


def silent(server: Server) -> Callable[..., None]:
    return lambda request, send: server.ending.wait(30) and None


def test_a_server_that_never_answers(server: Server, ask: Ask) -> None:
    server.answers["/a"] = silent(server)
    start = time.monotonic()
    (result,) = ask(get("/a", "timeout: 150,"))
    assert (result["errMsg"], result["errno"]) == ("request:fail timeout", 5)
    assert 0.1 < time.monotonic() - start < 5


def test_the_timeout_of_the_run(server: Server, ask: Ask) -> None:
    server.answers["/a"] = silent(server)
    with pytest.raises(RunTimeout):
        ask(get("/a"), timeout=0.3)


def test_a_slow_server_meets_the_timers_of_the_program(server: Server, ask: Ask) -> None:
    def slow(request: Received, send: Callable[[bytes], None]) -> None:
        time.sleep(0.3)
        send(answer(b"late"))

    server.answers["/a"] = slow
    got = ask("setTimeout(() => say('timer'), 100);"
              "wx.request({ url: 'URL/a', success(r) { say(r.data); } });")  # fmt: skip
    assert got == ["timer", "late"]


def test_a_request_is_aborted(server: Server, ask: Ask) -> None:
    server.answers["/a"] = silent(server)
    got = ask(f"const task = wx.request({{ url: 'URL/a', {BOTH} }});"
              "setTimeout(() => { task.abort(); task.abort(); }, 50);")  # fmt: skip
    assert got == [{"errMsg": "request:fail abort", "errno": 600004}]


def test_a_request_that_is_over_is_not_aborted(server: Server, ask: Ask) -> None:
    got = ask("const task = wx.request({ url: 'URL/a', success(r) { say(r.data); task.abort(); },"
              " fail: say });")  # fmt: skip
    assert got == ["there"]


def test_ten_are_under_way_at_a_time(server: Server, ask: Ask) -> None:
    most = [0, 0]

    def count(request: Received, send: Callable[[bytes], None]) -> bool:
        most[0] += 1
        most[1] = max(most)
        time.sleep(0.05)
        most[0] -= 1
        send(answer(b"there"))
        return True

    server.answers["/a"] = count
    got = ask("for (let i = 0; i < 35; i++) wx.request({ url: 'URL/a', success() { say(i); } });")
    assert sorted(got) == [*range(35)]
    assert 5 < most[1] <= 10


# -- TLS ------------------------------------------------------------------------------------------


def test_certificates_are_checked(make_host: Callable[..., Host], tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    server = Server(context)
    try:
        script = SAY + get().replace("URL", server.url)
        host = make_host(allow_net=[server.host], isolation="none")
        host.run_script(script, "t.js", timeout=20)
        assert said(host)[0]["errMsg"] == "request:fail net::ERR_CERT_AUTHORITY_INVALID"
        assert server.received == []
        plain = make_host(allow_net=[server.host], isolation="none")
        plain.run_script(script.replace("https", "http"), "t.js", timeout=20)
        assert said(plain)[0]["errMsg"].startswith("request:fail net::ERR_")
    finally:
        server.close()


def test_no_thread_is_left(host: Host, ask: Ask) -> None:
    import threading

    ask(get())
    names = [thread.name for thread in threading.enumerate()]
    assert "jshost-network" in names
    host.close()
    assert "jshost-network" not in [thread.name for thread in threading.enumerate()]


def test_a_new_run_begins_afresh(server: Server, host: Host, ask: Ask) -> None:
    server.answers["/slow"] = silent(server)
    host.load(get("/slow").replace("URL", server.url))
    host.settle()
    host.reset()
    assert [result["data"] for result in ask(get("/a"))] == ["there"]


def test_the_trace_is_json(host: Host, server: Server, ask: Ask) -> None:
    server.answers["/a"] = answer(b"[1e999]", JSON)
    ask(get("/a"))
    for record in host.trace:
        json.loads(record.to_json(), parse_constant=lambda name: pytest.fail(name))
