"""Scenario files: every key is checked, and said where it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jshost.apis import registry
from jshost.errors import InputError
from jshost.world import reading
from jshost.world.scenario import ACTIONS, Camera, Scenario, ScenarioError, Step, load

ALL_ACTIONS = ", ".join(ACTIONS)


def read(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "s.toml"
    path.write_text(text, "utf-8")
    return load(path, registry().questions())


def faults(tmp_path: Path, text: str) -> list[str]:
    """Return what is said to be wrong with a scenario, without the path of the folder."""
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, text)
    return [fault.replace(str(tmp_path / "s.toml"), "s.toml") for fault in caught.value.faults]


# -- what is right --------------------------------------------------------------------------------


def test_an_empty_file_is_the_default_scenario(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Scenario()


def test_values_are_taken_as_the_scenario_has_them(tmp_path: Path) -> None:
    scenario = read(
        tmp_path,
        """
        program = "../shop"
        grant = ["scope.record"]
        deny = "scope.camera"
        answers = { showModal = ["confirm", "cancel"], openSetting = "leave" }
        location = { latitude = 39 }
        device = { screenWidth = 400.0, pixelRatio = 2 }
        werun = { steps = [1, 2] }
        files = { "wxfile://a.png" = "a.png", "wxfile://b.png" = "/b.png" }
        launch = { extra = { a = [1, 2.5, "x", true, {}] } }
        album = ["a.jpg", "../b.mp4"]
        album_folder = "saved"
        messages = "c.pdf"
        camera = { picture = "d.jpg" }
        microphone = { file = "e.wav" }
        """,
    )
    assert scenario.program == tmp_path / "../shop"
    assert (scenario.grant, scenario.deny) == (("scope.record",), ("scope.camera",))
    assert scenario.answers == {"showModal": ("confirm", "cancel"), "openSetting": ("leave",)}
    assert scenario.location.latitude == 39.0
    assert repr(scenario.device.screenWidth) == "400"
    assert repr(scenario.device.pixelRatio) == "2.0"
    assert scenario.werun.steps == (1, 2)
    assert scenario.files == {
        "wxfile://a.png": tmp_path / "a.png", "wxfile://b.png": Path("/b.png")
    }  # fmt: skip
    assert scenario.launch.extra == {"a": [1, 2.5, "x", True, {}]}
    assert scenario.album == (tmp_path / "a.jpg", tmp_path / "../b.mp4")
    assert scenario.album_folder == tmp_path / "saved"
    assert scenario.messages == (tmp_path / "c.pdf",)
    assert scenario.camera == Camera(tmp_path / "d.jpg", None)
    assert scenario.microphone.file == tmp_path / "e.wav"


def test_paths_are_those_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "s.toml").write_text('program = ".."', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(Path("scenarios/s.toml")).program == Path("scenarios/..")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[[steps]]\nwait = 1\n\n# [[steps]]\n [[ 'steps' ]]\nwait = 1", [1, 5]),
        ("steps = [{ wait = 1 }, { wait = 1 },\n{ wait = 1 }]", [1, 1, 2]),
        ("\nsteps = [ # [[steps]]\n\n{ wait = 1 }, { wait = 1 }\n]", [4, 4]),
        ("title = '''\n[[steps]]\n'''\n[[steps]]\nwait = 1", [4]),
        ("\n[steps]\nwait = 1", [2]),
        ("seed = 1\n\nsteps.wait = 1", [3]),
    ],
)
def test_steps_know_where_they_stand(tmp_path: Path, text: str, lines: list[int]) -> None:
    steps = read(tmp_path, text).steps
    assert [step.place for step in steps] == [f"{tmp_path / 's.toml'}:{line}" for line in lines]
    assert {step.actions[0] for step in steps} == {"wait"}


@pytest.mark.parametrize(
    ("text", "back"),
    [("back = true", True), ("back = 2", 2), ("back = 1.0", 1), ("back = 1", 1)],
)
def test_going_back(tmp_path: Path, text: str, back: Any) -> None:
    (step,) = read(tmp_path, f"[[steps]]\n{text}").steps
    assert (step.back, type(step.back)) == (back, type(back))


def test_changes_of_the_phone(tmp_path: Path) -> None:
    (step,) = read(tmp_path, "[[steps]]\ndevice = { theme = 'dark', screenWidth = 1.0 }").steps
    assert step.device == {"theme": "dark", "screenWidth": 1.0}


def test_answers_to_apis_are_checked_by_who_knows_them(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("[answers]\nshowModl = 'x'\n'scope.x' = 'y'", "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(caught.value.faults) == 1


# -- what is wrong --------------------------------------------------------------------------------

VERSION = "should be a version such as 2.0.0"
DATE = "is a date or time, which no program has; put it in quotes"
LARGE = "is too large a number; the largest is 9007199254740991"
APIS = ", ".join(sorted(registry().questions()))
STEP = ", ".join(key for key in Step.FIELDS if key != "place")
LOCATION = (
    "latitude, longitude, altitude, speed, accuracy, horizontalAccuracy, verticalAccuracy, name, "
    "address"
)


METHODS = "OPTIONS, GET, HEAD, POST, PUT, DELETE, TRACE, CONNECT"
NO_HOST = "is no host; it should be HOST or HOST:PORT, as in a URL"
NO_URL = "should be a URL that begins with https://, http:// or *"
SOCKET = "[[network.sockets]]\nurl = 'wss://a.test'\n"
SOCKET_URL = "should be a URL that begins with wss://, ws:// or *"

WRONG = [
    # WebSockets
    ("[[network.sockets]]\necho = true", "1: a server needs a url"),
    (
        "[[network.sockets]]\nurl = 'https://a.test'",
        f"2: network.sockets[1].url: 'https://a.test' {SOCKET_URL}",
    ),
    (
        f"{SOCKET}failure = 'no'",
        (
            "3: network.sockets[1].failure should be one of unreachable, refused, timeout, broken, "
            "not 'no'"
        ),
    ),
    (
        f"{SOCKET}failure = 'refused'\necho = true",
        "1: a server with a failure has no echo",
    ),
    (
        f"{SOCKET}messages = [{{ delay = 1 }}]",
        "3: a message has one of text, json, base64; this one has none",
    ),
    (
        f"{SOCKET}messages = [{{ text = 'a', json = 1 }}]",
        "3: a message has one of text, json, base64; this one has text and json",
    ),
    (
        f"{SOCKET}messages = {{ base64 = 'a' }}",
        "3: network.sockets[1].messages.base64: 'a' should be base64",
    ),
    (
        f"{SOCKET}replies = [{{ to = 'a' }}]",
        "3: a message has one of text, json, base64; this one has none",
    ),
    (
        f"{SOCKET}replies = [{{ text = 'a', base64 = '', close = {{}} }}]",
        "3: a message has one of text, json, base64; this one has text and base64",
    ),
    (
        f"{SOCKET}[network.sockets.close]\ncode = 999",
        "4: network.sockets[1].close.code: 999 should be a code from 1000 to 4999",
    ),
    (
        f"{SOCKET}close = {{ reason = '{'x' * 124}' }}",
        "3: network.sockets[1].close.reason: has 124 bytes; a reason has 123 at most",
    ),
    (
        f"{SOCKET}headers = {{ 'a b' = 'c' }}",
        "3: network.sockets[1].headers.\"a b\": 'a b' is no name of a header",
    ),
    # keys
    ("clok = 'real'", "1: unknown key clok; did you mean clock?"),
    ("\n[location]\nlatitud = 1", "3: unknown key location.latitud; did you mean latitude?"),
    ("location = { latitud = 1 }", "1: unknown key location.latitud; did you mean latitude?"),
    ("\nlocation.latitud = 1", "2: unknown key location.latitud; did you mean latitude?"),
    ("[location]\nx = 1", f"2: unknown key location.x; known are {LOCATION}"),
    ("[[location]]", "1: location should be a table"),
    ("[location]\n'a\"b' = 1", f'2: unknown key location."a\\"b"; known are {LOCATION}'),
    ('[location]\n"a\\nb" = 1', f'2: unknown key location."a\\nb"; known are {LOCATION}'),
    (
        "[location]\n'\u202e\\u0007' = 1",
        f'2: unknown key location."\\u202e\\\\u0007"; known are {LOCATION}',
    ),
    (
        '[location]\n"\\u0007\\u001b[31m" = 1',
        f'2: unknown key location."\\u0007\\u001b[31m"; known are {LOCATION}',
    ),
    ("FIELDS = []", f"1: unknown key FIELDS; known are {', '.join(Scenario.FIELDS)}"),
    ("[[steps]]\nwait = 1\nplace = 'x'", f"3: unknown key steps[1].place; known are {STEP}"),
    # the network
    (
        "[network]\nallow = 'a.test:99999'",
        "2: network.allow: 'a.test:99999' is no host; it should be HOST or HOST:PORT, as in a URL",
    ),
    (
        "[network]\nallow = ['a',\n'a..b']",
        f"3: network.allow[2]: 'a..b' {NO_HOST}",
    ),
    ("[[network.fixtures]]", "1: a fixture needs a url"),
    (
        "[[network.fixtures]]\nurl = 'a.test'",
        f"2: network.fixtures[1].url: 'a.test' {NO_URL}",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\ntext = ''\njson = {}",
        "1: a fixture has one body; this one has json and text",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\nfailure = 'dns'\nstatus = 200",
        "1: a fixture with a failure has no status",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\nheaders.'a b' = 'x'",
        "3: network.fixtures[1].headers.\"a b\": 'a b' is no name of a header",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\nheaders.a = \"x\\ny\"",
        "3: network.fixtures[1].headers.a: 'x\\ny' is no value of a header",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\nmethod = 'get'",
        f"3: network.fixtures[1].method should be one of {METHODS}, not 'get'",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\nstatus = 1",
        "3: network.fixtures[1].status: 1 should be a status code, 200 to 599",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\ntimes = 0",
        "3: network.fixtures[1].times: 0 should be 1 or more",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\nbase64 = 'x'",
        "3: network.fixtures[1].base64: 'x' should be base64",
    ),
    (
        "[[network.fixtures]]\nurl = '*'\ndelay = -1",
        "3: network.fixtures[1].delay: -1 should be milliseconds, 0 or more",
    ),
    # types
    ("[location]\nlatitude = 'north'", "2: location.latitude should be a number, not 'north'"),
    ("[location]\nlatitude = nan", "2: location.latitude should be a number, not nan"),
    ("[location]\nlatitude = -inf", "2: location.latitude should be a number, not -inf"),
    ("[location]\nlatitude = true", "2: location.latitude should be a number, not true"),
    ("clock = 'fast'", "1: clock should be one of real, virtual, not 'fast'"),
    ("clock = ['real']", "1: clock should be one of real, virtual, not a list"),
    ("seed = true", "1: seed should be a whole number, not true"),
    ("seed = 1.5", "1: seed should be a whole number, not 1.5"),
    ("seed = inf", "1: seed should be a whole number, not inf"),
    ("seed = 1e300", "1: seed should be a whole number, not 1e+300"),
    ("seed = 1979-05-27", "1: seed should be a whole number, not 1979-05-27"),
    (f"seed = 1{'0' * 400}", f"1: seed {LARGE}"),
    ("seed = -9007199254740992", f"1: seed {LARGE}"),
    ("title = 07:32:00", "1: title should be a string, not 07:32:00"),
    ("title = {}", "1: title should be a string, not a table"),
    ("location = 1", "1: location should be a table"),
    ("answers = 1", "1: answers should be a table"),
    ("answers.showModal = 1", "1: answers.showModal should be a string, not 1"),
    ("grant = 1", "1: grant should be a string, not 1"),
    ("grant = ['scope.record',\n1]", "2: grant[2] should be a string, not 1"),
    ("werun.steps = [1, 2,\n'x', 4]", "2: werun.steps[3] should be a whole number, not 'x'"),
    (
        f"[location]\nlatitude = 1{'0' * 400}",
        f"2: location.latitude should be a number, not 1{'0' * 79}… (321 more characters)",
    ),
    ("program = ''", "1: program should be a path, not ''"),
    ('program = "a\\u0000"', "1: program should be a path, not 'a\\x00'"),
    ("files.'x' = 1", "1: files.x should be a path, not 1"),
    ("[device]\nwifiEnabled = 0", "2: device.wifiEnabled should be true or false, not 0"),
    # what the program gets
    ("launch.extra = [1979-05-27]", f"1: launch.extra[1] {DATE}"),
    ("launch.extra.a = 07:32:00", f"1: launch.extra.a {DATE}"),
    ("launch.extra.a = nan", "1: launch.extra.a should be a finite number, not nan"),
    (f"launch.extra = 1{'0' * 400}", f"1: launch.extra {LARGE}"),
    # decisions, answers and the base library
    (
        "grant = ['scope.camera',\n'scope.recrod']",
        "2: grant[2]: unknown scope 'scope.recrod'; did you mean scope.record?",
    ),
    (
        "grant = 'scope.camera'\ndeny = ['scope.record',\n'scope.camera']",
        "3: deny[2]: scope.camera is both granted and denied; choose one",
    ),
    (
        "grant = ['scope.camera']\ndeny = 'scope.camera'",
        "2: deny: scope.camera is both granted and denied; choose one",
    ),
    ("base_library = '2'", f"1: base_library: '2' {VERSION}"),
    ("base_library = '2.0.0\\n'", f"1: base_library: '2.0.0\\\\n' {VERSION}"),
    ("base_library = '２.0.0'", f"1: base_library: '２.0.0' {VERSION}"),
    ("base_library = '2.x.0'", f"1: base_library: '2.x.0' {VERSION}"),
    (
        "[answers]\nshowModl = 'x'",
        f"2: answers.showModl: 'showModl' asks the user nothing; a scope does, and {APIS}",
    ),
    (
        "[answers]\n'scope.recrod' = 'allow'",
        "2: answers.\"scope.recrod\": unknown scope 'scope.recrod'; did you mean scope.record?",
    ),
    (
        "[answers]\n'scope.record' = ['allow',\n'yes']",
        (
            "3: answers.\"scope.record\"[2]: 'yes' is no answer to scope.record; "
            "possible are allow, deny, dismiss"
        ),
    ),
    (
        "answers = { openSetting = '+scope.recrod' }",
        "1: answers.openSetting: unknown scope 'scope.recrod'; did you mean scope.record?",
    ),
    # steps
    ("steps = 3", "1: steps should be a table"),
    ("steps = [{ wait = 1 },\n3]", "2: steps[2] should be a table"),
    ("steps = [{}]", f"1: a step is one of {ALL_ACTIONS}; this one has none"),
    (
        "\n[[steps]]\ntap = 'a'\nback = true",
        f"2: a step is one of {ALL_ACTIONS}; this one has tap and back",
    ),
    ("[[steps]]\ntpa = 'a'", "2: unknown key steps[1].tpa; did you mean tap?"),
    ("[[steps]]\nwait = 1\nargs = 2", "3: steps[1].args goes with call, not with wait"),
    (
        "[[steps]]\ncall = 'f'\ndataset = {}",
        ("3: steps[1].dataset goes with tap or input, not with call"),
    ),
    ("[[steps]]\nwait = -1", "2: steps[1].wait: -1 should be milliseconds, 0 or more"),
    ("[audio]\na = 0", "2: audio.a: 0 should be seconds, more than 0"),
    ("[[steps]]\nwait = nan", "2: steps[1].wait should be a number, not nan"),
    (
        "[[steps]]\nback = 0",
        "2: steps[1].back: 0 should be true or a number of pages, 1 or more",
    ),
    ("[[steps]]\nback = false", "2: steps[1].back should be true or a whole number, not false"),
    ("[[steps]]\nbackground = false", "2: steps[1].background should be true, not false"),
    ("[[steps]]\nbackground = 1", "2: steps[1].background should be true, not 1"),
    (
        "[[steps]]\nexpect = { prompt = 'scope.recrod' }",
        "2: steps[1].expect.prompt: unknown scope 'scope.recrod'; did you mean scope.record?",
    ),
    (
        "[[steps]]\ndevice = { theem = 'dark' }",
        "2: steps[1].device: unknown key theem; did you mean theme?",
    ),
    (
        "[[steps]]\n[steps.device]\ntheme = 'grey'",
        "2: steps[1].device: theme should be one of light, dark, not 'grey'",
    ),
    (
        "[[steps]]\ndevice = {}",
        "2: steps[1].device: what changes? give one key of [device], or more",
    ),
    ("[[steps]]\ndevice = 'dark'", "2: steps[1].device should be a table"),
    ("[[steps]]\nmemory = 1", "2: steps[1].memory should be one of 5, 10, 15, not 1"),
    ("[[steps]]\nexpect.pages = 1", "2: unknown key steps[1].expect.pages; did you mean page?"),
    (
        "[[steps]]\n[steps.expect.data]\n'a[0].b' = nan",
        '3: steps[1].expect.data."a[0].b" should be a finite number, not nan',
    ),
]
"""Scenarios that have one fault, and what is said of it."""


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, expected: str) -> None:
    assert faults(tmp_path, text) == [f"s.toml:{expected}"]


def test_all_that_is_wrong_is_told_in_order(tmp_path: Path) -> None:
    text = """
deny = ["scope.recrod", "scope.camera"]
grant = ["scope.camera"]
seed = "x"

[answers]
showModal = ["maybe", "confirm", 1]

[[steps]]
tpa = "a"
wait = "b"

[[steps]]
"""
    told = [fault.partition(": ")[0] for fault in faults(tmp_path, text)]
    lines = [2, 2, 4, 7, 7, 10, 11, 13]
    assert told == [f"s.toml:{line}" for line in lines]
    with pytest.raises(InputError, match=r"s\.toml:2: .* \(and 7 more\)$"):
        read(tmp_path, text)


def test_there_is_a_limit_to_what_is_told(tmp_path: Path) -> None:
    told = faults(tmp_path, "\n".join(f"k{number} = 1" for number in range(1000)))
    assert len(told) == reading.MAX_FAULTS + 1
    assert told[-1] == "s.toml: and perhaps more like these"


@pytest.mark.parametrize(
    "text",
    [
        f"{'k' * 500_000} = 1",
        f"title = ['{'x' * 500_000}']\nclock = '{'x' * 500_000}'",
        "[location]\n'" + "\u202e" * 100_000 + "' = 1",
        f"grant = ['{'x' * 500_000}']",
        f"[answers]\n'{'x' * 500_000}' = 'y'",
    ],
    ids=["key", "value", "key that is written out", "scope", "answer"],
)
def test_what_is_long_is_cut(tmp_path: Path, text: str) -> None:
    for fault in faults(tmp_path, text):
        assert len(fault) < 1000
        assert fault.isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= 1", ":1:1: invalid statement"),
        ("a = [", ":1: invalid value, at the end of the file"),
        (f"a = {'[' * 100_000}", ":1: nested too deep; at most 64 levels are read"),
        ("launch.extra = " + "[" * 62 + "]" * 62, ""),
    ],
)
def test_what_is_no_toml(tmp_path: Path, text: str, expected: str) -> None:
    if not expected:
        assert str(read(tmp_path, text).launch.extra) == "[" * 62 + "]" * 62
        return
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == f"{tmp_path / 's.toml'}{expected}"
    assert not isinstance(caught.value, ScenarioError)


NAMES = st.sampled_from([*Scenario.FIELDS, *Step.FIELDS, "latitude", "x", "'scope.record'"])
PLAIN = st.sampled_from(
    ["1", "-1", "nan", "1e999", "true", "'x'", "'scope.record'", "07:32:00", "1979-05-27", "{}",
     "[]", "[[]]", "{a = {}}", "[{tap = 'a'}]", "[1, 'x']", "0x" + "f" * 100],
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=3), PLAIN), max_size=4))
def test_any_toml_is_read_or_told(tmp_path: Path, pairs: list[tuple[list[str], str]]) -> None:
    text = "\n".join(f"{'.'.join(names)} = {value}" for names, value in pairs)
    told: tuple[str, ...] = ()
    try:
        read(tmp_path, text)
    except InputError as error:
        told = getattr(error, "faults", (str(error),))
    lines = {int(fault.replace(str(tmp_path), "").split(":")[1]) for fault in told}
    assert lines <= set(range(1, len(pairs) + 1))
