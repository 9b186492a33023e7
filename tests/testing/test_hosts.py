from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jshost import Host, Scenario
from jshost.errors import ExpectationError, InputError, RunTimeout, UnansweredError
from jshost.situations import named
from jshost.testing.hosts import HostFactory
from jshost.user.port import Choice, Question

from ..framework.conftest import write
from .conftest import RECORD

PAGE = "pages/record/record.js"
SCOPE = "scope.record"

Make = Callable[..., HostFactory]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A factory for the tests in `tests` of a mini program; takes the defaults, and a situation."""
    files = {"pages/index/index.js": "Page({})", PAGE: RECORD, "sum.js": "console.log(1 + 1)"}
    write(tmp_path, files)
    (tmp_path / "tests").mkdir()
    made: list[HostFactory] = []

    def make(situation: str = "", **defaults: Any) -> HostFactory:
        settings = named(situation).settings([SCOPE]) if situation else None
        made.append(HostFactory(tmp_path / "tests", tmp_path, defaults, settings))
        return made[-1]

    yield make
    for factory in made:
        factory.hosts.close()


def state_of(host: Host) -> Any:
    host.page.tap("onRecord")
    return host.page.data["state"]


# -- what a path names --


def test_a_folder_is_a_program(make: Make) -> None:
    host = make()("..")
    assert host.page.route == "pages/index/index"


def test_a_page_is_opened(make: Make) -> None:
    host = make()(PAGE, query="id=7&name=%E5%BD%95")
    assert host.page.route == "pages/record/record"
    assert host.page.data["options"] == {"id": "7", "name": "%E5%BD%95"}


def test_the_folder_of_the_test_comes_first(make: Make, tmp_path: Path) -> None:
    (tmp_path / "tests" / "sum.js").write_text("console.log('mine')", "utf-8")
    assert [line.message for line in make()("sum.js").console] == ["mine"]


def test_a_script_runs_until_it_is_idle(make: Make, tmp_path: Path) -> None:
    script = tmp_path / "slow.js"
    script.write_text("setTimeout(() => console.log('done'), 60000)", "utf-8")
    host = make()(script)
    assert [(line.t, line.message) for line in host.console] == [(60000, "done")]


@pytest.mark.parametrize(
    ("where", "name"), [("tests", "fail.js"), (".", "fail.js"), ("tests/deep", "deep/fail.js")]
)
def test_a_script_is_called_the_same_wherever_it_lies(
    make: Make, tmp_path: Path, where: str, name: str
) -> None:
    script = tmp_path / where / "fail.js"
    script.parent.mkdir(exist_ok=True)
    script.write_text("\nnope()", "utf-8")
    (error,) = make()(script).errors
    assert error.where.startswith(f"{name}:2")


def test_nothing_runs_without_a_path(make: Make) -> None:
    host = make()()
    assert len(host.trace) == 0
    host.advance(1e6)  # the clock is virtual


@pytest.mark.parametrize(
    ("path", "settings", "said"),
    [
        ("nowhere.js", {}, "nowhere.js: there is no such file or folder"),
        ("sum.js", {"query": "a=1"}, "query is what a page is given"),
        ("sum.js", {"grnat": SCOPE}, "unknown setting 'grnat' of a host; did you mean grant"),
        ("sum.js", {"grant": "scope.recrod"}, "did you mean scope.record"),
        ("sum.js", {"project": "x"}, "unknown setting 'project'"),
        ("..", {"scenario": "nowhere.toml"}, "nowhere.toml: there is no such file"),
        ("sum.js", {"scenario": "../steps.toml"}, "steps.toml:1: steps are for mini programs"),
    ],
)
def test_what_cannot_be_used_is_told(
    make: Make, tmp_path: Path, path: str, settings: dict[str, Any], said: str
) -> None:
    (tmp_path / "steps.toml").write_text("[[steps]]\nback = true", "utf-8")
    with pytest.raises(InputError, match=said):
        make()(path, **settings)


# -- settings --


def test_a_question_without_an_answer_fails(make: Make) -> None:
    host = make()(PAGE)
    with pytest.raises(UnansweredError, match=r"^pages/record/record\.js:6: wx\.authorize"):
        host.page.tap("onRecord")


@pytest.mark.parametrize(
    ("defaults", "given", "state"),
    [
        ({}, {"answers": {SCOPE: "deny"}}, "refused"),
        ({}, {"grant": SCOPE}, "recording"),
        ({}, {"deny": [SCOPE]}, "refused"),
        ({"grant": [SCOPE]}, {}, "recording"),
        ({"grant": [SCOPE]}, {"grant": (), "deny": SCOPE}, "refused"),
        ({"answers": {SCOPE: "deny", "showModal": "cancel"}}, {}, "refused"),
        ({"answers": {SCOPE: "deny"}}, {"answers": {SCOPE: "allow"}}, "recording"),
        ({"answers": {SCOPE: "deny"}}, {"answers": {"showModal": "cancel"}}, "refused"),
        ({"on_prompt": "allow"}, {}, "recording"),
        ({"on_prompt": "allow"}, {"on_prompt": "deny"}, "refused"),
        ({}, {"scenario": Scenario(on_prompt="deny")}, "refused"),
        ({}, {"scenario": Scenario(grant=(SCOPE,))}, "recording"),
        ({"scenario": Scenario(grant=(SCOPE,))}, {"scenario": Scenario(deny=(SCOPE,))}, "refused"),
    ],
)
def test_the_nearest_setting_wins(
    make: Make, defaults: dict[str, Any], given: dict[str, Any], state: str
) -> None:
    assert state_of(make(**defaults)(PAGE, **given)) == state


class Refuser:
    """A user who says no."""

    def choose(self, question: Question) -> Choice:
        return Choice("deny", "script")


def test_a_user_who_is_given_is_asked(make: Make) -> None:
    assert state_of(make()(PAGE, user=Refuser())) == "refused"


@pytest.mark.parametrize(
    ("situation", "state", "prompts"),
    [
        ("fresh+allow", "recording", 1),
        ("fresh+deny", "refused", 1),
        ("denied before", "refused", 0),
        ("granted", "recording", 0),
    ],
)
def test_a_situation_is_that_of_every_host(
    make: Make, situation: str, state: str, prompts: int
) -> None:
    factory = make(situation, deny="scope.camera", on_prompt="fail")
    for given in ({}, {"grant": "scope.userLocation"}, {"answers": {"showModal": "cancel"}}):
        host = factory(PAGE, **given)
        assert state_of(host) == state
        assert len(host.prompts) == prompts


def test_a_test_answers_for_itself_in_a_situation(make: Make) -> None:
    assert state_of(make("fresh+deny")(PAGE, answers={SCOPE: "allow"})) == "recording"


# -- scenarios --

SCENARIO = """
[answers]
"scope.record" = "deny"

[[steps]]
tap = "onRecord"

[[steps]]
expect.data = { state = "STATE" }
"""


def scenario(folder: Path, state: str, more: str = "") -> Path:
    path = folder / "tests" / "refuse.toml"
    path.write_text(more + SCENARIO.replace("STATE", state), "utf-8")
    return path


def test_the_steps_of_a_scenario_are_played(make: Make, tmp_path: Path) -> None:
    scenario(tmp_path, "refused")
    assert make()(PAGE, scenario="refuse.toml").page.data["state"] == "refused"


def test_a_step_that_finds_something_else_fails(make: Make, tmp_path: Path) -> None:
    path = scenario(tmp_path, "happy")
    with pytest.raises(ExpectationError, match=r"refuse\.toml:8.*should be \"happy\""):
        make()(PAGE, scenario=path)


def test_a_scenario_may_name_its_program(make: Make, tmp_path: Path) -> None:
    more = 'program = ".."\nlaunch.path = "pages/record/record"\n'
    scenario(tmp_path, "refused", more)
    assert make()(scenario="refuse.toml").page.data["state"] == "refused"


# -- bounds and ends --


def test_a_run_takes_only_so_long(make: Make, tmp_path: Path) -> None:
    (tmp_path / "endless.js").write_text("setInterval(() => {}, 1)", "utf-8")
    with pytest.raises(RunTimeout):
        make()("endless.js", timeout=0.05)


def test_all_hosts_are_closed(make: Make) -> None:
    factory = make()
    closed: list[Host] = []
    for host in [factory(PAGE), factory()]:
        host.close = lambda host=host: closed.append(host)  # type: ignore[method-assign, misc]
    factory.hosts.close()
    assert closed == factory.hosts.opened[::-1]


def test_a_host_that_cannot_be_closed_keeps_none_open(make: Make) -> None:
    factory = make()
    first, second = factory(), factory()
    closed: list[Host] = []
    end = first.close

    def fail() -> None:
        raise OSError("gone")

    first.close = lambda: closed.append(first)  # type: ignore[method-assign]
    second.close = fail  # type: ignore[method-assign]
    with pytest.raises(OSError, match="gone"):
        factory.hosts.close()
    assert closed == [first]
    end()
    del second.close
    second.close()


def test_no_file_outside_of_the_programs_is_read(make: Make, tmp_path: Path) -> None:
    factory = make()
    factory(PAGE)
    factory("sum.js")
    (tmp_path.parent / "secret.js").write_text("secret", "utf-8")
    assert factory.hosts.read(PAGE) == RECORD
    assert factory.hosts.read("sum.js") == "console.log(1 + 1)"
    for name in ("../secret.js", str(tmp_path.parent / "secret.js"), "pages", "", "a\0b"):
        assert factory.hosts.read(name) is None
