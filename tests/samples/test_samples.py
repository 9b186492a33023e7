"""Every program in samples/ behaves as the traces beside it say, one for each situation."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from jshost import Host

SAMPLES = Path(__file__).parents[2] / "samples"
UPDATE = os.environ.get("JSHOST_UPDATE_TRACES") == "1"

SCOPES = {
    "a-ask-before-use": ("scope.record",),
    "b-three-states": ("scope.userLocation",),
    "c-use-then-recover": ("scope.writePhotosAlbum",),
    "d-settings-button": ("scope.camera",),
    "e-promises": ("scope.werun",),
    "f-several-scopes": ("scope.camera", "scope.record", "scope.userLocation"),
    "g-check-on-show": ("scope.record",),
    "h-exact-message": ("scope.writePhotosAlbum",),
    "i-stale-snapshot": ("scope.userLocation",),
}
"""The samples, and the scopes that each of them uses."""

ERRORS_MEANT: dict[tuple[str, str], str] = {}
"""Sample and situation of the traces that are meant to have `error` records, with the reason."""


@dataclass(frozen=True)
class Situation:
    """What was decided before the run, and what the user answers in it.

    `dialog` answers each scope's dialog, `modal` wx.showModal; with `switches_on` the user
    switches all of the sample's scopes on when the settings page is shown, else leaves it as it is.
    """

    name: str
    dialog: str = "deny"
    modal: str = "confirm"
    switches_on: bool = False
    before: str = ""

    def settings(self, scopes: tuple[str, ...]) -> dict[str, Any]:
        """Return it as a Host's settings."""
        page = ",".join(f"+{scope}" for scope in scopes) if self.switches_on else "leave"
        asked = dict.fromkeys(scopes, self.dialog)
        answers = {**asked, "showModal": self.modal, "openSetting": page}
        return {"answers": answers} | ({self.before: scopes} if self.before else {})


FRESH_ALLOW = Situation("fresh-allow", dialog="allow", switches_on=True)
FRESH_DENY = Situation("fresh-deny", modal="cancel")
SWITCHED_ON = Situation("denied-then-switched-on", switches_on=True, before="deny")
LEFT_OFF = Situation("denied-and-left-off", before="deny")
GRANTED = Situation("granted-before", before="grant")
SITUATIONS = (FRESH_ALLOW, FRESH_DENY, SWITCHED_ON, LEFT_OFF, GRANTED)

Run = Callable[..., Host]


@pytest.fixture
def run_sample(make_host: Callable[..., Host]) -> Run:
    """Run a sample in a situation, on a phone of its own, and return the host."""

    def run(name: str, situation: Situation, **settings: Any) -> Host:
        folder = SAMPLES / name
        host = make_host(
            app_id="wx0123456789abcdef",
            title="示例",
            root=folder,
            **situation.settings(SCOPES[name]),
            **settings,
        )
        host.run_file(folder / f"{name}.js", timeout=10)
        return host

    return run


def trace_file(name: str, situation: Situation) -> Path:
    """Return where a sample's trace is kept."""
    return SAMPLES / name / f"{situation.name}.jsonl"


def lines_of(host: Host) -> list[str]:
    """Return a host's trace as it is kept."""
    return [record.to_json() for record in host.trace]


def messages(host: Host) -> list[str]:
    """Return what the program wrote."""
    return [record.message for record in host.console]


def kept_records() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield sample, situation and record, for everything in the traces that are kept."""
    for path in sorted(SAMPLES.glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.parent.name, path.stem, json.loads(line)


# -- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
@pytest.mark.parametrize("name", SCOPES)
def test_trace(run_sample: Run, name: str, situation: Situation) -> None:
    found = lines_of(run_sample(name, situation))
    path = trace_file(name, situation)
    if UPDATE:
        path.write_text("".join(f"{line}\n" for line in found), encoding="utf-8", newline="\n")
        pytest.fail(
            f"{path.relative_to(SAMPLES.parent)} was rewritten (JSHOST_UPDATE_TRACES=1)",
            pytrace=False,
        )
    assert path.is_file(), f"{path} is missing; JSHOST_UPDATE_TRACES=1 writes it"
    expected = path.read_text(encoding="utf-8").splitlines()
    if found != expected:
        kept = str(path.relative_to(SAMPLES.parent))
        diff = unified_diff(expected, found, kept, "this run", lineterm="")
        pytest.fail("\n".join(["the trace differs from the one kept:", *diff]), pytrace=False)


def test_table_names_every_sample() -> None:
    folders = [path for path in SAMPLES.iterdir() if path.is_dir()]
    scripts = [path.name for path in folders if (path / f"{path.name}.js").exists()]
    assert sorted(scripts) == sorted(SCOPES)


@pytest.mark.parametrize("name", SCOPES)
def test_all_traces_are_there_and_no_others(name: str) -> None:
    kept = {path.name for path in (SAMPLES / name).glob("*.jsonl")}
    assert kept == {f"{situation.name}.jsonl" for situation in SITUATIONS}


def test_kept_traces_have_no_errors_but_those_that_are_meant() -> None:
    # It also keeps the traces the same on both engines: only errors have what differs between
    # them, stacks and columns.
    failed = {(name, situation) for name, situation, r in kept_records() if r["type"] == "error"}
    assert failed == set(ERRORS_MEANT)


def test_each_situation_looks_different_in_each_sample() -> None:
    said: dict[str, dict[str, list[str]]] = {}
    for name, situation, record in kept_records():
        if record["type"] in ("console", "prompt", "choice"):
            parts = [str(record.get(key)) for key in ("message", "scope", "kind", "chosen")]
            said.setdefault(name, {}).setdefault(situation, []).extend(parts)
    for name, by_situation in said.items():
        distinct = {tuple(parts) for parts in by_situation.values()}
        # a and e end alike for everybody who refused before, which is what is wrong with them.
        assert len(distinct) >= len(SITUATIONS) - 1, name


# -- what each idiom shows ------------------------------------------------------------------------


@pytest.mark.parametrize("situation", [SWITCHED_ON, LEFT_OFF], ids=lambda s: s.name)
def test_a_never_asks_again_who_refused_once(run_sample: Run, situation: Situation) -> None:
    host = run_sample("a-ask-before-use", situation)
    assert (host.prompts, host.choices) == ([], [])
    assert messages(host) == ["没有麦克风权限：authorize:fail auth deny"]


def test_b_asks_only_who_was_never_asked(run_sample: Run) -> None:
    asked = {s.name: len(run_sample("b-three-states", s).prompts) for s in SITUATIONS}
    assert [name for name, count in asked.items() if count] == ["fresh-allow", "fresh-deny"]


@pytest.mark.parametrize("before", ["", "deny"], ids=["first", "repeat"])
@pytest.mark.parametrize("dialect", ["devtools", "android", "ios"])
def test_c_recovers_on_every_phone(run_sample: Run, dialect: str, before: str) -> None:
    situation = Situation("refuses, then switches on", switches_on=True, before=before)
    host = run_sample("c-use-then-recover", situation, dialect=dialect)
    assert messages(host)[-1] == "海报已保存（重试后）"
    assert [saved.source for saved in host.phone.album] == ["poster.png"]


def test_d_leaves_the_settings_to_the_button(run_sample: Run) -> None:
    host = run_sample("d-settings-button", SWITCHED_ON)
    assert [choice.kind for choice in host.choices] == ["openSetting"]
    assert messages(host)[-1] == 'setData {"showSettingsButton":false,"cameraReady":true}'


@pytest.mark.parametrize("situation", [SWITCHED_ON, LEFT_OFF], ids=lambda s: s.name)
def test_e_loses_the_tap_in_a_promise(run_sample: Run, situation: Situation) -> None:
    host = run_sample("e-promises", situation)
    assert messages(host)[-1] == "出错了：openSetting:fail can only be invoked by user TAP gesture."
    assert host.permissions.query("scope.werun") == "denied"


def test_e_works_before_the_tap_was_needed(run_sample: Run) -> None:
    host = run_sample("e-promises", SWITCHED_ON, base_library="2.2.5")
    assert messages(host)[-1].startswith("拿到加密步数")


def test_f_shows_the_settings_once_for_all_scopes(run_sample: Run) -> None:
    host = run_sample("f-several-scopes", SWITCHED_ON)
    assert [choice.kind for choice in host.choices] == ["showModal", "openSetting"]
    assert messages(host)[-1] == "进入诊室"


def test_g_goes_on_when_the_page_shows_again(run_sample: Run) -> None:
    shown = [m for m in messages(run_sample("g-check-on-show", SWITCHED_ON)) if "onShow" in m]
    assert shown == ["onShow：false", "onShow：true"]


@pytest.mark.parametrize(
    ("dialect", "situation", "understood"),
    [
        ("devtools", FRESH_DENY, True),
        ("devtools", LEFT_OFF, True),
        ("android", FRESH_DENY, False),
        ("android", LEFT_OFF, True),
        ("ios", FRESH_DENY, True),
        ("ios", LEFT_OFF, False),
    ],
)
def test_h_takes_a_refusal_on_a_phone_for_a_fault(
    run_sample: Run, dialect: str, situation: Situation, understood: bool
) -> None:
    host = run_sample("h-exact-message", situation, dialect=dialect)
    assert messages(host)[0] == ("识别为用户拒绝" if understood else "识别为网络故障")
    assert ("showModal" in [choice.kind for choice in host.choices]) is understood
    assert len(host.calls("showToast")) == (0 if understood else 1)


def test_i_sends_who_has_just_switched_it_on_to_the_settings_again(run_sample: Run) -> None:
    host = run_sample("i-stale-snapshot", SWITCHED_ON)
    assert host.permissions.query("scope.userLocation") == "granted"
    assert messages(host)[-2] == "快照中的位置权限：false"
    assert [choice.kind for choice in host.choices] == ["showModal", "openSetting"] * 2
    assert host.calls("getLocation") == []


# -- the example of the documentation -------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "state", "last"),
    [
        ("allow", "granted", "录音文件：wxfile://tmp_00000001.aac"),
        ("deny", "denied", "用户没有同意：authorize:fail auth deny"),
    ],
)
def test_record(make_host: Callable[..., Host], answer: str, state: str, last: str) -> None:
    host = make_host(app_id="wx0123456789abcdef")
    host.user.answer("scope.record", answer)
    host.run_file(SAMPLES / "record.js")
    assert [prompt.scope for prompt in host.prompts] == ["scope.record"]
    assert host.permissions.query("scope.record") == state
    assert messages(host)[-1] == last
