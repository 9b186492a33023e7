"""The steps of a scenario: what is done, and what is said where something else is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.errors import CpuLimit, ExpectationError, InputError, RunTimeout, UnansweredError
from jshost.steps import describe, play
from jshost.trace import EventRecord
from jshost.world.scenario import ACTIONS, Expect, Scenario, Step, load

from .framework.conftest import write

INDEX = """
Page({
  data: {
    n: 0, flag: true, text: 'a', nothing: null, list: [{ name: 'x', tags: ['t'] }], 'a-b': 1,
  },
  onLoad() { this.shown = 0 },
  onShow() { this.shown++ },
  add(e) { this.setData({ n: this.data.n + (e.currentTarget.dataset.by || 1), detail: e.detail }) },
  type(e) { this.setData({ text: e.detail.value, dataset: e.currentTarget.dataset }) },
  sum(a, b) { this.setData({ n: a + b }) },
  later() { setTimeout(() => this.setData({ n: 9 }), 1000) },
  record() { wx.authorize({ scope: 'scope.record' }) },
  both() { wx.authorize({ scope: 'scope.camera' }); wx.authorize({ scope: 'scope.werun' }) },
  toast() { wx.showToast({ title: '好' }) },
  hide() { wx.hideToast() },
  open() { wx.navigateTo({ url: 'more/more?x=1' }) },
  throw() { throw new Error('no') },
  spin() { for (;;) {} },
})
"""
FILES = {
    "app.json": {
        "tabBar": {
            "list": [{"pagePath": f"pages/{name}", "text": name} for name in ("index", "tab")]
        }
    },
    "pages/index.js": INDEX,
    "pages/more/more.js": "Page({ data: { more: 1 } })",
    "pages/tab.js": "Page({ onTabItemTap(t) { this.setData({ tapped: t.index }) } })",
}


@pytest.fixture
def started(tmp_path: Path, make_host: Callable[..., Host]) -> Callable[..., Host]:
    """Run the program that has something for every step."""

    def start(**settings: Any) -> Host:
        host = make_host(project=write(tmp_path / "app", FILES), on_prompt="deny", **settings)
        host.run()
        return host

    return start


@pytest.fixture
def taken(started: Callable[..., Host]) -> Callable[..., Host]:
    """Take steps in a fresh program and return its host."""

    def take(*steps: Step) -> Host:
        host = started()
        play(host, steps)
        return host

    return take


def fault(host: Host, *steps: Step) -> str:
    """Return what is said of steps that go wrong."""
    with pytest.raises(ExpectationError) as caught:
        play(host, steps)
    return str(caught.value)


def expect(**values: Any) -> Step:
    return Step(expect=Expect(**values))


# -- what is done ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "data"),
    [
        (Step(tap="add"), {"n": 1, "detail.x": 0}),
        (Step(tap="add", dataset={"by": 5}), {"n": 5}),
        (Step(tap="add", detail={"value": 2}), {"n": 1, "detail": {"value": 2}}),
        (Step(input="type", value="你好", dataset={"id": 1}), {"text": "你好", "dataset.id": 1}),
        (Step(input="type"), {"text": ""}),
        (Step(input="type", value=3), {"text": 3}),
        (Step(call="sum", args=(2, 3)), {"n": 5}),
        (Step(call="onShow"), {"n": 0}),
    ],
)
def test_acting(taken: Any, step: Step, data: dict[str, Any]) -> None:
    taken(step, expect(data=data))


def test_the_phone_changes(started: Any) -> None:
    host = started()
    play(host, [Step(device={"theme": "dark", "screenWidth": 500.0})])
    assert (host.phone.device.theme, host.phone.device.screenWidth) == ("dark", 500)


@pytest.mark.parametrize(
    ("step", "event", "detail"),
    [
        (Step(memory=15), "onMemoryWarning", {"level": 15}),
        (Step(screenshot=True), "onUserCaptureScreen", {}),
    ],
)
def test_what_happens_to_the_phone(taken: Any, step: Step, event: str, detail: Any) -> None:
    host = taken(step)
    told = [(record.name, record.detail) for record in host.trace.of(EventRecord)]
    assert (event, detail) in told


def test_waiting(taken: Any) -> None:
    host = taken(
        Step(call="later"), expect(data={"n": 0}),
        Step(wait=999), expect(data={"n": 0}), Step(wait=1), expect(data={"n": 9}),
    )  # fmt: skip
    host.advance(0)


def test_waiting_for_nothing(taken: Any) -> None:
    taken(Step(wait=0))


def test_waiting_on_the_real_clock(started: Any) -> None:
    host = started(clock="real")
    play(host, [Step(call="later"), Step(wait=30), expect(data={"n": 0})])


def test_going(taken: Any) -> None:
    host = taken(
        Step(tap="open"), expect(page="pages/more/more", data={"more": 1}),
        Step(open="/pages/more/more"), Step(open="more?x=2"), Step(back=2),
        expect(page="/pages/more/more"), Step(back=True), expect(page="pages/index"),
        Step(tab="pages/tab"), expect(page="pages/tab", data={"tapped": 1}),
        Step(tab="/pages/index"), expect(page="pages/index"),
    )  # fmt: skip
    assert [page.route for page in host.pages] == ["pages/index"]


def test_leaving_and_coming_back(taken: Any) -> None:
    host = taken(Step(background=True), Step(foreground=True))
    assert host.eval("getCurrentPages()[0].shown") == 2


def test_the_lock_screen_and_calls(make_host: Any, tmp_path: Path) -> None:
    song = "a.mp3"
    files = {
        **FILES,
        "pages/index.js": f"""Page({{ data: {{ paused: 0 }}, onLoad() {{
            const music = wx.getBackgroundAudioManager();
            music.onPause(() => this.setData({{ paused: this.data.paused + 1 }}));
            music.title = 'a song';
            music.src = '{song}';
        }} }})""",
    }
    world = Scenario(audio={song: 60.0}, clock="virtual")
    host = make_host(project=write(tmp_path / "app", files), scenario=world)
    host.run()
    play(
        host,
        [
            Step(media="pause"), expect(data={"paused": 1}),
            Step(media="play"), Step(interruption="begin"), expect(data={"paused": 2}),
            Step(media="play"), Step(interruption="end"), Step(media="play"),
        ],
    )  # fmt: skip
    assert host.phone.speaker.playing == [host.phone.speaker.music]


def test_steps_stand_in_the_trace(taken: Any) -> None:
    host = taken(Step(tap="add"), expect(page="pages/index", data={"n": 1}))
    found = [e.detail for e in host.trace.of(EventRecord) if e.name == "step"]
    assert found == [
        {"number": 1, "step": "tap add"}, {"number": 2, "step": "expect page, data"}
    ]  # fmt: skip


def test_steps_are_shown(started: Any) -> None:
    shown: list[Any] = []
    steps = [Step(wait=1.5), Step(back=True)]
    with pytest.raises(ExpectationError):
        play(started(), steps, show=lambda number, text: shown.append((number, text)))
    assert shown == [(1, "wait 1.5 ms"), (2, "back")]


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step(tap="add", dataset={"a": 1}), "tap add"),
        (Step(input="type", value="你"), 'input type: "你"'),
        (Step(input="type", value="x" * 300), f'input type: "{"x" * 199}…'),
        (Step(call="sum", args=(1,)), "call sum"),
        (Step(wait=1000), "wait 1000 ms"),
        (Step(back=2), "back 2"),
        (Step(back=True), "back"),
        (Step(tab="pages/tab"), "tab pages/tab"),
        (Step(open="/a?b=1"), "open /a?b=1"),
        (Step(background=True), "background"),
        (Step(foreground=True), "foreground"),
        (expect(page="a", data={"b": 1}, prompt="", toast=""), "expect page, data, prompt, toast"),
        (expect(), "expect "),
    ],
)
def test_descriptions(step: Step, text: str) -> None:
    assert describe(step) == text


# -- what cannot be done --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step(tap="ad"), "pages/index has no method 'ad'; did you mean add?"),
        (Step(input="tpye"), "pages/index has no method 'tpye'; did you mean type?"),
        (Step(call="sun"), "pages/index has no method 'sun'; did you mean sum?"),
        (Step(back=True), "cannot navigate back at first page."),
        (Step(back=0), "back should be true or a number of pages, 1 or more"),
        (Step(back=False), "back should be true or a number of pages, 1 or more"),
        (Step(back="1"), "back should be true or a number of pages, 1 or more"),
        (Step(back=1.5), "back should be true or a number of pages, 1 or more"),
        (Step(open="/gone"), 'page "gone" is not found'),
        (Step(open=""), 'page "pages" is not found'),
        (
            Step(tab="pages/more/more"),
            "'pages/more/more' is no page of the tab bar; pages are pages/index, pages/tab",
        ),
        (Step(foreground=True), "the mini program is not in the background"),
        (Step(foreground=False), "foreground should be true"),
        (Step(background=False), "background should be true"),
        (Step(media="next"), "there is no background audio"),
        (Step(interruption="x"), "interruption should be begin or end"),
        (Step(wait=-1), "wait should be milliseconds, 0 or more"),
        (Step(wait=float("inf")), "wait should be milliseconds, 0 or more"),
        (Step(wait=float("nan")), "wait should be milliseconds, 0 or more"),
    ],
)  # fmt: skip
def test_steps_that_cannot_be_taken(started: Any, step: Step, text: str) -> None:
    said = fault(started(), Step(wait=0), step.replace(place="s.toml:7"))
    assert said == f"s.toml:7: step 2 ({describe(step)}): {text}"


def test_a_step_from_python_has_no_place(started: Any) -> None:
    assert fault(started(), Step(back=True)).startswith("step 1 (back): ")


def test_expecting_where_no_page_is_open(make_host: Any) -> None:
    said = fault(make_host(), expect(page="pages/index"))
    assert said == "step 1 (expect page): no page is open: run a mini program's folder first"


def test_what_running_raises(started: Any) -> None:
    from jshost import Limits

    with pytest.raises(CpuLimit, match="in spin of pages/index"):
        play(started(limits=Limits(cpu=0.1)), [Step(tap="spin")])


def test_unanswered_question(tmp_path: Path, make_host: Callable[..., Host]) -> None:
    host = make_host(project=write(tmp_path, FILES), on_prompt="fail")
    host.run()
    with pytest.raises(UnansweredError):
        play(host, [Step(tap="record")])


def test_timeout_of_a_step(started: Any) -> None:
    host = started(clock="real")
    with pytest.raises(RunTimeout):
        play(host, [Step(call="later"), Step(wait=5_000)], timeout=0.02)


def test_errors_of_the_program_are_no_failure_of_the_step(taken: Any) -> None:
    host = taken(Step(tap="throw"), Step(tap="add"), expect(data={"n": 1}))
    assert len(host.errors) == 1


# -- what is expected -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {"n": 0},
        {"n": 0.0},
        {"flag": True},
        {"text": "a", "list[0].name": "x", "list[0].tags[0]": "t"},
        {"list": [{"name": "x", "tags": ["t"]}]},
        {"list[0]": {"tags": ["t"], "name": "x"}},
        {"a-b": 1},
        {"nothing": None},
    ],
)
def test_data_as_expected(taken: Any, data: dict[str, Any]) -> None:
    taken(expect(data=data))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"n": 1}, "data n should be 1, but is 0"),
        ({"n": "0"}, 'data n should be "0", but is 0'),
        ({"n": False}, "data n should be false, but is 0"),
        ({"flag": 1}, "data flag should be 1, but is true"),
        ({"gone": 1}, "data gone should be 1, but is not there"),
        ({"list[1]": 1}, "data list[1] should be 1, but is not there"),
        ({"list.name": 1}, "data list.name should be 1, but is not there"),
        ({"text.length": 1}, "data text.length should be 1, but is not there"),
        ({"list[0].tags": ["t", "u"]}, 'data list[0].tags should be ["t", "u"], but is ["t"]'),
        ({"list[0].tags": [True]}, 'data list[0].tags should be [true], but is ["t"]'),
        (
            {"list[0]": {"name": "x"}},
            'data list[0] should be {"name": "x"}, but is {"name": "x", "tags": ["t"]}',
        ),
        ({"nothing": 0}, "data nothing should be 0, but is null"),
        (
            {"n": 1, "text": "b"},
            'data n should be 1, but is 0; data text should be "b", but is "a"',
        ),
    ],
)  # fmt: skip
def test_data_that_is_not_as_expected(started: Any, data: dict[str, Any], text: str) -> None:
    assert fault(started(), expect(data=data)) == f"step 1 (expect data): {text}"


def test_long_values_are_cut(started: Any) -> None:
    said = fault(started(), Step(input="type", value="y" * 500), expect(data={"text": "z"}))
    assert said == f'step 2 (expect data): data text should be "z", but is "{"y" * 199}…'


def test_page_that_is_not_as_expected(started: Any) -> None:
    text = "step 1 (expect page): the page should be pages/tab, but is pages/index"
    assert fault(started(), expect(page="pages/tab")) == text


RECORD = "a dialog for scope.record should have come up; there was"


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ([expect(prompt="scope.record")], f"{RECORD} none"),
        ([Step(tap="record"), expect(prompt="scope.record")], ""),
        ([Step(tap="both"), expect(prompt="scope.werun")], ""),
        (
            [Step(tap="both"), expect(prompt="scope.record")],
            f"{RECORD} one for scope.camera, scope.werun",
        ),
        (
            [Step(tap="record"), expect(prompt="")],
            "no dialog should have come up; there was one for scope.record",
        ),
        ([Step(tap="add"), expect(prompt="")], ""),
        # Since the last expectation: a decision is asked for once.
        (
            [Step(tap="record"), expect(page="pages/index"), expect(prompt="scope.record")],
            f"{RECORD} none",
        ),
        ([Step(tap="record"), expect(), Step(tap="record"), expect(prompt="")], ""),
    ],
)  # fmt: skip
def test_dialogs(started: Any, steps: list[Step], text: str) -> None:
    host = started()
    if text:
        assert fault(host, *steps).endswith(f"(expect prompt): {text}")
    else:
        play(host, steps)


def test_dialog_at_the_start(tmp_path: Path, make_host: Callable[..., Host]) -> None:
    page = "Page({ onLoad() { wx.authorize({ scope: 'scope.record', complete() {} }) } })"
    host = make_host(project=write(tmp_path, {"pages/a.js": page}), on_prompt="deny")
    host.run()
    play(host, [expect(prompt="scope.record"), expect(prompt="")])


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ([expect(toast="")], ""),
        ([Step(tap="toast"), expect(toast="好")], ""),
        ([Step(tap="toast"), Step(wait=1500), expect(toast="")], ""),
        ([Step(tap="toast"), Step(tap="hide"), expect(toast="")], ""),
        ([expect(toast="好")], 'the toast should be "好", but is none'),
        ([Step(tap="toast"), expect(toast="")], 'the toast should be none, but is "好"'),
        ([Step(tap="toast"), expect(toast="坏")], 'the toast should be "坏", but is "好"'),
    ],
)
def test_toasts(started: Any, steps: list[Step], text: str) -> None:
    host = started()
    if text:
        assert fault(host, *steps).endswith(f"(expect toast): {text}")
    else:
        play(host, steps)


def test_all_that_is_not_as_expected_is_told(started: Any) -> None:
    step = expect(page="pages/tab", data={"n": 1}, prompt="scope.record", toast="x")
    said = fault(started(), step.replace(place="s.toml:1"))
    assert said == (
        "s.toml:1: step 1 (expect page, data, prompt, toast): "
        "the page should be pages/tab, but is pages/index; data n should be 1, but is 0; "
        "a dialog for scope.record should have come up; there was none; "
        'the toast should be "x", but is none'
    )


# -- from a file ----------------------------------------------------------------------------------


def scenario(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "s.toml"
    path.write_text(text, "utf-8")
    return load(path)


def test_steps_of_a_file_know_their_lines(tmp_path: Path) -> None:
    text = """# [[steps]]

[[steps]]
tap = "a"

  [[ steps ]]
wait = 5
[[steps]]
expect.page = "b"
"""
    steps = scenario(tmp_path, text).steps
    assert [step.place.rpartition(":")[2] for step in steps] == ["3", "6", "8"]
    assert [step.actions for step in steps] == [["tap"], ["wait"], ["expect"]]
    assert (steps[1].wait, steps[2].expect) == (5.0, Expect(page="b"))


def test_every_key_of_a_step(tmp_path: Path) -> None:
    text = """
[[steps]]
tap = "a"
dataset = { id = 1, deep = { x = [1] } }
detail = { value = "v" }
[[steps]]
input = "b"
value = 5
[[steps]]
call = "c"
args = [1, "x", { y = 2 }]
[[steps]]
back = 2
[[steps]]
tab = "t"
[[steps]]
open = "/o"
[[steps]]
background = true
[[steps]]
foreground = true
[[steps]]
media = "next"
[[steps]]
interruption = "begin"
[[steps]]
device = { theme = "dark", screenWidth = 500 }
[[steps]]
memory = 15
[[steps]]
screenshot = true
[[steps]]
expect = { page = "p", data = { "a[0].b" = 1 }, prompt = "", toast = "t" }
"""
    steps = scenario(tmp_path, text).steps
    assert steps[0].dataset == {"id": 1, "deep": {"x": [1]}}
    assert steps[0].detail == {"value": "v"}
    assert steps[1].value == 5
    assert steps[2].args == (1, "x", {"y": 2})
    assert [describe(step) for step in steps[3:]] == [
        "back 2", "tab t", "open /o", "background", "foreground", "media next",
        "interruption begin", 'device theme "dark", screenWidth 500', "memory 15", "screenshot",
        "expect page, data, prompt, toast",
    ]  # fmt: skip


ONE_OF = f"a step is one of {', '.join(ACTIONS)}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[steps]]\n", f":1: {ONE_OF}; this one has none"),
        (
            '[[steps]]\nwait = 1\n[[steps]]\ntap = "a"\nback = true\n',
            f":3: {ONE_OF}; this one has tap and back",
        ),
        ("[[steps]]\nvalue = 1\n", f":1: {ONE_OF}; this one has none"),
        ('[[steps]]\ntpa = "a"\n', ": unknown key steps[1].tpa; did you mean tap?"),
        ("[[steps]]\ntap = 1\n", ": steps[1].tap should be a string, not 1"),
        ("[[steps]]\nwait = 'x'\n", ": steps[1].wait should be a number, not 'x'"),
        ("[[steps]]\nexpect = 1\n", ": steps[1].expect should be a table"),
        ("[[steps]]\nexpect.pag = 'x'\n", ": unknown key steps[1].expect.pag; did you mean page?"),
        ("[[steps]]\nexpect.data = 1\n", ": steps[1].expect.data should be a table"),
        ("[[steps]]\ntap = 'a'\ndataset = 1\n", ": steps[1].dataset should be a table"),
    ],
)  # fmt: skip
def test_steps_that_are_none(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario(tmp_path, text)
    assert str(caught.value).endswith(said)


def test_steps_of_a_file_are_taken(started: Any, tmp_path: Path) -> None:
    text = """
[[steps]]
tap = "add"
dataset = { by = 2 }

[[steps]]
expect.page = "pages/index"
expect.data = { n = 3 }
"""
    said = fault(started(), *scenario(tmp_path, text).steps)
    place = tmp_path / "s.toml"
    assert said == f"{place}:6: step 2 (expect page, data): data n should be 3, but is 2"


def test_steps_in_one_list(tmp_path: Path) -> None:
    steps = scenario(tmp_path, 'steps = [{ tap = "a" }, { back = true }]\n').steps
    assert [step.actions for step in steps] == [["tap"], ["back"]]
