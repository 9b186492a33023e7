"""How every API is called: callbacks and promises, their order and their time, and what options
are read.
"""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host, Limits
from jshost.apis import registry
from jshost.differences import LATEST
from jshost.trace import SettleRecord

from .calls import DECLARATIONS, SAMPLES, CallApi, Play, numbers, script
from .samples import gathered


def declared(api: str) -> dict[str, bool]:
    """Return the parameters that are read at all, and whether they are required."""
    return {each.name: each.required for each in registry().get(api).parameters}


TYPES = {"string": "String", "number": "Number", "boolean": "Boolean", "array": "Array"}
PROMISES_SINCE = "2.10.2"
FAILING: dict[str, str] = gathered("FAILING")
FAILING_OPTIONS: dict[str, str] = gathered("FAILING_OPTIONS")
ASYNC = [
    api.name
    for api in registry()
    if api.convention == "async" and api.owner is None and api.name not in FAILING
]
PROMISED = [api for api in ASYNC if DECLARATIONS[api]["promise"]]
UNPROMISED = sorted({*ASYNC} - {*PROMISED})
PARAMETERS = [
    (api, name, TYPES[parameter["type"]], declared(api)[name])
    for api in ASYNC
    for name, parameter in DECLARATIONS[api].get("params", {}).items()
    if parameter["type"] in TYPES and name in declared(api)
]
WRONG = {
    "String": ("5", "Number"),
    "Number": ("'5'", "String"),
    "Boolean": ("'true'", "String"),
    "Array": ("'a'", "String"),
}
"""For a type, a value that is none, and the type of that."""


NOT_GIVEN: dict[str, set[str]] = {}
for _name, _what in gathered("KNOWN_DIFFERENCES"):
    NOT_GIVEN.setdefault(_name, set()).add(_what.removeprefix("result "))
"""Fields of results that are documented, and not there."""


def returned(api: str) -> Any:
    """Return what a call that gives no promise returns, as a script says it: a task with what its
    properties are at first.
    """
    return gathered("RETURNED").get(api, {}) if registry().get(api).task else "undefined"


@pytest.mark.parametrize(("api", "text"), FAILING.items())
def test_what_fails_whatever_it_is_given(play: Play, heard: Any, api: str, text: str) -> None:
    options = FAILING_OPTIONS.get(api, "")
    host = play(f"""
        wx.{api}({{ {options}{"," if options else ""} fail(r) {{ say(r); }}, success: say }});
        const made = wx.{api}({{ {options} }});
        if (made) made.catch((r) => say(r));
        say(typeof made);
    """)
    kind, *failures = heard(host)
    promised = DECLARATIONS[api]["promise"]
    assert kind == ("object" if promised else "undefined")
    assert failures == [{"errMsg": text}] * (2 if promised else 1)
    assert host.errors == []


def test_samples_are_complete() -> None:
    assert sorted(SAMPLES) == sorted(ASYNC)


# -- every asynchronous API -----------------------------------------------------------------------


@pytest.mark.parametrize("api", ASYNC)
def test_success(call: CallApi, api: str) -> None:
    outcome, result = call(api)
    assert (outcome, result["errMsg"]) == ("success", f"{api}:ok")
    fields = {*DECLARATIONS[api].get("result", {}), "errMsg"} - NOT_GIVEN.get(api, set())
    # What batchGetStorage returns is not documented.
    assert set(result) - {"dataList"} == fields - {"miniprogramAuthSetting"}  # only in plugins


@pytest.mark.parametrize("api", ASYNC)
def test_callbacks_give_no_promise(play: Play, heard: Any, api: str) -> None:
    made = "".join(
        f"say(wx.{api}({{ {SAMPLES[api].options}{',' if SAMPLES[api].options else ''} {key}() {{}}"
        " }));"
        for key in ("success", "fail", "complete")
    )
    assert heard(play(script(api, call=made), file=SAMPLES[api].file)) == [returned(api)] * 3


@pytest.mark.parametrize("api", PROMISED)
@pytest.mark.parametrize("library", [PROMISES_SINCE, LATEST])
def test_promise(play: Play, heard: Any, api: str, library: str) -> None:
    library = max(library, registry().get(api).since, key=numbers)
    made = f"wx.{api}({{ {SAMPLES[api].options} }}).then((r) => say(r.errMsg));"
    library = max(library, DECLARATIONS[api].get("since", library), key=numbers)
    host = play(script(api, call=made), file=SAMPLES[api].file, base_library=library)
    assert heard(host) == [f"{api}:ok"]


@pytest.mark.parametrize("api", UNPROMISED)
def test_no_promise(play: Play, heard: Any, api: str) -> None:
    made = f"say(wx.{api}({{ {SAMPLES[api].options} }}));"
    host = play(script(api, call=made), file=SAMPLES[api].file)
    assert heard(host) == [returned(api)]
    assert [settle.outcome for settle in settles(host, api)] == ["success"]


@pytest.mark.parametrize(
    ("library", "api"),
    [
        (library, api)
        for library in ("2.0.0", "2.10.1")
        for api in ASYNC
        if numbers(registry().get(api).since) <= numbers(library)
    ],
)
def test_no_promise_in_older_libraries(play: Play, heard: Any, api: str, library: str) -> None:
    made = f"say(wx.{api}({{ {SAMPLES[api].options} }}));"
    library = max(library, DECLARATIONS[api].get("since", library), key=numbers)
    host = play(script(api, call=made), file=SAMPLES[api].file, base_library=library)
    assert heard(host) == [returned(api)]
    assert len(settles(host, api)) == 1


@pytest.mark.parametrize("api", [api for api in DECLARATIONS if "." not in api])
def test_since(play: Play, heard: Any, api: str) -> None:
    text = f"say([typeof wx.{api}, '{api}' in wx]);"
    there = [["object" if DECLARATIONS[api]["convention"] == "prop" else "function", True]]
    assert heard(play(text)) == there
    first = DECLARATIONS[api].get("since")
    if first is not None:
        assert heard(play(text, base_library=first)) == there
        assert heard(play(text, base_library=before(first))) == [["undefined", False]]


@pytest.mark.parametrize("api", ASYNC)
def test_order(play: Play, heard: Any, api: str) -> None:
    made = (
        f"let result; wx.{api}({{ {SAMPLES[api].options}{',' if SAMPLES[api].options else ''}"
        " success(r) { result = r; say('success');"
        "   setTimeout(() => say('timer')); Promise.resolve().then(() => say('microtask')); },"
        " complete(r) { say(['complete', r === result]); } });"
    )
    assert heard(play(script(api, call=made), file=SAMPLES[api].file)) == [
        "success",
        ["complete", True],
        "microtask",
        "timer",
    ]


# -- parameters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("api", "name", "kind", "required"), PARAMETERS)
def test_parameter_of_wrong_type(
    call: CallApi, api: str, name: str, kind: str, required: bool
) -> None:
    value, found = WRONG[kind]
    text = f"{api}:fail parameter error: parameter.{name} should be {kind} instead of {found};"
    assert call(api, f"{SAMPLES[api].options or '_: 0'}, {name}: {value}") == (
        "fail",
        {"errMsg": text},
    )


@pytest.mark.parametrize(("value", "found"), [("undefined", "Undefined"), ("null", "Null")])
@pytest.mark.parametrize(("api", "name", "kind"), [row[:3] for row in PARAMETERS if row[3] is True])
def test_parameter_missing(
    call: CallApi, api: str, name: str, kind: str, value: str, found: str
) -> None:
    text = f"{api}:fail parameter error: parameter.{name} should be {kind} instead of {found};"
    options = f"{SAMPLES[api].options or '_: 0'}, {name}: {value}"
    assert call(api, options) == ("fail", {"errMsg": text})


@pytest.mark.parametrize("value", ["undefined", "null"])
@pytest.mark.parametrize(("api", "name"), [row[:2] for row in PARAMETERS if not row[3]])
def test_parameter_left_out(call: CallApi, api: str, name: str, value: str) -> None:
    outcome, _ = call(api, f"{SAMPLES[api].options or '_: 0'}, {name}: {value}")
    assert outcome == "success"


def test_every_fault_is_named(call: CallApi) -> None:
    _, result = call("openLocation", "latitude: '1', longitude: null, scale: []")
    assert result["errMsg"] == (
        "openLocation:fail parameter error: parameter.latitude should be Number instead of String;"
        "parameter.longitude should be Number instead of Null;"
        "parameter.scale should be Number instead of Array;"
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("'scope.camera'", "String"),
        ("5", "Number"),
        ("true", "Boolean"),
        ("null", "Null"),
        ("[]", "Array"),
        ("() => 1", "Function"),
        ("Symbol('x')", "Symbol"),
    ],
)
def test_options_that_are_no_object(play: Play, heard: Any, value: str, found: str) -> None:
    host = play(f"wx.authorize({value}).catch(say);")
    text = f"authorize:fail parameter error: parameter should be Object instead of {found};"
    assert heard(host) == [{"errMsg": text}]


@pytest.mark.parametrize("arguments", ["", "undefined", "{}"])
def test_no_options(play: Play, heard: Any, arguments: str) -> None:
    host = play(
        f"wx.authorize({arguments}).catch(say); wx.getSetting({arguments}).then(r => say(r.errMsg))"
    )
    text = "authorize:fail parameter error: parameter.scope should be String instead of Undefined;"
    assert heard(host) == [{"errMsg": text}, "getSetting:ok"]


@pytest.mark.parametrize("kind", ["Date(0)", "Map()", "ArrayBuffer(2)", "Uint8Array(2)"])
def test_parameter_error_names_the_type(call: CallApi, kind: str) -> None:
    _, result = call("authorize", f"scope: new {kind}")
    name = kind.partition("(")[0]
    assert result["errMsg"] == (
        f"authorize:fail parameter error: parameter.scope should be String instead of {name};"
    )


def test_cycles_fail(call: CallApi) -> None:
    cycle = "(() => { const o = {}; o.o = o; return o; })()"
    assert call("setStorage", f"key: 'k', data: {cycle}") == (
        "fail",
        {"errMsg": "setStorage:fail Converting circular structure to JSON"},
    )


HOSTILE = [
    "title: 't', $: 'x'",
    "title: 't', $: 'Undefined'",
    "title: 't', $: 'Number', v: 'x'",
    "title: 't', $: 'ArrayBuffer', v: 'x'",
    "title: 't', $: 5, v: 'x'",
]
"""Options with the key that the guest half marks its own values with."""


@pytest.mark.parametrize("options", HOSTILE)
def test_options_with_the_key_of_tagged_values(call: CallApi, options: str) -> None:
    assert call("showToast", options) == ("success", {"errMsg": "showToast:ok"})


@pytest.mark.parametrize(
    "value",
    [
        "{ [Symbol.toStringTag]: 'String' }",
        "{ [Symbol.toStringTag]: 'Number' }",
        "{ [Symbol.toStringTag]: 'Number', toJSON() { return 'x'; } }",
        "{ [Symbol.toStringTag]: 'ArrayBuffer', toJSON() { return 'x'; } }",
        "{ [Symbol.toStringTag]: 'Uint8Array', toJSON() { return 'x'; } }",
    ],
)
def test_values_that_lie_about_their_type(call: CallApi, value: str) -> None:
    outcome, result = call("authorize", f"scope: {value}")
    assert outcome == "fail"
    assert result["errMsg"].startswith("authorize:fail ")


# -- what is read of the options ------------------------------------------------------------------


def test_unknown_keys_are_ignored(call: CallApi) -> None:
    options = "scope: 'scope.camera', nothing: 1, __proto__: { scope: 1 }, 'a b': () => 1, '': {}"
    assert call("authorize", options) == ("success", {"errMsg": "authorize:ok"})


@pytest.mark.parametrize(
    "options",
    ["{ __proto__: { scope: 'scope.camera' } }", "Object.create({ scope: 'scope.camera' })", "{}"],
)
def test_inherited_parameters_are_not_read(play: Play, heard: Any, options: str) -> None:
    host = play(
        "Object.prototype.scope = 'scope.record';"
        f"wx.authorize({options}).catch((r) => say(r.errMsg));"
    )
    assert heard(host) == [
        "authorize:fail parameter error: parameter.scope should be String instead of Undefined;"
    ]
    assert host.prompts == []


def test_polluted_callbacks_are_not_called(play: Play, heard: Any) -> None:
    host = play(
        "Object.prototype.success = Object.prototype.complete = () => say('POLLUTED');"
        "wx.getSetting({}).then(() => say('promise'));"
    )
    assert heard(host) == ["promise"]


def test_the_caller_keeps_its_options(play: Play, heard: Any) -> None:
    host = play("""
        const options = Object.freeze({
            scope: 'scope.camera', extra: 1, success() { this; }, fail() {}, complete() {},
        });
        wx.authorize(options);
        say(Object.keys(options));
        const plain = { scope: 'scope.camera', success() {} };
        wx.authorize(plain);
        setTimeout(() => say([Object.keys(plain), typeof plain.success]));
    """)
    assert heard(host) == [
        ["scope", "extra", "success", "fail", "complete"],
        [["scope", "success"], "function"],
    ]


def test_each_option_is_read_once(play: Play, heard: Any) -> None:
    host = play("""
        let reads = 0;
        const scopes = ['scope.camera', 'scope.record'];
        wx.authorize({ get scope() { return scopes[reads++]; }, success() { say(reads); } });
    """)
    assert heard(host) == [1]
    assert [prompt.scope for prompt in host.prompts] == ["scope.camera"]


def test_options_changed_after_the_call_change_nothing(play: Play) -> None:
    host = play("""
        const options = { scope: 'scope.camera', success() {} };
        wx.authorize(options);
        options.scope = 'scope.record';
    """)
    assert [prompt.scope for prompt in host.prompts] == ["scope.camera"]


# -- callbacks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", ["scope: 'scope.camera'", "scope: 5", "scope: 'scope.no'"])
def test_callbacks_never_run_in_the_callers_stack(play: Play, heard: Any, options: str) -> None:
    host = play(f"""
        let returned = false;
        wx.authorize({{ {options}, complete() {{ say(['complete', returned]); }} }});
        Promise.resolve().then(() => say('microtask'));
        returned = true;
    """)
    assert heard(host) == ["microtask", ["complete", True]]


@pytest.mark.parametrize("options", [None, "$: 1", "url: 5, key: 5, scope: 5, title: 5"])
@pytest.mark.parametrize("api", ASYNC)
def test_no_callback_runs_in_the_callers_stack(
    play: Play, heard: Any, api: str, options: str | None
) -> None:
    fields = SAMPLES[api].options if options is None else options
    made = (
        "let returned = false;"
        f"wx.{api}(Object.assign({{ complete() {{ say(returned); }} }}, {{ {fields} }}));"
        "returned = true;"
    )
    assert heard(play(script(api, call=made), file=SAMPLES[api].file)) == [True]


def test_two_calls_settle_in_macrotasks_of_their_own(play: Play, heard: Any) -> None:
    host = play("""
        for (const name of ['a', 'b']) {
            wx.getSetting({ complete() { say(name); Promise.resolve().then(() => say('then')); } });
        }
    """)
    assert heard(host) == ["a", "then", "b", "then"]


@pytest.mark.parametrize("which", ["success", "complete"])
def test_callback_that_throws(play: Play, heard: Any, which: str) -> None:
    host = play(
        f"""
        wx.onError((text) => say(text.split('\\n').slice(0, 2)));
        wx.getSetting({{
            {which}() {{
                null.name;
            }},
            {"complete" if which == "success" else "success"}() {{ say('other'); }},
        }});
        setTimeout(() => say('goes on'));
        """
    )
    (error,) = host.errors
    message, _, rest = error.message.removeprefix("thirdScriptError\n").partition(";")
    assert error.message.startswith("thirdScriptError\n")
    assert "null" in message
    assert rest == f"at api getSetting {which} callback function"
    assert error.where.startswith("test.js:5")
    assert "test.js:5" in error.stack
    said = heard(host)
    assert said.index("other") < said.index("goes on")
    assert said[-1] == ["thirdScriptError", f"{message};{rest}"]


def test_fail_that_throws(play: Play, heard: Any) -> None:
    host = play("""
        wx.authorize({
            scope: 'scope.no',
            fail(r) { say(r.errMsg); throw new Error('mine'); },
            complete(r) { say(r.errMsg); },
        });
    """)
    assert heard(host) == ["authorize:fail invalid scope"] * 2
    assert [error.message for error in host.errors] == [
        "thirdScriptError\nmine;at api authorize fail callback function"
    ]


@pytest.mark.parametrize(
    ("thrown", "shown"),
    [
        ("'text'", "text"),
        ("undefined", "undefined"),
        ("null", "null"),
        ("{ code: 1 }", '{"code":1}'),
        ("{ toString() { throw 1; } }", "a thrown value that cannot be shown"),
    ],
)
def test_callback_that_throws_no_error(play: Play, heard: Any, thrown: str, shown: str) -> None:
    host = play(
        f"wx.getSetting({{ success() {{ throw {thrown}; }}, complete() {{ say('complete'); }} }});"
    )
    assert heard(host) == ["complete"]
    assert [error.message for error in host.errors] == [
        f"thirdScriptError\n{shown};at api getSetting success callback function"
    ]


@pytest.mark.parametrize("value", ["'x'", "5", "{}", "null", "true", "[() => 1]"])
def test_callbacks_that_are_no_functions(play: Play, heard: Any, value: str) -> None:
    host = play(
        f"wx.getSetting({{ success: {value}, fail: {value}, complete() {{ say('complete'); }} }});"
        f"wx.getSetting({{ complete: {value}, success() {{ say('success'); }} }});"
    )
    assert heard(host) == ["complete", "success"]
    assert host.errors == []


def test_callbacks_may_call_again(play: Play, heard: Any) -> None:
    host = play("""
        let count = 0;
        (function again() {
            if (count++ < 50) wx.getSetting({ success: again }); else say(count);
        })();
    """)
    assert heard(host) == [51]


def test_this_is_not_the_options(play: Play, heard: Any) -> None:
    host = play("'use strict'; wx.getSetting({ success() { 'use strict'; say(this); } });")
    assert heard(host) == ["undefined"]


# -- promises -------------------------------------------------------------------------------------


def test_promise_is_rejected_with_the_result(play: Play, heard: Any) -> None:
    host = play("(async () => { try { await wx.authorize({}); } catch (r) { say(r); } })();")
    text = "authorize:fail parameter error: parameter.scope should be String instead of Undefined;"
    assert heard(host) == [{"errMsg": text}]
    assert host.errors == []


def test_promise_is_the_engines_own(play: Play, heard: Any) -> None:
    host = play(
        "say(wx.getSetting({}) instanceof Promise); say(wx.getSetting() instanceof Promise);"
    )
    assert heard(host) == [True, True]


def test_promise_survives_a_replaced_constructor(play: Play, heard: Any) -> None:
    host = play("""
        globalThis.Promise = function () { say('POLLUTED'); };
        wx.getSetting({}).then((r) => say(r.errMsg));
    """)
    assert heard(host) == ["getSetting:ok"]


def test_unhandled_rejection_is_an_error(play: Play) -> None:
    host = play("wx.authorize({ scope: 'scope.no' });")
    if not host.tracks_rejections:
        pytest.skip("this engine does not tell")
    assert [error.message for error in host.errors] == [
        'Uncaught (in promise) {"errMsg":"authorize:fail invalid scope"}'
    ]


# -- the wx object --------------------------------------------------------------------------------


def test_wx_is_an_ordinary_object(play: Play, heard: Any) -> None:
    host = play("""
        const { getSetting, authorize: ask } = wx;
        const copy = { ...wx };
        say([typeof getSetting, typeof ask, Object.keys(wx).includes('getSetting')]);
        say([copy.getSetting === wx.getSetting, Object.keys(globalThis).includes('wx')]);
        getSetting({ success(r) { say(r.errMsg); } });
        say([wx.noSuchThing, typeof wx.noSuchThing, wx.hasOwnProperty('getSetting')]);
    """)
    assert heard(host) == [
        ["function", "function", True],
        [True, True],
        [None, "undefined", True],
        "getSetting:ok",
    ]


def test_a_missing_api_is_a_type_error(play: Play) -> None:
    host = play("wx.noSuchThing({});")
    assert [error.message for error in host.errors] == ["TypeError: not a function"]


def test_apis_can_be_replaced_and_wrapped(play: Play, heard: Any) -> None:
    host = play("""
        const original = wx.getSetting;
        wx.getSetting = (options) => { say('wrapped'); return original(options); };
        wx.mine = () => say('mine');
        wx.getSetting({ success: () => say('success') });
        wx.mine();
        delete wx.mine;
        say(typeof wx.mine);
    """)
    assert heard(host) == ["wrapped", "mine", "undefined", "success"]


def test_wx_itself_can_be_replaced(play: Play, heard: Any) -> None:
    assert heard(play("wx = { a: 1 }; say(wx.a);")) == [1]


# -- synchronous APIs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("api", "arguments", "kind", "found"),
    [
        ("canIUse", "", "String", "Undefined"),
        ("canIUse", "5", "String", "Number"),
        ("nextTick", "", "Function", "Undefined"),
        ("nextTick", "{}", "Function", "Object"),
        ("getStorageSync", "", "String", "Undefined"),
        ("getStorageSync", "null", "String", "Null"),
        ("setStorageSync", "1, 2", "String", "Number"),
        ("removeStorageSync", "[]", "String", "Array"),
        ("base64ToArrayBuffer", "", "String", "Undefined"),
        ("base64ToArrayBuffer", "new ArrayBuffer(1)", "String", "ArrayBuffer"),
        ("arrayBufferToBase64", "", "ArrayBuffer", "Undefined"),
        ("arrayBufferToBase64", "'AAA='", "ArrayBuffer", "String"),
        ("arrayBufferToBase64", "[1, 2]", "ArrayBuffer", "Array"),
        # A value's own name for its type does not make it one.
        ("arrayBufferToBase64", "{ [Symbol.toStringTag]: 'ArrayBuffer' }", "ArrayBuffer", "Object"),
        (
            "canIUse",
            "Object.defineProperty(new ArrayBuffer(1), Symbol.toStringTag, { value: 'String' })",
            "String",
            "ArrayBuffer",
        ),
    ],
)
def test_synchronous_apis_throw(
    play: Play, heard: Any, api: str, arguments: str, kind: str, found: str
) -> None:
    host = play(f"""
        try {{
            wx.{api}({arguments});
        }} catch (e) {{
            say([e instanceof Error, e.message, e.errMsg]);
        }}
    """)
    text = f"{api}:fail parameter error: parameter should be {kind} instead of {found};"
    assert heard(host) == [[True, text, text]]


@pytest.mark.parametrize(
    "made",
    [
        "setStorageSync('k', 1)",
        "removeStorageSync('k')",
        "clearStorageSync()",
        "nextTick(() => {})",
    ],
)
def test_synchronous_apis_without_a_result(play: Play, heard: Any, made: str) -> None:
    assert heard(play(f"say(wx.{made});")) == ["undefined"]


def test_synchronous_apis_and_values_that_lie(play: Play, heard: Any) -> None:
    host = play("""
        const key = { [Symbol.toStringTag]: 'String' };
        try { wx.setStorageSync(key, 1); } catch (e) { say(e.errMsg); }
    """)
    assert len(heard(host)) == 1


# -- limits of a run ------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "-5", "0"])
def test_no_number_stops_the_clock(play: Play, heard: Any, value: str) -> None:
    host = play(
        f"wx.showToast({{ title: 't', duration: {value} }}).then(() => say('shown'));"
        "for (const ms of [30, 10, 20]) setTimeout(() => say(ms), ms);"
    )
    host.advance(100)
    assert heard(host) == ["shown", 10, 20, 30]


def test_a_toast_without_end_does_not_stop_the_clock(play: Play, heard: Any) -> None:
    host = play("wx.showToast({ title: 't', duration: NaN }); setTimeout(() => say('timer'), 50);")
    assert heard(host) == ["timer"]


def test_a_listener_that_subscribes_itself_again(play: Play, heard: Any) -> None:
    host = play(
        "wx.onError(function again() { say('told'); wx.onError(again); });"
        "setTimeout(() => { throw new Error('x'); }); setTimeout(() => say('end'), 5);",
        limits=Limits(cpu=0.2),
    )
    assert heard(host) == ["told", "end"]


# -- tools ----------------------------------------------------------------------------------------


def settles(host: Host, api: str) -> list[SettleRecord]:
    """Return the trace's `settle` records of one API."""
    return [record for record in host.trace.of(SettleRecord) if record.api == api]


def before(version: str) -> str:
    """Return a version just below another."""
    major, minor, patch = numbers(version)
    if patch:
        return f"{major}.{minor}.{patch - 1}"
    return f"{major}.{minor - 1}.99" if minor else f"{major - 1}.99.99"
