"""Traces as snapshots: `assert host.trace == snapshot`, with syrupy."""

from __future__ import annotations

import pytest

TEST = """
import pytest

@pytest.mark.jshost_situations("scope.record", only=["fresh+allow", "fresh+deny"])
def test_record(jshost, snapshot):
    host = jshost("pages/record/record.js", query="id=7")
    host.page.tap("onRecord")
    assert host.trace == snapshot

@pytest.mark.jshost(clock="real")
def test_real(jshost, snapshot):
    host = jshost()
    host.run_script('''
        console.log('now', Date.now(), new Date().toISOString())
        wx.login({ success: () => wx.getUserInfo({ withCredentials: true }) })
    ''', "login.js")
    assert host.trace == snapshot
"""


def run(recorder: pytest.Pytester, *options: str) -> pytest.RunResult:
    """Run the test in a process of its own, as syrupy keeps state."""
    recorder.makeini("[pytest]\nfilterwarnings = error")
    return recorder.runpytest_subprocess(
        "-p", "no:benchmark", "-p", "no:hypothesispytest", *options
    )


@pytest.fixture
def snapshots(recorder: pytest.Pytester) -> pytest.Pytester:
    """The folder, with a test of traces and its snapshots."""
    recorder.makepyfile(test_it=TEST)
    run(recorder, "--snapshot-update").assert_outcomes(passed=3)
    return recorder


def test_traces_are_the_same_in_every_run(snapshots: pytest.Pytester) -> None:
    for _ in range(2):
        run(snapshots).assert_outcomes(passed=3)
    run(snapshots, "-n2").assert_outcomes(passed=3)


def test_a_snapshot_is_text_that_one_can_read(snapshots: pytest.Pytester) -> None:
    lines = snapshots.path.joinpath("__snapshots__/test_it.ambr").read_text("utf-8").split("\n")
    assert "# name: test_record[fresh+deny]" in lines
    record = lines[lines.index("# name: test_record[fresh+deny]") :]
    assert record[1].startswith("  event   launch ")
    assert "  console log: asks" in record
    assert '  call    authorize {"scope": "scope.record"}' in record
    assert "  prompt  scope.record: denied" in record
    assert '  fail    authorize {"errMsg": "authorize:fail auth deny"}' in record
    real = lines[lines.index("# name: test_real") :]
    assert "  console log: now <ms> <time>" in real
    assert '  ok      login {"code": "<code>"}' in real


def test_a_program_that_changes_is_told_by_line(snapshots: pytest.Pytester) -> None:
    script = snapshots.path / "pages/record/record.js"
    text = script.read_text("utf-8")
    script.write_text(text.replace("console.log('asks')", "console.log('wants')"), "utf-8")
    result = run(snapshots)
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["E*- *console log: asks*", "E*+ *console log: wants*"])
    result.stdout.no_fnmatch_line("*/jshost/*.py*")
    run(snapshots, "--snapshot-update").assert_outcomes(passed=3)
    run(snapshots).assert_outcomes(passed=3)


def test_times_are_part_of_a_trace_with_a_virtual_clock(recorder: pytest.Pytester) -> None:
    recorder.makepyfile(
        test_it="""
def test_it(jshost, snapshot):
    assert jshost("scripts/hello.js").trace == snapshot
"""
    )
    run(recorder, "--snapshot-update").assert_outcomes(passed=1)
    text = recorder.path.joinpath("__snapshots__/test_it.ambr").read_text("utf-8")
    assert "wait    5000 ms\n  console log: later" in text
