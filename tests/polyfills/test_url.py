"""URL and URLSearchParams."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host

Run = Callable[..., Host]


@pytest.fixture
def host(run_js: Run) -> Host:
    """A host with both classes loaded."""
    return run_js("globalThis.classes = [URL, URLSearchParams]")


@pytest.mark.parametrize(
    ("url", "base", "href"),
    [
        ("http://EXAMPLE.com/../a/./b?x=1 2#h i", None, "http://example.com/a/b?x=1%202#h%20i"),
        ("https://a.com:443", None, "https://a.com/"),
        ("http://a.com:8080/x", None, "http://a.com:8080/x"),
        ("http:\\\\a.com\\b", None, "http://a.com/b"),
        ("  ht\ntp://a.com/\tx ", None, "http://a.com/x"),
        ("http://u:p@ss@h.com/", None, "http://u:p%40ss@h.com/"),
        (
            "http://a.com/中文?中=文#文",
            None,
            "http://a.com/%E4%B8%AD%E6%96%87?%E4%B8%AD=%E6%96%87#%E6%96%87",
        ),
        ("http://中.com/", None, "http://%E4%B8%AD.com/"),
        ("http://127.1/", None, "http://127.0.0.1/"),
        ("http://0x7f.1/", None, "http://127.0.0.1/"),
        ("http://[2001:db8::1:0:0:1]:80/", None, "http://[2001:db8::1:0:0:1]/"),
        ("http://[::ffff:1.2.3.4]", None, "http://[::ffff:102:304]/"),
        ("http://a.com/.%2e/x/%2E", None, "http://a.com/x/"),
        ("wss://x/y", None, "wss://x/y"),
        ("wxfile://tmp/a b", None, "wxfile://tmp/a%20b"),
        ("data:text/plain,hi there", None, "data:text/plain,hi there"),
        ("file:///a/../b", None, "file:///b"),
        ("x:/..//y", None, "x:/.//y"),
        ("rel", "http://a.com/b/c?q#f", "http://a.com/b/rel"),
        ("../../up", "http://a.com/b/c/d", "http://a.com/up"),
        ("/abs", "https://u:p@h.com:8443/x", "https://u:p@h.com:8443/abs"),
        ("//x.com/y", "https://a.com/", "https://x.com/y"),
        ("?q=2", "http://a.com/b?q#f", "http://a.com/b?q=2"),
        ("#f", "http://a.com/b?q", "http://a.com/b?q#f"),
        ("", "http://a.com/b?q#f", "http://a.com/b?q"),
        ("http:foo", "http://a.com/b/c", "http://a.com/b/foo"),
        ("#f", "mailto:x@y", "mailto:x@y#f"),
        *(
            (url, None, None)
            for url in (
                *(
                    "rel",
                    "http://",
                    "http://?",
                    "http://a b.com",
                    "http://a.com:99999",
                    "1http://x",
                ),
                *(
                    "http://256.1.1.1",
                    "http://[1::2::3]",
                    "http://a.com:x/",
                    "http://@/",
                    "//a.com",
                ),
            )
        ),
        ("x", "mailto:x@y", None),
    ],
)
def test_parse(host: Host, url: str, base: str | None, href: str | None) -> None:
    arguments = repr(url) if base is None else f"{url!r}, {base!r}"
    assert host.eval(f"URL.canParse({arguments})") is (href is not None)
    found = host.eval(f"try {{ new URL({arguments}).href }} catch (e) {{ e.name }}")
    assert found == (href or "TypeError")


def test_parts(host: Host) -> None:
    parts = host.eval(
        "(u => ({ origin: u.origin, protocol: u.protocol, username: u.username, password:"
        " u.password, host: u.host,"
        " hostname: u.hostname, port: u.port, pathname: u.pathname, search: u.search, hash: u.hash,"
        " text: String(u), json: JSON.stringify(u), tag: Object.prototype.toString.call(u) }))"
        "(new URL('https://u:p@h.com:81/a/b?c=d#e'))"
    )
    assert parts == {
        "origin": "https://h.com:81",
        "protocol": "https:",
        "username": "u",
        "password": "p",
        "host": "h.com:81",
        "hostname": "h.com",
        "port": "81",
        "pathname": "/a/b",
        "search": "?c=d",
        "hash": "#e",
        "text": "https://u:p@h.com:81/a/b?c=d#e",
        "json": '"https://u:p@h.com:81/a/b?c=d#e"',
        "tag": "[object URL]",
    }


@pytest.mark.parametrize(
    ("part", "value", "href"),
    [
        ("protocol", "http", "http://h.com:81/a?b#c"),
        ("protocol", "foo", "https://h.com:81/a?b#c"),
        ("username", "a b", "https://a%20b@h.com:81/a?b#c"),
        ("password", "x@", "https://:x%40@h.com:81/a?b#c"),
        ("host", "x.com", "https://x.com:81/a?b#c"),
        ("host", "x.com:443/y", "https://x.com/a?b#c"),
        ("host", "", "https://h.com:81/a?b#c"),
        ("hostname", "x.com:90", "https://h.com:81/a?b#c"),
        ("hostname", "[::1]", "https://[::1]:81/a?b#c"),
        ("port", "80x", "https://h.com:80/a?b#c"),
        ("port", "443", "https://h.com/a?b#c"),
        ("port", "x", "https://h.com:81/a?b#c"),
        ("pathname", "x/../y z", "https://h.com:81/y%20z?b#c"),
        ("search", "x y", "https://h.com:81/a?x%20y#c"),
        ("search", "", "https://h.com:81/a#c"),
        ("hash", "#x y", "https://h.com:81/a?b#x%20y"),
        ("hash", "", "https://h.com:81/a?b"),
        ("href", "http://z", "http://z/"),
    ],
)
def test_setters(host: Host, part: str, value: str, href: str) -> None:
    script = f"(u => {{ u.{part} = {value!r}; return u.href }})(new URL('https://h.com:81/a?b#c'))"
    assert host.eval(script) == href


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("String(new URLSearchParams('?a=1&b=2&a=3&c&=x'))", "a=1&b=2&a=3&c=&=x"),
        ("new URLSearchParams('d=%E4%B8%AD+x&e=%zz').get('d')", "中 x"),
        ("new URLSearchParams('e=%zz').get('e')", "%zz"),
        (
            'String(new URLSearchParams({ n: "é &=+~*-._\'()!" }))',
            "n=%C3%A9+%26%3D%2B%7E*-._%27%28%29%21",
        ),
        ("String(new URLSearchParams([['a', 'b'], ['c', 1]]))", "a=b&c=1"),
        ("String(new URLSearchParams(new Map([['m', 'n']])))", "m=n"),
        ("String(new URLSearchParams(new URLSearchParams('x=y')))", "x=y"),
        (
            (
                "(p => [p.get('a'), p.getAll('a'), p.get('z'), p.has('a', '2'), p.size])(new"
                " URLSearchParams('a=1&a=2'))"
            ),
            ["1", ["1", "2"], None, True, 2],
        ),
        (
            (
                "(p => { p.set('a', 9); p.append('c', 3); p.delete('b'); p.sort();"
                " return String(p) })(new URLSearchParams('z=0&a=1&b=2&a=3'))"
            ),
            "a=9&c=3&z=0",
        ),
        (
            (
                "(p => [[...p], [...p.keys()], [...p.values()], [...p.entries()].length])(new"
                " URLSearchParams('a=1&b=2'))"
            ),
            [[["a", "1"], ["b", "2"]], ["a", "b"], ["1", "2"], 2],
        ),
        (
            "(o => { new URLSearchParams('a=1').forEach((v, k) => o.push(k, v)); return o })([])",
            ["a", "1"],
        ),
        (
            "(u => { u.searchParams.append('y', '2 3'); return u.href })(new URL('http://a/?x=1'))",
            "http://a/?x=1&y=2+3",
        ),
        (
            (
                "(u => { const p = u.searchParams; u.search = '?k=v'; return p.get('k') })(new"
                " URL('http://a/?x=1'))"
            ),
            "v",
        ),
        (
            "(u => { u.searchParams.delete('x'); return u.href })(new URL('http://a/?x=1'))",
            "http://a/",
        ),
        ("(u => u.searchParams === u.searchParams)(new URL('http://a/'))", True),
        ("URL.parse('x')", None),
        ("try { new URLSearchParams([['a']]) } catch (e) { e.name }", "TypeError"),
    ],
)
def test_search_params(host: Host, script: str, value: object) -> None:
    assert host.eval(script) == value


def test_built_ins_replaced_by_the_guest(run_js: Run) -> None:
    host = run_js(
        "const evil = () => { throw 1 }\n"
        "String.prototype.slice = String.prototype.indexOf = RegExp.prototype.exec ="
        " Array.prototype.join = evil\n"
        "for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { set: evil })\n"
        "globalThis.text = new URL('../x?a=b c', 'http://h.com/a/b/').searchParams.get('a')"
    )
    assert host.eval("text") == "b c"
