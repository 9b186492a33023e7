"""文件系统: every method, what it does and how it fails; hostile paths, archives and numbers."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest

from jshost import Host
from jshost.differences.files import MAX_DESCRIPTORS
from jshost.errors import MessageLimit
from jshost.world import disk

from .calls import Play

START = (
    "const fs = wx.getFileSystemManager(); const usr = wx.env.USER_DATA_PATH;"
    " const f = `${usr}/f.txt`; const bytes = (b) => Array.from(new Uint8Array(b));"
    " const fails = (call) => { try { call(); return 'no error'; } catch (e) { return e.errMsg;"
    " } };"
    " const is = { success(r) { say(r); }, fail(r) { say(r); } }; "
)
Run = Callable[..., list[Any]]
MISSING = "fail no such file or directory"
DENIED = "fail permission denied, open"
FULL = "fail the maximum size of the file storage limit is exceeded"
ON_FOLDER = "fail illegal operation on a directory, open"


def wrong(name: str, wanted: str, found: str) -> str:
    """Return what is said of a parameter of another type."""
    return f"fail parameter error: parameter{name} should be {wanted} instead of {found};"


@pytest.fixture
def run(play: Play, heard: Callable[[Host], list[Any]]) -> Run:
    """Run a script with a file system manager `fs`; return what it said."""

    def run(text: str, **settings: Any) -> list[Any]:
        host = play(START + text, **settings)
        assert host.errors == []
        return heard(host)

    return run


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# -- texts and bytes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding", "data"),
    [
        ("'hé😀'", "utf8", "hé😀".encode()),
        ("'hé😀'", "UTF-8", "hé😀".encode()),
        ("'\\ud800'", "utf-8", b"\xef\xbf\xbd"),
        ("'\\ud800a'", "ucs2", b"\x00\xd8a\0"),
        ("'hé'", "utf16le", "hé".encode("utf-16-le")),
        ("'hé'", "ucs-2", "hé".encode("utf-16-le")),
        ("'hé'", "utf-16le", "hé".encode("utf-16-le")),
        ("'hé微'", "latin1", b"h\xe9\xae"),
        ("'hé'", "binary", b"h\xe9"),
        ("'hé'", "ascii", b"h\xe9"),
        ("'00fF'", "hex", b"\0\xff"),
        ("'aGk='", "base64", b"hi"),
        ("'aGk'", "base64", b"hi"),
        ("'-_8'", "base64", b"\xfb\xff"),
        ("''", "utf8", b""),
    ],
)
def test_written_text(play: Play, text: str, encoding: str, data: bytes) -> None:
    host = play(f"{START} fs.writeFileSync(f, {text}, '{encoding}');")
    assert host.errors == []
    assert host.phone.files.read("http://usr/f.txt") == data


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("[104, 195, 169]", "utf8", "hé"),
        ("[104, 255]", "utf8", "h\ufffd"),
        ("[104, 0, 233, 0, 1]", "ucs2", "hé"),
        ("[0, 216]", "utf16le", "\ud800"),
        ("[104, 233]", "latin1", "hé"),
        ("[104, 233]", "ascii", "hi"),
        ("[0, 255]", "hex", "00ff"),
        ("[0, 255]", "base64", "AP8="),
    ],
)
def test_read_text(run: Run, data: str, encoding: str, text: str) -> None:
    assert run(
        f"fs.writeFileSync(f, new Uint8Array({data}).buffer);"
        f" say(fs.readFileSync(f, '{encoding}'));"
        f" fs.readFile({{ filePath: f, encoding: '{encoding}', success(r) {{ say(r.data); }} }});"
    ) == [text, text]


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        ("'%'", "'base64'", "fail base64 encode error"),
        ("'data:image/png;base64,aGk='", "'base64'", "fail base64 encode error"),
        ("'0'", "'hex'", "fail base64 encode error"),
        ("'x'", "'utf9'", "fail invalid encoding"),
        ("5", "'utf8'", "fail invalid data"),
        ("{}", "undefined", "fail invalid data"),
        ("undefined", "undefined", "fail data to write is empty"),
        ("null", "undefined", "fail data to write is empty"),
        ("'x'", "5", "fail parameter error: parameter should be String instead of Number;"),
    ],
)
def test_what_cannot_be_written(run: Run, data: str, encoding: str, reason: str) -> None:
    said = run(
        f"say(fails(() => fs.writeFileSync(f, {data}, {encoding}))); say(fails(() =>"
        f" fs.accessSync(f)));"
    )
    assert said[0] == f"writeFileSync:{reason}"
    assert said[1] == f"accessSync:{MISSING} http://usr/f.txt"


def test_buffers_and_views(run: Run) -> None:
    assert run(
        "const b = new Uint8Array([1, 2, 3, 4]); fs.writeFileSync(f, b.buffer);"
        " say(bytes(fs.readFileSync(f))); fs.appendFileSync(f, b.subarray(1, 3));"
        " say(bytes(fs.readFileSync(f))); say(bytes(fs.readFileSync(f, undefined, 1, 2)));"
        " say(fs.readFileSync(f) instanceof ArrayBuffer);"
    ) == [[1, 2, 3, 4], [1, 2, 3, 4, 2, 3], [2, 3], True]


@pytest.mark.parametrize(
    ("position", "length", "found"),
    [
        ("0", "1", "a"),
        ("2", "undefined", "c"),
        ("undefined", "3", "abc"),
        ("1", "3", "bc"),
        ("3", "undefined", "readFileSync:fail value of position is out of range"),
        ("-1", "undefined", "readFileSync:fail value of position is out of range"),
        ("0.5", "undefined", "readFileSync:fail value of position is out of range"),
        ("1e300", "undefined", "readFileSync:fail value of position is out of range"),
        ("0", "0", "readFileSync:fail value of length is out of range"),
        ("0", "4", "readFileSync:fail value of length is out of range"),
        ("0", "-1", "readFileSync:fail value of length is out of range"),
        ("NaN", "NaN", "abc"),
    ],
)
def test_parts(run: Run, position: str, length: str, found: str) -> None:
    assert run(
        "fs.writeFileSync(f, 'abc'); let r;"
        f" const m = fails(() => {{ r = fs.readFileSync(f, 'utf8', {position}, {length}); }});"
        " say(r === undefined ? m : r);"
    ) == [found]


# -- files and folders ----------------------------------------------------------------------------


def test_a_day_in_the_life_of_a_folder(run: Run) -> None:
    assert run(
        "fs.mkdirSync(`${usr}/a/b`, true); fs.writeFileSync(`${usr}/a/b/x`, '12');"
        " fs.writeFileSync(`${usr}//a/y`, ''); say(fs.readdirSync(`${usr}/a`));"
        " say(fails(() => fs.rmdirSync(`${usr}/a`)));"
        " fs.renameSync(`${usr}/a/b`, `${usr}/c`); say(fs.readdirSync(usr));"
        " say(fs.readFileSync(`${usr}/c/x`, 'utf8')); fs.copyFileSync(`${usr}/c/x`, `${usr}/z`);"
        " fs.renameSync(`${usr}/c/x`, `${usr}/z`); fs.rmdirSync(`${usr}/a`, true);"
        " fs.rmdirSync(`${usr}/c/`); say(fs.readdirSync(`${usr}/`)); fs.unlinkSync(`${usr}/z`);"
        " say(fs.readdirSync(usr));"
    ) == [["b", "y"], "rmdirSync:fail directory not empty", ["a", "c"], "12", ["z"], []]


def test_stats(run: Run) -> None:
    said = run(
        "fs.mkdirSync(`${usr}/d`); fs.writeFileSync(`${usr}/d/x`, '12');"
        " const show = (s) => [s.isFile(), s.isDirectory(), s.mode, s.size, typeof"
        " s.lastModifiedTime];"
        " say(show(fs.statSync(`${usr}/d`))); say(show(fs.statSync(`${usr}/d/x`)));"
        " say(Object.keys(fs.statSync(`${usr}/d/x`)).sort());"
        " const all = fs.statSync(usr, true); say(all.map((e) => [e.path, e.stats.isFile(),"
        " e.stats.size]));"
        " say(show(fs.statSync('a.png'))); say(show(fs.statSync('images')));"
        " fs.stat({ path: usr, recursive: true, success(r) { say(r.stats.length); } });"
        " fs.stat({ path: usr, success(r) { say(show(r.stats)); } });",
        clock="virtual",
    )
    assert said[:2] == [
        [False, True, 0o40755, 0, "number"],
        [True, False, 0o100644, 2, "number"],
    ]
    assert {"mode", "size", "lastAccessedTime", "lastModifiedTime"} <= set(said[2])
    assert said[3] == [["/", False, 0], ["/d", False, 0], ["/d/x", True, 2]]
    assert said[4][:3] == [True, False, 0o100644]
    assert said[5][:2] == [False, True]
    assert said[6] == 3
    assert said[7][1] is True


FAILURES = [
    ("accessSync(`${usr}/n`)", f"{MISSING} USR/n"),
    ("readFileSync(`${usr}/n`)", f"{MISSING}, open USR/n"),
    ("readFileSync(`${usr}/d`)", f"{ON_FOLDER} USR/d"),
    ("readFileSync(`${usr}/x/y`)", "fail not a directory USR/x/y"),
    ("readFileSync('nothing.txt')", f"{MISSING}, open nothing.txt"),
    ("readFileSync('wxfile://tmp_1.png')", f"{MISSING}, open wxfile://tmp_1.png"),
    ("readFileSync('https://a.b/c')", f"{DENIED} https://a.b/c"),
    ("readFileSync('file:///etc/passwd')", f"{DENIED} file:///etc/passwd"),
    ("readFileSync('/etc/passwd')", f"{MISSING}, open /etc/passwd"),
    ("readFileSync('../secret')", f"{MISSING}, open ../secret"),
    ("readFileSync('')", f"{ON_FOLDER} "),
    ("writeFileSync(`${usr}/n/x`, '')", f"{MISSING}, open USR/n/x"),
    ("writeFileSync(`${usr}/d`, '')", f"{ON_FOLDER} USR/d"),
    ("writeFileSync(usr, '')", f"{ON_FOLDER} USR"),
    ("writeFileSync(`${usr}x`, '')", f"{DENIED} USRx"),
    ("writeFileSync('a.png', '')", f"{DENIED} a.png"),
    ("writeFileSync('wxfile://store_1', '')", f"{DENIED} wxfile://store_1"),
    ("writeFileSync('wxfile://tmp_1', '')", f"{DENIED} wxfile://tmp_1"),
    ("appendFileSync(`${usr}/n`, '')", f"{MISSING}, open USR/n"),
    ("mkdirSync(`${usr}/n/m`)", f"{MISSING} USR/n/m"),
    ("mkdirSync(`${usr}/d`)", "fail file already exists USR/d"),
    ("mkdirSync(`${usr}/d`, true)", "fail file already exists USR/d"),
    ("mkdirSync(`${usr}/x/d`, true)", "fail not a directory USR/x/d"),
    ("mkdirSync('d')", f"{DENIED} d"),
    ("rmdirSync(`${usr}/n`)", f"{MISSING} USR/n"),
    ("rmdirSync(`${usr}/x`)", "fail not a directory USR/x"),
    ("rmdirSync(usr, true)", f"{DENIED} USR"),
    ("readdirSync(`${usr}/x`)", "fail not a directory USR/x"),
    ("readdirSync(`${usr}/n`)", f"{MISSING} USR/n"),
    ("readdirSync('wxfile://')", f"{DENIED} wxfile://"),
    ("unlinkSync(`${usr}/n`)", f"{MISSING} USR/n"),
    ("unlinkSync(`${usr}/d`)", "fail operation not permitted, unlink USR/d"),
    ("unlinkSync('a.png')", f"{DENIED} a.png"),
    ("renameSync(`${usr}/n`, `${usr}/m`)", f"{MISSING}, rename USR/n -> USR/m"),
    ("renameSync(`${usr}/x`, `${usr}/n/m`)", f"{MISSING}, rename USR/x -> USR/n/m"),
    ("renameSync(`${usr}/x`, 'm')", "fail permission denied, rename USR/x -> m"),
    ("renameSync(`${usr}/d`, `${usr}/d/e`)", "fail Invalid argument"),
    ("renameSync(`${usr}/x`, `${usr}/d`)", "fail file already exists USR/d"),
    ("copyFileSync(`${usr}/n`, `${usr}/m`)", f"{MISSING}, copyFile USR/n -> USR/m"),
    ("copyFileSync(`${usr}/x`, 'm')", "fail permission denied, copyFile USR/x -> m"),
    ("openSync({ filePath: `${usr}/n` })", f"{MISSING}, open USR/n"),
    ("openSync({ filePath: `${usr}/x`, flag: 'wx' })", "fail file already exists USR/x"),
    ("openSync({ filePath: `${usr}/x`, flag: 'rw' })", "fail invalid flag"),
    ("openSync({ filePath: 'a.png', flag: 'r+' })", f"{DENIED} a.png"),
    ("openSync({ filePath: `${usr}/d`, flag: 'a' })", f"{ON_FOLDER} USR/d"),
    ("openSync()", wrong(".filePath", "String", "Undefined")),
    ("openSync('x')", wrong("", "Object", "String")),
    ("closeSync({ fd: '77' })", "fail bad file descriptor"),
    ("fstatSync({ fd: '77' })", "fail bad file descriptor"),
    ("closeSync({ fd: 3 })", wrong(".fd", "String", "Number")),
    ("truncateSync({ filePath: `${usr}/x`, length: -1 })", "fail value of length is out of range"),
    ("truncateSync({ filePath: `${usr}/d` })", f"{ON_FOLDER} USR/d"),
    ("truncateSync({ filePath: `${usr}/x`, length: 2e8 })", FULL),
    ("saveFileSync(`${usr}/x`)", "fail tempFilePath file not exist"),
    ("saveFileSync('a.png')", "fail tempFilePath file not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "reason"), FAILURES, ids=[row[0] for row in FAILURES])
def test_failures(run: Run, call: str, reason: str) -> None:
    (said,) = run(
        f"fs.mkdirSync(`${{usr}}/d`); fs.writeFileSync(`${{usr}}/x`, 'x'); say(fails(() =>"
        f" fs.{call}));"
    )
    assert said == f"{call.partition('(')[0]}:{reason.replace('USR', 'http://usr')}"


@pytest.mark.parametrize(
    ("dialect", "shown"),
    [("android", '"wxfile://usr/n"'), ("ios", '"http://usr/n"'), ("devtools", "http://usr/n")],
)
def test_callbacks_and_codes(run: Run, dialect: str, shown: str) -> None:
    assert run("fs.readFile({ filePath: `${usr}/n`, ...is });", dialect=dialect) == [
        {"errMsg": f"readFile:{MISSING}, open {shown}", "errno": 1300002, "errCode": 1300002}
    ]


def test_methods_with_callbacks(run: Run) -> None:
    steps = [
        "writeFile({ filePath: f, data: '1234'", "appendFile({ filePath: f, data: '5'",
        "truncate({ filePath: f, length: 2", "access({ path: f", "mkdir({ dirPath: `${usr}/d`",
        "copyFile({ srcPath: f, destPath: `${usr}/d/g`", "readdir({ dirPath: `${usr}/d`",
        "rename({ oldPath: `${usr}/d/g`, newPath: `${usr}/g`", "rmdir({ dirPath: `${usr}/d`",
        "readFile({ filePath: `${usr}/g`, encoding: 'utf8'", "unlink({ filePath: `${usr}/g`",
        "getFileInfo({ filePath: f, digestAlgorithm: 'sha256'", "getSavedFileList({ x: 1",
        "removeSavedFile({ filePath: 'wxfile://store_9'",
    ]  # fmt: skip
    said = run("".join(f"fs.{step}, ...is }});" for step in steps))
    assert [r["errMsg"].partition(":")[0] for r in said] == [s.partition("(")[0] for s in steps]
    assert [r["errMsg"].partition(":")[2] for r in said] == ["ok"] * 13 + ["fail file not exist"]
    assert said[6]["files"] == ["g"]
    assert said[9]["data"] == "12"
    assert (said[11]["size"], said[11]["digest"][:8]) == (2, "6b51d431")
    assert said[12]["fileList"] == []


@pytest.mark.parametrize("prefix", ["wxfile://usr", "http://usr"])
@pytest.mark.parametrize("dialect", ["devtools", "android", "ios"])
def test_both_prefixes_name_the_same(run: Run, prefix: str, dialect: str) -> None:
    assert run(
        f"fs.writeFileSync('{prefix}/a', 'x'); say(fs.readFileSync(`${{usr}}/a`, 'utf8'));",
        dialect=dialect,
    ) == ["x"]


def test_the_scenarios_files_among_the_users(run: Run, tmp_path: Path) -> None:
    from jshost.world.scenario import Scenario

    (tmp_path / "given").write_text("given")
    scenario = Scenario(files={"http://usr/a": tmp_path / "given"})
    assert run(
        "say(fs.readFileSync(`${usr}/a`, 'utf8')); fs.writeFileSync(`${usr}/a`, 'own');"
        " say(fs.readFileSync(`${usr}/a`, 'utf8'));",
        scenario=scenario,
    ) == ["given", "own"]
    assert (tmp_path / "given").read_text() == "given"


# -- open files -----------------------------------------------------------------------------------


def test_reading_into_a_buffer(run: Run) -> None:
    assert run(
        "fs.writeFileSync(f, 'abcdef'); const fd = fs.openSync({ filePath: f }); say(typeof fd);"
        " const b = new ArrayBuffer(4); const r = fs.readSync({ fd, arrayBuffer: b, length: 2,"
        " offset: 1 });"
        " say([r.bytesRead, r.arrayBuffer === b, bytes(b)]);"
        " say(fs.readSync({ fd, arrayBuffer: b, length: 4 }).bytesRead); say(bytes(b));"
        " say(fs.readSync({ fd, arrayBuffer: b, length: 4, position: 5 }).bytesRead);"
        " say(fs.readSync({ fd, arrayBuffer: b }).bytesRead);"
        " fs.read({ fd, arrayBuffer: b, length: 1, position: 0,"
        "   success(r) { say([r.errMsg, r.bytesRead, r.arrayBuffer === b, bytes(b)[0]]); } });"
    ) == [
        "string", [2, True, [0, 97, 98, 0]], 4, [99, 100, 101, 102], 1, 0, ["read:ok", 1, True, 97],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("length: 5", "value of length is out of range"),
        ("length: 2, offset: 3", "value of length is out of range"),
        ("offset: 5", "value of offset is out of range"),
        ("offset: -1", "value of offset is out of range"),
        ("length: 1, position: -1", "value of position is out of range"),
        ("length: 1, position: 0.5", "value of position is out of range"),
    ],
)
def test_reading_out_of_range(run: Run, options: str, reason: str) -> None:
    assert run(
        "fs.writeFileSync(f, 'abcdef'); const fd = fs.openSync({ filePath: f });"
        f" say(fails(() => fs.readSync({{ fd, arrayBuffer: new ArrayBuffer(4), {options} }})));"
    ) == [f"readSync:fail {reason}"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("5", "Number"),
        ("Object.create(ArrayBuffer.prototype)", "Object"),
        ("undefined", "Undefined"),
    ],
)
def test_reading_into_no_buffer(run: Run, value: str, found: str) -> None:
    assert run(f"say(fails(() => fs.readSync({{ fd: '1', arrayBuffer: {value} }})));") == [
        f"readSync:{wrong('.arrayBuffer', 'ArrayBuffer', found)}"
    ]


def test_views_are_filled_too(run: Run) -> None:
    assert run(
        "fs.writeFileSync(f, 'ab'); const fd = fs.openSync({ filePath: f });"
        " const b = new ArrayBuffer(4); fs.readSync({ fd, arrayBuffer: new Uint8Array(b, 1, 2),"
        " length: 2 });"
        " say(bytes(b));"
    ) == [[0, 97, 98, 0]]


def test_writing(run: Run) -> None:
    assert run(
        "const fd = fs.openSync({ filePath: f, flag: 'w+' }); const text = () =>"
        " fs.readFileSync(f, 'utf8');"
        " say(fs.writeSync({ fd, data: 'abc' })); fs.writeSync({ fd, data: 'd' }); say(text());"
        " const b = new Uint8Array([65, 66, 67, 68]).buffer;"
        " say(fs.writeSync({ fd, data: b, offset: 1, length: 2, position: 0 })); say(text());"
        " fs.writeSync({ fd, data: 'x', position: 6 }); say(bytes(fs.readFileSync(f)));"
        " fs.ftruncateSync({ fd, length: 2 }); say([text(), fs.fstatSync({ fd }).size]);"
        " fs.closeSync({ fd }); say(fails(() => fs.writeSync({ fd, data: 'x' })));"
    ) == [
        {"bytesWritten": 3}, "abcd", {"bytesWritten": 2}, "BCcd", [66, 67, 99, 100, 0, 0, 120],
        ["BC", 2], "writeSync:fail bad file descriptor",
    ]  # fmt: skip


def test_flags(run: Run) -> None:
    assert run(
        "const text = () => fs.readFileSync(f, 'utf8'); const open = (flag) => fs.openSync({"
        " filePath: f, flag });"
        " let fd = open('ax'); fs.writeSync({ fd, data: 'ab' });"
        " fd = open('a+'); fs.writeSync({ fd, data: 'c', position: 0 }); say(text());"
        " const b = new ArrayBuffer(9); say(fs.readSync({ fd, arrayBuffer: b, length: 9,"
        " position: 0 }).bytesRead);"
        " fd = open('r'); say(fails(() => fs.writeSync({ fd, data: 'x' })));"
        " say(fails(() => fs.ftruncateSync({ fd, length: 0 })));"
        " fd = open('a'); say(fails(() => fs.readSync({ fd, arrayBuffer: b, length: 1 })));"
        " fd = open('w'); say(text()); fs.unlinkSync(f); say(fails(() => fs.fstatSync({ fd })));"
    ) == [
        "abc", 3, "writeSync:fail permission denied", "ftruncateSync:fail permission denied",
        "readSync:fail permission denied", "", "fstatSync:fail bad file descriptor",
    ]  # fmt: skip


def test_too_many_open_files(run: Run) -> None:
    assert run(
        "fs.writeFileSync(f, ''); let n = 0; say(fails(() => { for (;;) { fs.openSync({"
        " filePath: f }); n++; } }));"
        " say(n);"
    ) == ["openSync:fail excced max concurrent fd limit", MAX_DESCRIPTORS]


# -- archives -------------------------------------------------------------------------------------


def unzip(run: Run, data: bytes, then: str = "", **settings: Any) -> list[Any]:
    return run(
        f"fs.writeFileSync(`${{usr}}/z.zip`, '{b64(data)}', 'base64');"
        " fs.unzip({ zipFilePath: `${usr}/z.zip`, targetPath: `${usr}/out`,"
        f" success(r) {{ say(r.errMsg); {then} }}, fail(r) {{ say([r.errMsg, r.errno]);"
        f" say(fs.readdirSync(usr)); }} }});",
        **settings,
    )  # fmt: skip


def test_unzip(run: Run) -> None:
    data = packed(("a.txt", b"hello"), ("d/e/f.txt", b"deep"), ("empty/", b""), ("微信.txt", b"x"))
    assert unzip(
        run,
        data,
        "say(fs.statSync(`${usr}/out`, true).map((e) => e.path));"
        " say(fs.readFileSync(`${usr}/out/d/e/f.txt`, 'utf8'));",
    ) == [
        "unzip:ok",
        ["/", "/a.txt", "/d", "/empty", "/微信.txt", "/d/e", "/d/e/f.txt"],
        "deep",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "a/../../evil",
        "/etc/passwd",
        "a/./b",
        "a//b",
        "..",
        "x/..",
        "a/" * 500 + "b" * 300,
    ],
)
def test_zip_slip(run: Run, name: str) -> None:
    said = unzip(run, packed(("good.txt", b"good"), (name, b"evil")))
    assert said[0][0] in ("unzip:fail unzip entry fail", "unzip:fail File name too long")
    assert said[1] == ["z.zip"]


GOOD = packed(("a.txt", b"hello" * 100), ("b.txt", b"x"))


def broken(data: bytes, place: int, value: int) -> bytes:
    return data[:place] + bytes([value]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("data", "reason", "code"),
    [
        (b"", "unzip open file fail", 1301102),
        (b"PK", "unzip open file fail", 1301102),
        (b"garbage" * 100, "unzip open file fail", 1301102),
        (GOOD[:-1], "unzip open file fail", 1301102),
        (GOOD[40:], "unzip entry fail", 1301103),
        (broken(GOOD, 36, 0xFF), "unzip entry fail", 1301103),
        (broken(GOOD, 0, 0), "unzip entry fail", 1301103),
        (packed(("a", b"x" * 99), method=zipfile.ZIP_BZIP2), "unzip entry fail", 1301103),
        (packed(("a", b"x"), ("a/b", b"y")), "not a directory", 1300020),
    ],
)
def test_damaged_archives(run: Run, data: bytes, reason: str, code: int) -> None:
    (text, found), left = unzip(run, data)
    assert text.startswith(f"unzip:fail {reason}")
    assert (found, left) == (code, ["z.zip"])


def test_bombs(run: Run) -> None:
    bomb = packed(("bomb", b"\0" * (101 << 20)))
    assert len(bomb) < 200_000
    full = f"unzip:{FULL}"
    assert unzip(run, bomb) == [[full, 1300202], ["z.zip"]]
    many = packed(*((str(i), b"\0" * (60 << 20)) for i in range(4)))
    assert unzip(run, many) == [[full, 1300202], ["z.zip"]]
    assert unzip(run, packed(("a", b"\0" * (11 << 20))), base_library="2.0.0")[0][1] == 1300202


def test_lists_that_are_too_long(run: Run) -> None:
    end = bytearray(GOOD)
    place = end.rfind(b"PK\x05\x06")
    end[place + 12 : place + 16] = (1 << 30).to_bytes(4, "little")
    assert unzip(run, bytes(end))[0][1] == 1301102


def test_read_zip_entry(run: Run) -> None:
    data = packed(("a.txt", b"hello"), ("d/b.txt", b"\1\2"))
    said = run(
        f"fs.writeFileSync(f, '{b64(data)}', 'base64');"
        " const show = (r) => say(Object.fromEntries(Object.entries(r.entries).map(([k, v]) =>"
        "   [k, [v.errMsg, typeof v.data === 'string' ? v.data : v.data && bytes(v.data)]])));"
        " fs.readZipEntry({ filePath: f, entries: 'all', success: show });"
        " fs.readZipEntry({ filePath: f, entries: 'all', encoding: 'utf8', success: show });"
        " fs.readZipEntry({ filePath: f, success: show, entries: [{ path: 'a.txt', encoding:"
        " 'utf8', position: 1,"
        "   length: 3 }, { path: 'd/b.txt', position: 9 }, { path: 'none' }] });"
        " fs.readZipEntry({ filePath: f, entries: 'some', ...is });"
        " fs.readZipEntry({ filePath: f, entries: [1], ...is });"
        " fs.readZipEntry({ filePath: 'a.png', entries: 'all', ...is });"
    )
    assert said[0] == {
        "a.txt": ["readZipEntry:ok", [104, 101, 108, 108, 111]],
        "d/b.txt": ["readZipEntry:ok", [1, 2]],
    }
    assert said[1]["a.txt"] == ["readZipEntry:ok", "hello"]
    assert said[2] == {
        "a.txt": ["readZipEntry:ok", "ell"],
        "d/b.txt": ["readZipEntry:fail value of position is out of range", None],
        "none": ["readZipEntry:fail unzip entry fail", None],
    }
    assert [r["errMsg"] for r in said[3:]] == [
        "readZipEntry:fail Invalid argument",
        "readZipEntry:fail Invalid argument",
        "readZipEntry:fail unzip open file fail",
    ]


def test_brotli(run: Run) -> None:
    def read(data: bytes) -> Any:
        return run(
            f"fs.writeFileSync(f, '{b64(data)}', 'base64');"
            " fs.readCompressedFile({ filePath: f, compressionAlgorithm: 'br',"
            "   success(r) { say(bytes(r.data)); }, fail(r) { say([r.errMsg, r.errno]); } });"
        )[0]

    good = brotli.compress(b"hello" * 1000)
    assert read(good) == list(b"hello" * 1000)
    assert read(brotli.compress(b"")) == []
    for bad in (b"", b"garbage", good[:-1], good[:5]):
        assert read(bad) == ["readCompressedFile:fail brotli decompress fail", 1301111]
    assert read(brotli.compress(b"\0" * (101 << 20), quality=3))[1] == 1300202
    assert run(
        "say(fails(() => fs.readCompressedFileSync({ filePath: 'none', compressionAlgorithm:"
        " 'br' })));"
    ) == [f"readCompressedFileSync:{MISSING}, open none"]


# -- hostile paths and sizes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "`${usr}/../../etc/passwd`", "`${usr}/./a`", "`${usr}/a/..`", "`${usr}/\\0`", "'http://usr/../store/x'",
    ],
)  # fmt: skip
def test_paths_that_lead_out(run: Run, path: str) -> None:
    (said,) = run(f"say(fails(() => fs.writeFileSync({path}, 'x')));")
    assert said.startswith(f"writeFileSync:{DENIED}")


NAMES = [
    "CON", "nul.txt", "com1", "a:b", "a\\b", "..\\..\\evil", "trailing.", "trailing ",
    " ", "...", "~", "-rf",
    "%2e%2e", "%2e%2e%2fevil",
    "a\nb", "e\u0301", "é", "ﬀ", "A", "a", "*?<>|\"", "\u202e", "\ud800", "𝒳" * 63,
    "wxfile:", "\uff0e\uff0e",
]  # fmt: skip


def test_any_name_is_a_name(run: Run) -> None:
    said = run(
        f"const names = {json.dumps(NAMES)};"
        " for (const n of names) fs.writeFileSync(`${usr}/${n}`, n);"
        " say(names.every((n) => fs.readFileSync(`${usr}/${n}`, 'ucs2') !== undefined));"
        " say(fs.readdirSync(usr).length);"
        " for (const n of names) fs.unlinkSync(`${usr}/${n}`); say(fs.readdirSync(usr));"
    )
    assert said == [True, len(NAMES), []]


@pytest.mark.parametrize(
    "path",
    ["`${usr}/${'x'.repeat(256)}`", "`${usr}/${'微'.repeat(86)}`", "`${usr}/${'a/'.repeat(3000)}`"],
)
def test_names_that_are_too_long(run: Run, path: str) -> None:
    assert run(f"say(fails(() => fs.writeFileSync({path}, 'x')));") == [
        "writeFileSync:fail File name too long"
    ]


def test_deep_folders(run: Run) -> None:
    assert run(
        "fs.mkdirSync(`${usr}/${'a/'.repeat(128)}`, true); say(fs.statSync(usr, true).length);"
        " say(fails(() => fs.mkdirSync(`${usr}/${'a/'.repeat(129)}`, true)));"
        " fs.rmdirSync(`${usr}/a`, true); say(fs.readdirSync(usr));"
    ) == [129, "mkdirSync:fail File name too long", []]


def test_floods_of_files(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MAX_NODES", 100)
    assert run(
        "let n = 0; say(fails(() => { for (;;) { fs.writeFileSync(`${usr}/${n}`, ''); n++; }"
        " })); say(n);"
        " fs.unlinkSync(`${usr}/5`); fs.writeFileSync(`${usr}/a`, '');"
    ) == [f"writeFileSync:{FULL}", 100]


def test_room_for_files(run: Run) -> None:
    fill = (
        "const mb = '0'.repeat(1 << 20); let n = 0;"
        " say(fails(() => { for (;;) { fs.appendFileSync(f, mb); n++; } })); say(n);"
    )
    full = f"appendFileSync:{FULL}"
    assert run(f"fs.writeFileSync(f, ''); {fill}", base_library="2.2.0") == [full, 10]
    assert run(f"fs.writeFileSync(f, ''); {fill}") == [full, 100]
    assert run(
        "const fd = fs.openSync({ filePath: f, flag: 'w' }); fs.ftruncateSync({ fd, length:"
        " 104857600 });"
        " fs.copyFileSync(f, `${usr}/g`); say(fails(() => fs.writeFileSync(`${usr}/h`, 'x')));"
        " fs.unlinkSync(f); fs.writeFileSync(`${usr}/h`, 'x');"
    ) == [f"writeFileSync:{FULL}"]


def test_symbolic_links_out_of_the_package(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    try:
        (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
        (folder / "up").symlink_to(tmp_path)
    except OSError:
        pytest.skip("no symbolic links here")
    for path in ("link.txt", "up/secret.txt", "../secret.txt", "images/../../secret.txt"):
        assert run(f"say(fails(() => fs.readFileSync('{path}')));") == [
            f"readFileSync:{MISSING}, open {path}"
        ]
        assert run(f"say(fails(() => fs.accessSync('{path}')));") == [
            f"accessSync:{MISSING} {path}"
        ]


def test_what_only_looks_like_a_buffer(run: Run) -> None:
    assert run(
        "const b = new ArrayBuffer(4); Object.defineProperty(b, 'byteLength', { value: 1e9 });"
        " fs.writeFileSync(f, 'abcd'); const fd = fs.openSync({ filePath: f });"
        " say(fails(() => fs.readSync({ fd, arrayBuffer: b, length: 5 })));"
        " say(fails(() => fs.readSync({ fd, arrayBuffer: { $: 'Room', v: 9 }, length: 5 })));"
    ) == [
        "readSync:fail value of length is out of range",
        f"readSync:{wrong('.arrayBuffer', 'ArrayBuffer', 'Object')}",
    ]


@pytest.mark.parametrize("isolation", ["none", "process"])
def test_more_than_can_be_handed_over_at_once(run: Run, isolation: str) -> None:
    said = run(
        "fs.writeFileSync(f, ''); fs.truncateSync({ filePath: f, length: 50 << 20 });"
        " const size = (n, e) => { let r; const m = fails(() => { r = fs.readFileSync(f, e, 0, n"
        " << 20); });"
        " say(r ? r.byteLength || r.length : m); };"
        " size(50); size(30); size(12, 'latin1'); size(10, 'latin1'); size(10);"
        " fs.readFile({ filePath: f, length: 30 << 20, ...is });",
        isolation=isolation,
    )
    fault = "readFileSync:fail system error"
    assert said[:5] == [fault, fault, fault, 10 << 20, 10 << 20]
    assert said[5]["errMsg"] == "readFile:fail system error"


def test_reading_without_end(play: Play) -> None:
    with pytest.raises(MessageLimit, match="more than 4 GB of files"):
        play(
            f"{START} fs.writeFileSync(f, ''); fs.truncateSync({{ filePath: f, length: 99 << 20"
            f" }});"
            " for (;;) fs.copyFileSync(f, `${usr}/g`);"
        )


# -- what stays -----------------------------------------------------------------------------------


def test_files_stay_with_the_state(run: Run, tmp_path: Path) -> None:
    kept: dict[str, Any] = {"state": tmp_path / "state"}
    run("fs.mkdirSync(`${usr}/d`); fs.writeFileSync(`${usr}/d/a`, 'kept');", app_id="wx1", **kept)
    read = "say(fails(() => say(fs.readFileSync(`${usr}/d/a`, 'utf8'))));"
    assert run(read, app_id="wx1", **kept)[0] == "kept"
    assert run(read, app_id="WX1", **kept)[0].startswith("readFileSync:fail no such file")
    assert run(read, app_id="wx1")[0].startswith("readFileSync:fail no such file")
    names = sorted(path.name for path in (tmp_path / "state" / "files").glob("*.sqlite3"))
    assert names == ["app-=57=581.sqlite3", "app-wx1.sqlite3"]


def test_reset_keeps_files_and_forgets_temporary_ones(play: Play) -> None:
    host = play("wx.getFileSystemManager().writeFileSync(`${wx.env.USER_DATA_PATH}/a`, 'x');")
    path = host.phone.files.add_temporary(lambda: b"t", "txt")
    host.reset()
    assert host.phone.files.read("http://usr/a") == b"x"
    assert host.phone.files.read(path) is None


def test_a_run_may_write_more_than_its_trace_keeps(run: Run) -> None:
    assert run(
        "const b = new ArrayBuffer(4 << 20);"
        " const write = (n) => { fs.writeFileSync(f, b); if (n > 1) setTimeout(write, 0, n - 1);"
        " else say('done'); }; write(11);"
    ) == ["done"]
