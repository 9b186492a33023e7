"""数据缓存: what values become, how much is kept, and for whom; in memory and in the database
alike.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from .calls import CallApi, Play

MB = 1024 * 1024


@pytest.fixture(params=["memory", "database"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """Settings for where values are kept."""
    return {} if request.param == "memory" else {"state": tmp_path / "state", "app_id": "wx1"}


def engine_is_ng() -> bool:
    """Whether the binding is quickjs-ng's."""
    return any(d.name == "quickjs-ng" for d in metadata.distributions())


SHOW = (
    "const show = (v) => say([typeof v, Object.prototype.toString.call(v), String(v),"
    " JSON.stringify(v)]);"
)
FORMS = {
    "sync": "wx.setStorageSync('k', VALUE); show(wx.getStorageSync('k'));",
    "async": (
        "wx.setStorage({ key: 'k', data: VALUE, success() {"
        " wx.getStorage({ key: 'k', success(r) { show(r.data); } }); } });"
    ),
}
OBJECT = ["object", "[object Object]", "[object Object]"]


# -- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("'text'", ["string", "[object String]", "text", '"text"']),
        ("''", ["string", "[object String]", "", '""']),
        ("'5'", ["string", "[object String]", "5", '"5"']),
        ("'null'", ["string", "[object String]", "null", '"null"']),
        ("'微信 😀 \\n'", ["string", "[object String]", "微信 😀 \n", '"微信 😀 \\n"']),
        ("'\\0'", ["string", "[object String]", "\0", '"\\u0000"']),
        ("5", ["number", "[object Number]", "5", "5"]),
        ("-0.5", ["number", "[object Number]", "-0.5", "-0.5"]),
        ("1e21", ["number", "[object Number]", "1e+21", "1e+21"]),
        ("Number.MAX_SAFE_INTEGER", ["number", "[object Number]", *["9007199254740991"] * 2]),
        ("5e-324", ["number", "[object Number]", "5e-324", "5e-324"]),
        ("1.7976931348623157e308", ["number", "[object Number]", *["1.7976931348623157e+308"] * 2]),
        ("NaN", ["number", "[object Number]", "NaN", "null"]),
        ("-Infinity", ["number", "[object Number]", "-Infinity", "null"]),
        ("true", ["boolean", "[object Boolean]", "true", "true"]),
        ("false", ["boolean", "[object Boolean]", "false", "false"]),
        ("null", ["object", "[object Null]", "null", "null"]),
        ("undefined", ["undefined", "[object Undefined]", "undefined", None]),
        ("{}", [*OBJECT, "{}"]),
        ("[]", ["object", "[object Array]", "", "[]"]),
        ("{ a: [1, { b: null }], 'c d': '' }", [*OBJECT, '{"a":[1,{"b":null}],"c d":""}']),
        ("[1, 'a', [], null]", ["object", "[object Array]", "1,a,,", '[1,"a",[],null]']),
        ("{ u: undefined, f() {}, n: NaN }", [*OBJECT, '{"n":null}']),
        ("[undefined, () => 1, Infinity]", ["object", "[object Array]", ",,", "[null,null,null]"]),
        ("{ $: 'Undefined', v: 1 }", [*OBJECT, '{"$":"Undefined","v":1}']),
        ("{ a: { $: 'Date', v: 1 } }", [*OBJECT, '{"a":{"$":"Date","v":1}}']),
        ("[{ $: 'Date' }]", ["object", "[object Array]", "[object Object]", '[{"$":"Date"}]']),
        ("JSON.parse('{\"__proto__\": 1}')", [*OBJECT, '{"__proto__":1}']),
        ("{ toJSON() { return { a: 1 }; } }", [*OBJECT, '{"a":1}']),
        ("{ d: new Date(0) }", [*OBJECT, '{"d":"1970-01-01T00:00:00.000Z"}']),
        ("[new Date(NaN)]", ["object", "[object Array]", "", "[null]"]),
        ("new Uint8Array([1, 2])", [*OBJECT, '{"0":1,"1":2}']),
        ("new Int16Array([-1, 300])", [*OBJECT, '{"0":-1,"1":300}']),
        ("new Float64Array([0.5])", [*OBJECT, '{"0":0.5}']),
        ("{ t: new Uint8Array([1]) }", [*OBJECT, '{"t":{"0":1}}']),
        ("new ArrayBuffer(4)", [*OBJECT, "{}"]),
        ("new DataView(new ArrayBuffer(4))", [*OBJECT, "{}"]),
        ("new Map([[1, 2]])", [*OBJECT, "{}"]),
        ("new Set([1])", [*OBJECT, "{}"]),
        ("/x/", [*OBJECT, "{}"]),
        ("new Error('x')", [*OBJECT, "{}"]),
        ("() => 1", ["undefined", "[object Undefined]", "undefined", None]),
        ("Symbol('x')", ["undefined", "[object Undefined]", "undefined", None]),
    ],
)  # fmt: skip
def test_values(
    play: Play, heard: Any, kept: dict[str, Any], value: str, shown: list[str], form: str
) -> None:
    host = play(SHOW + FORMS[form].replace("VALUE", value), **kept)
    assert heard(host) == [shown]
    assert host.errors == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("date", "ms"),
    [
        ("0", 0),
        ("1767225600123", 1767225600123),
        ("-1", -1),
        pytest.param(
            "NaN",
            None,
        ),
        *(
            pytest.param(
                date,
                int(date),
            )
            for date in ("8640000000000000", "-8640000000000000")
        ),
    ],
)
def test_dates(
    play: Play, heard: Any, kept: dict[str, Any], form: str, date: str, ms: int | None
) -> None:
    show = "const show = (v) => say([v instanceof Date, v.getTime()]);"
    host = play(show + FORMS[form].replace("VALUE", f"new Date({date})"), **kept)
    assert heard(host) == [[True, ms]]


@pytest.mark.parametrize(
    ("value", "json"),
    [
        ("new Number(5)", "5"),
        ("new String('x')", '"x"'),
        ("new Boolean(false)", "false"),
        ("{ n: new Number(5), s: new String('x') }", '{"n":5,"s":"x"}'),
    ],
)
def test_boxed_values(play: Play, heard: Any, kept: dict[str, Any], value: str, json: str) -> None:
    host = play(SHOW + FORMS["sync"].replace("VALUE", value), **kept)
    assert heard(host)[0][3] == json


@pytest.mark.parametrize("form", FORMS)
def test_typed_array_of_no_numbers(play: Play, heard: Any, kept: dict[str, Any], form: str) -> None:
    host = play(SHOW + FORMS[form].replace("VALUE", "new Float32Array([NaN, Infinity, 1])"), **kept)
    assert heard(host) == [[*OBJECT, '{"0":null,"1":null,"2":1}']]


def test_typed_array_of_bigints(play: Play, heard: Any) -> None:
    # JSON.stringify throws for them.
    host = play("""
        try { wx.setStorageSync('k', new BigInt64Array([1n])); } catch (e) { say('thrown'); }
    """)
    assert heard(host) == ["thrown"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            "(() => { const o = {}; o.o = o; return o; })()",
            "Converting circular structure to JSON",
        ),
        ("[1n]", "Do not know how to serialize a BigInt"),
        ("{ get a() { throw new Error('mine'); } }", "mine"),
    ],
)
def test_values_that_json_refuses(play: Play, heard: Any, value: str, text: str) -> None:
    host = play(f"""
        wx.setStorageSync('k', 'old');
        try {{ wx.setStorageSync('k', {value}); }} catch (e) {{ say(e.message); }}
        say(wx.getStorageSync('k'));
    """)
    assert heard(host) == [f"setStorageSync:fail {text}", "old"]


def test_values_are_copies(play: Play, heard: Any) -> None:
    host = play("""
        const value = { a: [1] };
        wx.setStorageSync('k', value);
        value.a.push(2);
        wx.getStorageSync('k').a.push(3);
        say(wx.getStorageSync('k'));
    """)
    assert heard(host) == [{"a": [1]}]


@pytest.mark.parametrize(
    "depth",
    [1, 99],
)
def test_deep_values(play: Play, heard: Any, kept: dict[str, Any], depth: int) -> None:
    host = play(
        f"""
        let deep = 1;
        for (let i = 0; i < {depth}; i++) deep = {{ deep }};
        wx.setStorageSync('k', deep);
        let levels = 0;
        for (let v = wx.getStorageSync('k'); v !== 1; v = v.deep) levels++;
        say(levels);
        """,
        **kept,
    )
    assert heard(host) == [depth]


def test_values_that_are_too_deep(play: Play, heard: Any) -> None:
    host = play("""
        let deep = 1;
        for (let i = 0; i < 100000; i++) deep = [deep];
        try { wx.setStorageSync('k', deep); } catch (e) { say(e.message); }
        say(wx.getStorageSync('k'));
    """)
    message, left = heard(host)
    assert message.startswith("setStorageSync:fail ")
    assert left == ""


# -- keys -----------------------------------------------------------------------------------------


KEYS = [
    "a",
    "",
    " ",
    "__proto__",
    "constructor",
    "toString",
    "键😀",
    "a.b",
    "a\\0b",
    "\\ud800",
    "k'",
]


@pytest.mark.parametrize("key", [key.replace("'", "\\'") for key in KEYS])
def test_keys(play: Play, heard: Any, kept: dict[str, Any], key: str) -> None:
    host = play(
        f"""
        const key = '{key}';
        say(wx.getStorageSync(key));
        wx.setStorageSync(key, {{ is: key }});
        say(wx.getStorageSync(key).is === key);
        say(wx.getStorageInfoSync().keys[0] === key);
        wx.removeStorageSync(key);
        say(wx.getStorageSync(key));
        """,
        **kept,
    )
    assert heard(host) == ["", True, True, ""]


def test_proto_is_a_key_like_any_other(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        """
        wx.setStorageSync('__proto__', { polluted: true });
        say([{}.polluted, wx.getStorageSync('polluted'), wx.getStorageSync('__proto__')]);
        """,
        **kept,
    )
    assert heard(host) == [[None, "", {"polluted": True}]]


@pytest.mark.parametrize("text", ["\\ud800", "\\udc00\\ud800", "a\\ud83d", "\\ud83d\\ude00"])
def test_lone_surrogates(play: Play, heard: Any, kept: dict[str, Any], text: str) -> None:
    host = play(
        f"""
        const text = '{text}';
        wx.setStorageSync(text, [text, {{ [text]: text }}]);
        const [first, second] = wx.getStorageSync(text);
        say([first === text, second[text] === text, wx.getStorageInfoSync().keys[0] === text]);
        """,
        **kept,
    )
    assert heard(host) == [[True, True, True]]


def test_order_of_keys(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        """
        const keys = () => say(wx.getStorageInfoSync().keys.join(''));
        for (const key of 'cab') wx.setStorageSync(key, 1);
        keys();
        wx.setStorageSync('c', 2);
        keys();
        wx.removeStorageSync('c');
        wx.setStorageSync('c', 3);
        keys();
        wx.setStorageSync('10', 1);
        wx.setStorageSync('9', 1);
        keys();
        """,
        **kept,
    )
    assert heard(host) == ["cab", "cab", "abc", "abc109"]


# -- the APIs -------------------------------------------------------------------------------------


def test_get_of_nothing(call: CallApi) -> None:
    assert call("getStorage", "key: 'nothing'") == (
        "fail",
        {"errMsg": "getStorage:fail data not found"},
    )


def test_remove_of_nothing(call: CallApi) -> None:
    assert call("removeStorage", "key: 'nothing'") == ("success", {"errMsg": "removeStorage:ok"})


@pytest.mark.parametrize(
    "remove",
    [
        "wx.removeStorageSync('a'); after();",
        "wx.removeStorage({ key: 'a', success: after });",
        "wx.clearStorageSync(); wx.setStorageSync('b', 2); after();",
        "wx.clearStorage({ success() { wx.setStorageSync('b', 2); after(); } });",
    ],
)
def test_remove_and_clear(play: Play, heard: Any, kept: dict[str, Any], remove: str) -> None:
    host = play(
        f"""
        wx.setStorageSync('a', 1);
        wx.setStorageSync('b', 2);
        const after = () => {{
            say([wx.getStorageSync('a'), wx.getStorageSync('b'), wx.getStorageInfoSync().keys]);
        }};
        {remove}
        """,
        **kept,
    )
    assert heard(host) == [["", 2, ["b"]]]


def test_info(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        """
        say(wx.getStorageInfoSync());
        wx.setStorageSync('a', 'x'.repeat(1000));
        say(wx.getStorageInfoSync());
        wx.setStorageSync('b', 'x'.repeat(1024));
        wx.getStorageInfo({ success: say });
        """,
        **kept,
    )
    assert heard(host) == [
        {"keys": [], "currentSize": 0, "limitSize": 10240},
        {"keys": ["a"], "currentSize": 1, "limitSize": 10240},
        {"keys": ["a", "b"], "currentSize": 2, "limitSize": 10240, "errMsg": "getStorageInfo:ok"},
    ]


def test_sync_and_async_see_the_same(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        """
        wx.setStorage({ key: 'a', data: 1, success() { say(wx.getStorageSync('a')); } });
        wx.setStorageSync('a', 2);
        wx.getStorage({ key: 'a', encrypt: false, success(r) { say(r.data); } });
        """,
        **kept,
    )
    # A call's work is done when it is made; only its callbacks wait.
    assert heard(host) == [2, 2]


# -- quota ----------------------------------------------------------------------------------------

TOO_BIG = "fail exceed storage item max size 1MB"
TOO_MUCH = "fail exceed storage max size 10MB"
PUT = """
    const put = (key, data) => {
        try { wx.setStorageSync(key, data); say('ok'); } catch (e) { say(e.message); }
    };
"""


def test_one_value_may_have_a_megabyte(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        PUT
        + f"""
        put('k', 'x'.repeat({MB} - 1));
        put('k', 'x'.repeat({MB}));
        put('k', '微'.repeat({MB} / 2));
        say(wx.getStorageSync('k').length);
        wx.setStorage({{ key: 'k', data: 'x'.repeat({MB}), fail: say }});
        """,
        **kept,
    )
    assert heard(host) == [
        "ok",
        f"setStorageSync:{TOO_BIG}",
        f"setStorageSync:{TOO_BIG}",
        MB - 1,
        {"errMsg": f"setStorage:{TOO_BIG}"},
    ]


def test_all_values_may_have_ten_megabytes(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        PUT
        + f"""
        const full = 'x'.repeat({MB} - 1);
        for (let i = 0; i < 10; i++) wx.setStorageSync(String(i), full);
        put('more', '');
        put('0', full);
        wx.setStorage({{ key: 'more', data: 1, fail: say }});
        wx.removeStorageSync('5');
        put('more', 'x'.repeat(1000));
        say([wx.getStorageInfoSync().currentSize, wx.getStorageInfoSync().keys.length]);
        """,
        **kept,
    )
    assert heard(host) == [
        f"setStorageSync:{TOO_MUCH}",
        "ok",
        "ok",
        [9 * 1024 + 1, 10],
        {"errMsg": f"setStorage:{TOO_MUCH}"},
    ]


def test_replacing_counts_once(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        f"""
        for (let i = 0; i < 30; i++) wx.setStorageSync('k', 'x'.repeat({MB} / 2));
        say(wx.getStorageInfoSync().currentSize);
        wx.setStorageSync('k', '');
        say(wx.getStorageInfoSync().currentSize);
        wx.clearStorageSync();
        say(wx.getStorageInfoSync().currentSize);
        """,
        **kept,
    )
    assert heard(host) == [513, 1, 0]


# -- for whom -------------------------------------------------------------------------------------


def test_apps_are_kept_apart(play: Play, heard: Any, tmp_path: Path) -> None:
    state = tmp_path / "state"
    play("wx.setStorageSync('k', 'of one');", state=state, app_id="wx1")
    text = "say(wx.getStorageSync('k')); wx.clearStorageSync(); wx.setStorageSync('k', 'of two');"
    assert heard(play(text, state=state, app_id="wx2")) == [""]
    text = "say([wx.getStorageSync('k'), wx.getStorageInfoSync().keys]);"
    assert heard(play(text, state=state, app_id="wx1")) == [["of one", ["k"]]]


def test_memory_ends_with_the_run(play: Play, heard: Any) -> None:
    play("wx.setStorageSync('k', 1);")
    assert heard(play("say(wx.getStorageSync('k'));")) == [""]


def test_the_database_keeps_types(play: Play, heard: Any, tmp_path: Path) -> None:
    state = {"state": tmp_path / "state", "app_id": "wx1"}
    play("wx.setStorageSync('b', [1]); wx.setStorageSync('a', NaN);", **state).close()
    text = "say([wx.getStorageInfoSync().keys, wx.getStorageSync('b')]); "
    text += "say(typeof wx.getStorageSync('a'));"
    assert heard(play(text, **state)) == [[["b", "a"], [1]], "number"]


def test_storage_is_no_permission(play: Play) -> None:
    host = play("""
        wx.setStorageSync('scope.record', true);
        wx.setStorageSync('authSetting', { 'scope.record': true });
    """)
    assert host.permissions.query("scope.record") == "prompt"


# -- many at once, and encrypted ------------------------------------------------------------------


def test_many_at_once(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        "wx.batchSetStorage({ kvList: [{ key: 'a', value: 1 }, { key: 'b', value: { c: [null] } },"
        " { key: 'n' }], success(r) { say(r.errMsg); wx.batchGetStorage({ keyList: ['b', 'none',"
        " 'a'],"
        " success(r) { say(r); } }); } }); wx.batchSetStorageSync([{ key: 'd', value: 'x' }]);"
        " wx.setStorageSync('date', new Date(5));"
        " say(wx.batchGetStorageSync(['d', 'none'])); say(wx.batchGetStorageSync([]));"
        " say(wx.batchGetStorageSync(['date'])[0].getTime());",
        **kept,
    )
    assert heard(host) == [
        ["x", ""],
        [],
        5,
        "batchSetStorage:ok",
        {"dataList": [{"c": [None]}, "", 1], "errMsg": "batchGetStorage:ok"},
    ]


def test_all_of_them_or_none(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        "wx.setStorageSync('a', 'before'); const big = 'x'.repeat(1 << 20);"
        " const set = (list) => { try { wx.batchSetStorageSync(list); } catch (e) {"
        " say(e.errMsg); } };"
        " set([{ key: 'a', value: 'after' }, { key: 'b', value: big }]);"
        " set([{ key: 'a', value: 'after' }, { value: 1 }]); set([5]); set('a'); set([null]);"
        " say(wx.getStorageInfoSync().keys); say(wx.getStorageSync('a'));",
        **kept,
    )
    wrong = "batchSetStorageSync:fail parameter error: parameter"
    assert heard(host) == [
        f"batchSetStorageSync:{TOO_BIG}",
        f"{wrong}.kvList[1].key should be String instead of Undefined;",
        f"{wrong}.kvList[0].key should be String instead of Undefined;",
        f"{wrong} should be Array instead of String;",
        f"{wrong}.kvList[0].key should be String instead of Undefined;",
        ["a"],
        "before",
    ]


@pytest.mark.parametrize(("library", "separate"), [("2.21.2", False), ("2.21.3", True)])
def test_encrypted(
    play: Play, heard: Any, kept: dict[str, Any], library: str, separate: bool
) -> None:
    host = play(
        "const is = { success(r) { say(r.data); }, fail(r) { say(r.errMsg); } };"
        " wx.setStorage({ key: 'k', data: { a: 1 }, encrypt: true, success() {"
        " wx.getStorage({ key: 'k', encrypt: true, ...is }); wx.getStorage({ key: 'k', ...is });"
        " say(wx.getStorageSync('k')); wx.setStorageSync('p', 1);"
        " wx.getStorage({ key: 'p', encrypt: true, ...is }); } });",
        base_library=library,
        **kept,
    )
    missing = "getStorage:fail data not found"
    if separate:
        assert heard(host) == ["", {"a": 1}, missing, missing]
    else:
        assert heard(host) == [{"a": 1}, {"a": 1}, {"a": 1}, 1]


def test_room_for_encrypted_values(play: Play, heard: Any, kept: dict[str, Any]) -> None:
    host = play(
        "const set = (size) => wx.setStorage({ key: 'k', data: 'x'.repeat(size), encrypt: true,"
        " success(r) { say(r.errMsg); }, fail(r) { say(r.errMsg); } }); set(740000); set(760000);",
        **kept,
    )
    assert heard(host) == ["setStorage:ok", f"setStorage:{TOO_BIG}"]
