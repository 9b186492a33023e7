"""What a Python test gets from the plugin: fixtures, marks, situations; and how it fails."""

from __future__ import annotations

import pytest

from .conftest import INI

TAP = """
    host = jshost("pages/record/record.js")
    host.page.tap("onRecord")
    state = host.page.data["state"]
"""


def run(recorder: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    """Run a file of Python tests."""
    recorder.makepyfile(test_it=f"import pytest\n{source}")
    return recorder.runpytest_inprocess(*options)


# -- fixtures --


def test_the_fixture_makes_hosts(recorder: pytest.Pytester) -> None:
    result = run(
        recorder,
        """
def test_refusal(jshost):
    host = jshost("pages/record/record.js", answers={"scope.record": "deny"}, query="id=1")
    host.page.tap("onRecord")
    assert host.page.data["state"] == "refused"
    assert host.page.data["options"] == {"id": "1"}

def test_the_others(jshost, wx_host):
    assert jshost("scripts/hello.js").console[1].t == 5000
    assert jshost(".").page.data == {"greeting": "hello"}
    assert wx_host.eval("typeof wx.authorize") == "function"
    wx_host.advance(1e7)
""",
    )
    result.assert_outcomes(passed=2)


def test_paths_count_from_the_file_of_the_test(recorder: pytest.Pytester) -> None:
    recorder.mkdir("tests").joinpath("hello.js").write_text("console.log('mine')", "utf-8")
    recorder.path.joinpath("tests/test_it.py").write_text(
        """
def test_it(jshost):
    assert [line.message for line in jshost("hello.js").console] == ["mine"]
    assert jshost("scripts/hello.js").console[0].message == "hello"
""",
        "utf-8",
    )
    recorder.runpytest_inprocess("tests").assert_outcomes(passed=1)


def test_hosts_are_closed_at_the_end_of_their_test(recorder: pytest.Pytester) -> None:
    result = run(
        recorder,
        """
closed = []

def keep(host):
    end = host.close
    host.close = lambda: (closed.append(host), end())

def test_one(jshost):
    for host in [jshost(), jshost("pages/record/record.js")]:
        keep(host)
    assert closed == []
    raise ValueError

def test_other():
    assert len(closed) == 2
""",
    )
    result.assert_outcomes(passed=1, failed=1)


def test_settings_of_the_configuration(recorder: pytest.Pytester) -> None:
    recorder.makeini(f"{INI}\njshost_isolation = none")
    result = run(
        recorder,
        """
def test_it(jshost, wx_host):
    assert jshost(".").isolation == wx_host.isolation == "none"
    assert jshost(isolation="process").isolation == "process"

@pytest.mark.jshost(isolation="process")
def test_mark(wx_host):
    assert wx_host.isolation == "process"
""",
    )
    result.assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("ini", "said"),
    [
        ("jshost_isolation = some", "*'some' should be one of process, strict, none"),
        ("jshost_tests = ''", "*jshost_tests: an empty glob"),
        ("jshost_scenarios = *.toml ''", "*jshost_scenarios: an empty glob"),
    ],
)
def test_a_configuration_that_makes_no_sense(
    recorder: pytest.Pytester, ini: str, said: str
) -> None:
    recorder.makeini(f"{INI}\n{ini}")
    result = run(recorder, "def test_it(): pass")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([said])


def test_the_marks_and_options_are_explained(recorder: pytest.Pytester) -> None:
    recorder.runpytest_inprocess("--markers").stdout.fnmatch_lines(
        ["@pytest.mark.jshost(?*): *", "@pytest.mark.jshost_situations(?*): *"]
    )
    recorder.runpytest_inprocess("--fixtures").stdout.fnmatch_lines(["jshost -- *", "wx_host -- *"])
    recorder.runpytest_inprocess("--help").stdout.fnmatch_lines(
        ["*--jshost-docs*", "*jshost_isolation (string):*", "*jshost_scenarios (args):*"]
    )


def test_there_is_no_plugin_where_none_is_wanted(recorder: pytest.Pytester) -> None:
    result = run(recorder, "def test_it(jshost): pass", "-p", "no:jshost")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'jshost' not found*"])


# -- marks --


def test_the_nearest_mark_wins(recorder: pytest.Pytester) -> None:
    result = run(
        recorder,
        f"""
pytestmark = pytest.mark.jshost(answers={{"scope.record": "allow"}}, app_id="wx01")

def test_module(jshost):{TAP}
    assert (state, host.app.phone.app_id) == ("recording", "wx01")

@pytest.mark.jshost(answers={{"scope.record": "deny", "showModal": "cancel"}})
class TestClass:
    def test_class(self, jshost):
        host = jshost("pages/record/record.js")
        host.page.tap("onRecord")
        assert (host.page.data["state"], host.phone.app_id) == ("refused", "wx01")

    @pytest.mark.jshost(app_id="wx02")
    @pytest.mark.jshost(grant="scope.record")
    def test_function(self, jshost):
        host = jshost("pages/record/record.js")
        host.page.tap("onRecord")
        assert (host.page.data["state"], host.phone.app_id) == ("recording", "wx02")
        assert host.prompts == []
""",
    )
    result.assert_outcomes(passed=3)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (
            'jshost(grnat=["scope.record"])',
            "unknown setting 'grnat' of a host; did you mean grant?",
        ),
        ("jshost(project='.')", "unknown setting 'project' of a host*"),
        ("jshost('scope.record')", "pytest.mark.jshost takes settings by name*"),
        ("jshost_situations()", "pytest.mark.jshost_situations takes scopes*"),
        ("jshost_situations('scope.recrod')", "unknown scope 'scope.recrod'; did you mean *"),
        (
            "jshost_situations('scope.record', only=['grant'])",
            "'grant' is no situation; there are *",
        ),
        ("jshost_situations('scope.record', ony=['granted'])", "*takes scopes, and only*"),
    ],
)
def test_a_mark_that_says_something_else_is_an_error_of_its_file(
    recorder: pytest.Pytester, mark: str, said: str
) -> None:
    result = run(recorder, f"@pytest.mark.{mark}\ndef test_it(jshost): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"test_it.py:2: test_it: {said}"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_test_is_run_in_all_situations(recorder: pytest.Pytester) -> None:
    source = f"""
@pytest.mark.jshost_situations("scope.record")
def test_it(jshost, situation):{TAP}
    allowed = situation.name in ("fresh+allow", "granted")
    assert state == ("recording" if allowed else "refused")
    assert len(host.prompts) == situation.name.startswith("fresh")

@pytest.mark.jshost_situations("scope.record", only=["granted", "denied before"])
@pytest.mark.parametrize("number", [1, 2])
def test_some(jshost, number):{TAP}
    assert host.prompts == []
"""
    run(recorder, source).assert_outcomes(passed=8)
    result = run(recorder, source, "--collect-only", "-q", "-k", "it or granted-1")
    assert result.outlines[:5] == [
        "test_it.py::test_it[fresh+allow]",
        "test_it.py::test_it[fresh+deny]",
        "test_it.py::test_it[denied before]",
        "test_it.py::test_it[granted]",
        "test_it.py::test_some[granted-1]",
    ]


def test_a_class_is_run_in_situations(recorder: pytest.Pytester) -> None:
    result = run(
        recorder,
        """
@pytest.mark.jshost_situations("scope.record", only="granted")
class TestIt:
    def test_it(self, situation): assert situation.name == "granted"
    def test_plain(self): pass
    @pytest.mark.jshost_situations("scope.record", only="fresh+deny")
    def test_own(self, situation): assert situation.name == "fresh+deny"
""",
    )
    result.assert_outcomes(passed=3)


def test_a_situation_needs_its_mark(recorder: pytest.Pytester) -> None:
    result = run(recorder, "def test_it(situation): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["situation is for tests with @pytest.mark.jshost_situations*"])


def test_a_parameter_may_be_called_situation(recorder: pytest.Pytester) -> None:
    source = f"""
@pytest.mark.jshost(deny="scope.record")
@pytest.mark.parametrize("situation", ["mine"])
def test_it(jshost, situation):{TAP}
    assert (state, situation) == ("refused", "mine")
"""
    run(recorder, source).assert_outcomes(passed=1)


# -- failing --


def test_an_unanswered_question_fails_where_the_guest_asks(recorder: pytest.Pytester) -> None:
    result = run(recorder, f"def test_it(jshost):{TAP}", "-vv")
    result.stdout.fnmatch_lines(
        [
            "jshost = <jshost: makes hosts>",
            "    def test_it(jshost):",
            ">       host.page.tap(*",
            "E * jshost.errors.UnansweredError: pages/record/record.js:6: wx.authorize asks for *",
            "E           wx.authorize({",
            "",
            "test_it.py:4: UnansweredError",
            "*- jshost trace -*",
            'call *authorize {"scope": "scope.record"}',
            "*- jshost console -*",
            "log: asks",
            "FAILED test_it.py::test_it - pages/record/record.js:6: wx.authorize asks for *",
        ],
        consecutive=False,
    )
    result.stdout.no_fnmatch_line("*jshost/*.py*")


@pytest.mark.parametrize("option", ["--tb=short", "--tb=line", "--tb=native", "-n1", "-l"])
def test_frames_of_jshosts_own_are_hidden(recorder: pytest.Pytester, option: str) -> None:
    result = run(recorder, f"def test_it(jshost):{TAP}", option)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*pages/record/record.js:6: wx.authorize asks *"])
    result.stdout.no_fnmatch_line("*/jshost/*.py*")


def test_frames_of_jshosts_own_can_be_shown(recorder: pytest.Pytester) -> None:
    result = run(recorder, f"def test_it(jshost):{TAP}", "--full-trace")
    result.stdout.fnmatch_lines(["*scripted.py:*"])


def test_frames_of_the_users_own_are_kept(recorder: pytest.Pytester) -> None:
    recorder.makepyfile(acting="def tap(host):\n    host.page.tap('onRecord')")
    source = "import acting\ndef test_it(jshost):\n    acting.tap(jshost('pages/record/record.js'))"
    result = run(recorder, source)
    result.stdout.fnmatch_lines(["test_it.py:4: *", ">*host.page.tap*", "acting.py:2: Unans*"])
    result.stdout.no_fnmatch_line("*/jshost/*.py*")


def test_a_failed_step_is_told_once(recorder: pytest.Pytester) -> None:
    recorder.path.joinpath("a.toml").write_text("[[steps]]\nback = true", "utf-8")
    result = run(recorder, "def test_it(jshost):\n    jshost('.', scenario='a.toml')")
    result.stdout.fnmatch_lines(["E * jshost.errors.ExpectationError: *a.toml:1: step 1 (back*"])
    result.stdout.no_fnmatch_line("*direct cause*")
    result.stdout.no_fnmatch_line("*InputError*")


def test_a_fixture_without_frames_of_the_test_has_its_message_alone(
    recorder: pytest.Pytester,
) -> None:
    source = "@pytest.mark.jshost(grant='scope.recrod')\ndef test_it(wx_host): pass"
    result = run(recorder, source)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ERROR at setup*", "unknown scope 'scope.recrod'; did you mean*"])
    result.stdout.no_fnmatch_line("*/_pytest/*")
    result.stdout.no_fnmatch_line("*/jshost/*.py*")


def test_faults_of_jshosts_own_keep_their_frames(recorder: pytest.Pytester) -> None:
    source = "def test_it(jshost):\n    jshost('pages/record/record.js', answers=7)"
    result = run(recorder, source)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*jshost/testing/hosts.py:*"])


def test_a_failure_tells_what_each_host_had_seen(recorder: pytest.Pytester) -> None:
    result = run(
        recorder,
        """
def test_it(jshost):
    jshost("scripts/hello.js")
    host = jshost("pages/record/record.js")
    host.page.tap("onBoom")
    assert host.errors == []
""",
    )
    result.stdout.fnmatch_lines(
        [
            "*- jshost trace of host 1 -*",
            "*- jshost console of host 1 -*",
            "log: hello",
            "log: later",
            "*- jshost trace of host 2 -*",
            "error *boom \\u202e\\x1b?2J*",
            "*- jshost guest errors of host 2 -*",
            "pages/record/record.js:12*: thirdScriptError",
            "boom \\u202e\\x1b?2J;at *",
        ]
    )
    assert "\x1b[2J" not in result.stdout.str()


def test_a_failure_tells_only_so_much(recorder: pytest.Pytester) -> None:
    source = """
def test_it(jshost):
    host = jshost()
    host.run_script("for (let i = 0; i < 1000; i++) console.log(i + 'x'.repeat(1000))", "a.js")
    raise ValueError
"""
    result = run(recorder, source)
    result.stdout.fnmatch_lines(
        ["*- jshost trace -*", "(800 earlier lines are left out)", "console log: 800xxx*"]
    )
    assert len(result.stdout.lines) < 500
    assert max(map(len, result.stdout.lines)) < 500


def test_a_test_that_passes_or_is_skipped_tells_nothing(recorder: pytest.Pytester) -> None:
    source = f"""
def test_pass(jshost):{TAP.replace('js")', 'js", grant="scope.record")')}
def test_skip(jshost):
    jshost("scripts/hello.js")
    pytest.skip("not today")
@pytest.mark.xfail
def test_xfail(jshost):{TAP}
"""
    result = run(recorder, source, "-rA")
    result.assert_outcomes(passed=1, skipped=1, xfailed=1)
    result.stdout.no_fnmatch_line("*guest errors*")


def test_an_error_that_is_expected_is_left_as_it_is(recorder: pytest.Pytester) -> None:
    source = """
from jshost.errors import UnansweredError
def test_it(jshost):
    host = jshost("pages/record/record.js")
    with pytest.raises(UnansweredError, match="record.js:6") as caught:
        host.page.tap("onRecord")
    assert not hasattr(caught.value, "__notes__")
"""
    run(recorder, source).assert_outcomes(passed=1)
