"""Examples run in situations, judged, and compared with what is expected of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jshost.doctest.session import Result, Session
from tests.doctest.conftest import Doctest, run

Page = Callable[..., Path]

SEED = """\
wx.getSetting({
  success(res) {
    if (!res.authSetting['scope.record']) {
      wx.authorize({
        scope: 'scope.record',
        success () {
          wx.startRecord()
        }
      })
    }
  }
})"""
CAREFUL = """\
wx.authorize({
  scope: 'scope.record',
  success: () => console.log('yes'),
  fail: ({ errMsg }) => console.log(errMsg)
})"""


def outcomes(result: Result) -> dict[str, str]:
    return {checked.run.label: checked.outcome for checked in result.runs}


def kinds(result: Result) -> set[str]:
    return {finding.kind for finding in result.all_findings()}


def test_the_example_of_the_documentation(page: Page, session: Doctest) -> None:
    (result,) = run(session(), page(SEED))
    assert outcomes(result) == dict.fromkeys(
        ("fresh+allow", "fresh+deny", "denied before", "granted"), "ok"
    )
    prompts = [[p.decision for p in checked.run.prompts] for checked in result.runs]
    assert prompts == [["granted"], ["denied"], [], []]
    calls = [[call.api for call in checked.run.calls] for checked in result.runs]
    assert calls == [
        ["getSetting", "authorize", "startRecord"],
        ["getSetting", "authorize"],
        ["getSetting", "authorize"],
        ["getSetting"],
    ]


def test_a_refusal_that_nobody_handles_is_told_at_its_line(page: Page, session: Doctest) -> None:
    (result,) = run(session("fresh+deny"), page(SEED))
    (finding,) = [f for f in result.all_findings() if f.kind == "denial"]
    assert (finding.severity, finding.line) == ("warning", 7)
    assert "wx.authorize has no fail callback" in finding.message


def test_one_that_is_handled_is_not_told(page: Page, session: Doctest) -> None:
    (result,) = run(session(), page(CAREFUL))
    assert (result.outcome, result.all_findings()) == ("ok", [])


@pytest.mark.parametrize(
    ("code", "outcome", "kind", "line"),
    [
        ("wx.login(", "error", "syntax", 0),
        ("const a = 1\nconst a = 2", "error", "error", 0),
        ("wx.formatDisk()", "error", "no-such-api", 4),
        ("\nwx.lgin()", "error", "no-such-api", 5),
        ("null.x", "error", "error", 4),
        ("wx.login({ success() {\n  undefined.x\n} })", "error", "error", 5),
        ("wx.authorize({ scope: 'scope.no' })", "error", "rejection", 4),
        ("Promise.reject(new Error('x'))", "error", "rejection", 4),
        ("setInterval(() => wx.login(), 1000)", "error", "endless", 0),
        ("(function f() { setTimeout(f, 0) })()", "error", "endless", 0),
        ("for (;;) {}", "error", "endless", 0),
        ("wx.chooseInvoice({ success() {} })", "not yet", "not-yet", 4),
        ("wx.login({ success() {}, tiemout: 1 })", "ok", "parameter", 4),
        ("wx.startRecord({ fail() {} })", "ok", "deprecated", 4),
        ("wx.connectBLE(deviceId)", "error", "no-such-api", 4),
        ("null.x; wx.login({ timeout: limit, fail() {} })", "error", "error", 4),
        ("wx.login({ timeout: limit, fail() {} })", "needs", "needs", 4),
        ("if (wx.chooseInvoice) wx.chooseInvoice()", "ok", "not-yet", 4),
        ("onLoad() { wx.login() },\nonShow() {}", "needs", "needs", 0),
        ("await wx.login()", "needs", "needs", 0),
    ],
)
def test_what_is_found_without_expectations(
    page: Page, session: Doctest, code: str, outcome: str, kind: str, line: int
) -> None:
    (result,) = run(session("fresh+allow", timeout=20.0), page(code))
    assert (result.outcome, kinds(result) & {kind}) == (outcome, {kind})
    if line:
        assert {f.line for f in result.all_findings() if f.kind == kind} == {line}


def test_what_is_misspelt_is_guessed(page: Page, session: Doctest) -> None:
    code = "wx.getLocaton({ success() {} })\nwx.login({ tiemout: 1, success() {} })"
    (result,) = run(session("fresh+allow"), page(code))
    said = " ".join(finding.message for finding in result.all_findings())
    assert "did you mean wx.getLocation?" in said
    assert "did you mean timeout?" in said


def test_base_libraries(page: Page, session: Doctest) -> None:
    code = "wx.getUpdateManager()"
    (result,) = run(session("granted", base_libraries=("1.5.0", "2.0.0")), page(code))
    assert outcomes(result) == {"granted @1.5.0": "error", "granted @2.0.0": "ok"}
    said = [f.message for f in result.all_findings() if f.kind == "no-such-api"]
    assert said == ["wx.getUpdateManager is there from base library 1.9.90 on, not in 1.5.0"]


def test_pages_are_run_in_a_mini_program(page: Page, session: Doctest) -> None:
    code = "Page({\n  onLoad() { console.log(this.route, getCurrentPages().length); null.x }\n})"
    (result,) = run(session("granted"), page(code))
    (checked,) = result.runs
    assert "console log: pages/example/example 1" in checked.run.lines
    assert [error.where for error in checked.run.errors] == [f"{result.block.file}:5"] or [
        error.where.rsplit(":", 1)[0] for error in checked.run.errors
    ] == [f"{result.block.file}:5"]


def test_what_needs_a_page_has_one(page: Page, session: Doctest) -> None:
    code = "wx.setNavigationBarTitle({ title: 'x', success: () => console.log('set') })"
    (result,) = run(session("granted"), page(code))
    assert (result.outcome, result.runs[0].run.lines[-1]) == ("ok", "console log: set")


def test_an_app_is_one(page: Page, session: Doctest) -> None:
    (result,) = run(session("granted"), page("App({ onLaunch() { console.log('launched') } })"))
    assert "console log: launched" in result.runs[0].run.lines


def test_modules(page: Page, session: Doctest, tmp_path: Path) -> None:
    (tmp_path / "lib.js").write_text("exports.name = 'lib'", "utf-8")
    (tmp_path / "jshost.toml").write_text('[files]\n"utils/a.js" = "lib.js"', "utf-8")
    code = "import { name } from '../../utils/a'\nconsole.log(name)"
    (result,) = run(session("granted"), page(code))
    assert [row for row in result.runs[0].run.lines if "console" in row] == ["console log: lib"]


def test_names_and_set_up(page: Page, session: Doctest, tmp_path: Path) -> None:
    (tmp_path / "jshost.toml").write_text("[names]\nfirst = 'a'\nlist = { js = '[1]' }", "utf-8")
    path = page("x")
    set_up = "<!-- jshost\nconst second = 'b'\n-->\n\n"
    path.write_text(f"{set_up}```js\nconsole.log(first, second, list)\nnull.x\n```", "utf-8")
    (result,) = run(session("granted"), path)
    assert result.runs[0].run.lines[0] == "console log: a b [ 1 ]"
    assert result.runs[0].run.lines[1].startswith("error   line 2: TypeError")


def test_places_are_lines_of_the_block(page: Page, session: Doctest) -> None:
    path = page("console.log(1)", "let a\nnull.x")
    before = run(session("granted"), path)[1].runs[0].run
    path.write_text("Some text above.\n\n" + path.read_text("utf-8"), "utf-8")
    after = run(session("granted"), path)[1].runs[0].run
    assert before.lines == after.lines
    assert before.lines[0].startswith("error   line 2: ")
    assert before.errors != after.errors


def test_a_scenario_with_steps(page: Page, session: Doctest, tmp_path: Path) -> None:
    (tmp_path / "tap.toml").write_text("[[steps]]\ntap = 'onTap'\n", "utf-8")
    (tmp_path / "jshost.toml").write_text("[pages.'page.md']\nscenario = 'tap.toml'", "utf-8")
    code = "Page({ onTap() { wx.openSetting({ success() { console.log('open') } }) } })"
    (result,) = run(session("granted"), page(code))
    assert result.runs[0].run.lines[-1] == "console log: open"


def test_a_step_that_fails(page: Page, session: Doctest, tmp_path: Path) -> None:
    (tmp_path / "tap.toml").write_text("[[steps]]\ntap = 'onTip'\n", "utf-8")
    (tmp_path / "jshost.toml").write_text("[pages.'page.md']\nscenario = 'tap.toml'", "utf-8")
    (result,) = run(session("granted"), page("Page({ onTap() {} })"))
    assert result.outcome == "error"
    assert "onTip" in result.all_findings()[0].message


# -- expectations --


def update(session: Session, path: Path) -> list[Path]:
    return session.update(run(session, path))


def test_what_was_written_is_met(page: Page, session: Doctest) -> None:
    path = page(SEED, CAREFUL)
    assert update(session(), path) == [path.with_name("page.md.expected")]
    again = session()
    assert [result.outcome for result in run(again, path)] == ["ok", "ok"]
    assert again.faults == []
    assert update(session(), path) == []


def test_a_change_is_a_difference(page: Page, session: Doctest) -> None:
    update(session(), page(CAREFUL))
    (result,) = run(session(), page(CAREFUL.replace("'yes'", "'no'")))
    assert outcomes(result) == {
        "fresh+allow": "differs",
        "fresh+deny": "ok",
        "denied before": "ok",
        "granted": "differs",
    }
    assert result.failed
    assert [row for row in result.runs[0].difference if row[0] in "+-"][2:] == [
        "-console log: yes",
        "+console log: no",
    ]


def test_errors_that_are_expected_are_fine(page: Page, session: Doctest) -> None:
    path = page("null.x")
    assert run(session(), path)[0].outcome == "error"
    update(session(), path)
    assert run(session(), path)[0].outcome == "ok"


def test_a_new_example_is_told(page: Page, session: Doctest) -> None:
    update(session(), page(SEED))
    first, second = run(session(), page(SEED, CAREFUL))
    assert (first.outcome, second.outcome) == ("ok", "new")


def test_what_is_expected_is_compared_even_if_it_needs_something_now(
    page: Page, session: Doctest
) -> None:
    update(session(), page(CAREFUL))
    (result,) = run(session(), page(CAREFUL.replace("'yes'", "gone")))
    assert outcomes(result)["fresh+allow"] == "differs"
    assert result.failed


def test_one_that_is_gone_is_told(page: Page, session: Doctest) -> None:
    update(session(), page(SEED, CAREFUL))
    again = session()
    results = run(again, page(SEED))
    (fault,) = again.stale
    assert "page.md.expected: Block 2 #1: there is no such example" in fault
    again.update(results)
    assert again.stale == []
    after = session()
    run(after, page(SEED))
    assert (after.faults, after.stale) == ([], [])


def test_a_situation_that_there_is_not_is_told(page: Page, session: Doctest) -> None:
    path = page(CAREFUL)
    update(session(), path)
    kept = path.with_name("page.md.expected")
    text = kept.read_text("utf-8")
    kept.write_text(text.replace("-- granted", "-- grented"), "utf-8")
    again = session()
    results = run(again, path)
    (fault,) = again.stale
    assert "Block 1 #1: there is no situation 'grented'" in fault
    again.update(results)
    assert kept.read_text("utf-8") == text


def test_what_is_not_run_stays_expected(page: Page, session: Doctest) -> None:
    path = page(CAREFUL)
    update(session(), path)
    kept = path.with_name("page.md.expected").read_text("utf-8")
    update(session("fresh+deny"), path)
    assert path.with_name("page.md.expected").read_text("utf-8") == kept
    update(session("fresh+deny", base_libraries=("2.0.0",)), path)
    assert "-- fresh+deny @2.0.0" in path.with_name("page.md.expected").read_text("utf-8")
    assert run(session(), path)[0].outcome == "ok"


def test_expectations_elsewhere(page: Page, session: Doctest, tmp_path: Path) -> None:
    path = page(CAREFUL)
    (written,) = update(session(expect=tmp_path / "kept"), path)
    assert (tmp_path / "kept") in written.parents
    assert not path.with_name("page.md.expected").exists()
    assert run(session(expect=tmp_path / "kept"), path)[0].outcome == "ok"


def test_nonsense_is_told_and_written_anew(page: Page, session: Doctest) -> None:
    bad, good = page(CAREFUL, name="bad.md"), page(CAREFUL, name="good.md")
    bad.with_name("bad.md.expected").write_text("nonsense", "utf-8")
    used = session()
    results = run(used, bad, good)
    assert [result.block.file for result in results] == [str(bad), str(good)]
    (fault,) = used.stale
    assert "bad.md.expected:1:" in fault
    assert len(used.update(results)) == 2
    after = session()
    assert [result.outcome for result in run(after, bad, good)] == ["ok", "ok"]
    assert after.stale == []


# -- what is known to be broken --


def broken(tmp_path: Path) -> None:
    text = "[broken]\n'page.md: Block 1 #1' = 'nobody handles the refusal'"
    (tmp_path / "jshost.toml").write_text(text, "utf-8")


@pytest.mark.parametrize("code", [SEED, "null.x", "wx.formatDisk()"])
def test_known_to_be_broken(page: Page, session: Doctest, tmp_path: Path, code: str) -> None:
    broken(tmp_path)
    (result,) = run(session(), page(code))
    assert (result.outcome, result.failed) == ("broken", False)


def test_it_is_told_when_it_is_mended(page: Page, session: Doctest, tmp_path: Path) -> None:
    broken(tmp_path)
    (result,) = run(session(), page(CAREFUL))
    assert (result.outcome, result.failed) == ("fixed", True)


def test_a_name_that_collides(page: Page, session: Doctest, tmp_path: Path) -> None:
    (tmp_path / "jshost.toml").write_text("[names]\nrecorder = 1", "utf-8")
    used = session()
    (result,) = run(used, page("const recorder = wx.getRecorderManager()\nconsole.log(2)"))
    (fault,) = used.faults
    assert "page.md:4: Block 1 #1 declares recorder itself" in fault
    assert result.outcome == "ok"


def test_blocks_that_are_not_run(page: Page, session: Doctest) -> None:
    path = page("x")
    path.write_text(
        "```sh\nnpm install\n```\n\n<!-- jshost skip: too long -->\n```js\nnull.x\n```", "utf-8"
    )
    shell, skipped = run(session(), path)
    assert (shell.outcome, skipped.outcome) == ("", "skipped")
    assert (shell.runs, skipped.runs) == ((), ())


def test_a_hundred_at_a_time_stay_apart(page: Page, session: Doctest) -> None:
    path = page(*(f"wx.setStorageSync('k', {n}); console.log({n})" for n in range(100)))
    used = Session(session("granted")._settings, jobs=4)
    found = [result.runs[0].run.lines[-1] for result in run(used, path)]
    assert found == [f"console log: {n}" for n in range(100)]
