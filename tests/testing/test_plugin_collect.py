"""Which files the plugin collects as tests, how these are called, and how they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from jshost.testing.items import distinct

from .conftest import INI

SAMPLES = Path(__file__).parents[2] / "samples"

SUMS = """\
describe('sums', () => {
  it('adds', () => { expect(1 + 1).toBe(2) })
  it('adds wrongly', () => {
    expect({ sum: 1 + 1 }).toEqual({ sum: 3 })
  })
  it.skip('multiplies', () => {})
  it.todo('divides')
})
"""
RECORDS = """\
it('records', async () => {
  await jshost.launch('pages/record/record')
  await jshost.tap('onRecord')
})
"""
REFUSED = """\
launch.path = "pages/record/record"
answers."scope.record" = "deny"

[[steps]]
tap = "onRecord"

[[steps]]
expect.data.state = "refused"
"""


def write(recorder: pytest.Pytester, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = recorder.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def ids_of(recorder: pytest.Pytester, *options: str) -> list[str]:
    result = recorder.runpytest_inprocess("--collect-only", "-q", *options)
    return result.outlines[: result.outlines.index("")]


# -- which files --


def test_the_files_that_are_tests(recorder: pytest.Pytester) -> None:
    write(
        recorder,
        {
            "pages/record/record.test.js": SUMS,
            "a.scenario.toml": REFUSED,
            "scenarios/refused.toml": REFUSED,
            "other/refused.toml": REFUSED,
            "a.test.ts": SUMS,
            "test.js": SUMS,
            "node_modules/x/index.test.js": SUMS,
            "README.md": "```js\nnope()\n```",
        },
    )
    assert ids_of(recorder) == [
        "a.scenario.toml::a",
        "pages/record/record.test.js::sums > adds",
        "pages/record/record.test.js::sums > adds wrongly",
        "pages/record/record.test.js::sums > multiplies",
        "pages/record/record.test.js::sums > divides",
        "scenarios/refused.toml::refused",
    ]


def test_the_globs_can_be_set(recorder: pytest.Pytester) -> None:
    write(
        recorder,
        {
            "spec/sums.js": SUMS,
            "a.test.js": SUMS,
            "deep/refused.toml": REFUSED,
            "a.scenario.toml": REFUSED,
        },
    )
    globs = "jshost_tests = spec/*.js nothing[ab]\njshost_scenarios = de?p/*.toml"
    recorder.makeini(f"{INI}\n{globs}")
    assert {name.partition("::")[0] for name in ids_of(recorder)} == {
        "deep/refused.toml",
        "spec/sums.js",
    }


def test_nothing_is_collected_where_no_globs_are_set(recorder: pytest.Pytester) -> None:
    write(recorder, {"a.test.js": SUMS, "a.scenario.toml": REFUSED, "test_it.py": "def test(): 0"})
    recorder.makeini(f"{INI}\njshost_tests =\njshost_scenarios =")
    assert ids_of(recorder) == ["test_it.py::test"]


# -- JavaScript --


def test_tests_in_javascript(recorder: pytest.Pytester) -> None:
    write(recorder, {"sums.test.js": SUMS})
    result = recorder.runpytest_inprocess("-v")
    result.assert_outcomes(passed=1, failed=1, skipped=2)
    result.stdout.fnmatch_lines(
        [
            "sums.test.js::sums > adds PASSED*",
            "sums.test.js::sums > adds wrongly FAILED*",
            "sums.test.js::sums > multiplies SKIPPED (skip)*",
            "sums.test.js::sums > divides SKIPPED (todo)*",
            "*_ sums.test.js: sums > adds wrongly _*",
            "sums.test.js:4: expect(received).toEqual(expected)",
            "expected: { sum: 3 }",
            ">   expect({ sum: 1 + 1 }).toEqual({ sum: 3 })",
            "-   sum: 3,",
            "+   sum: 2,",
            "FAILED sums.test.js::sums > adds wrongly - sums.test.js:4: *",
        ]
    )
    result.stdout.no_fnmatch_line("*.py:*")


def test_a_failure_in_javascript_tells_what_its_host_had_seen(recorder: pytest.Pytester) -> None:
    write(recorder, {"pages/record/record.test.js": RECORDS})
    result = recorder.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*_ record.test.js: records _*",
            "pages/record/record.js:6: wx.authorize asks for scope.record, *",
            ">   wx.authorize({",
            "*- jshost trace -*",
            "*- jshost console -*",
            "log: asks",
        ]
    )
    result.stdout.no_fnmatch_line("*guest errors*")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("\n\nnope()", "a.test.js:3*: ReferenceError: *nope*"),
        ("it('x', () => {", "a.test.js:1*: SyntaxError: *"),
        ("", "a.test.js: no tests; *"),
        pytest.param("for (;;);", "CPU limit of * reached*", marks=pytest.mark.slow),
        ("\0", "a.test.js:1:1: a NUL byte; expected text"),
        ("wx.getSetting({}); it(1)", "a.test.js:1*: *"),
        ("throw { toString: null }", "*a.test.js*"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_one_error(
    recorder: pytest.Pytester, source: str, said: str
) -> None:
    write(recorder, {"a.test.js": source})
    result = recorder.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ERROR collecting a.test.js*", said])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize(
    "source",
    [
        "it('x', () => { throw new Error('\\n\\x1b[2J'.repeat(1e6)) })",
        "it('x', () => { throw new Error('x'.repeat(1e7)) })",
        "it('x', () => { throw Object.defineProperty({}, 'message', { get() { for (;;); } }) })",
        "it('x', () => { expect('\\n'.repeat(1e5)).toBe('a\\n'.repeat(1e5)) })",
        "it('x', () => { for (let i = 0; ; i++) console.log('x'.repeat(1e5) + i) })",
        "for (let i = 0; i < 3e5; i++) it('x', () => {})",
        "it('x'.repeat(1e7), () => {}); describe('y'.repeat(1e7), () => it('z', () => {}))",
        "let n = 0; const nest = () => { if (n++ < 1e5) describe('x', nest) }; nest()",
        "it('x', () => new Promise(() => {}))",
        "it('x', () => { const again = () => Promise.resolve().then(again); again() })",
        "globalThis.it = 1; Object.prototype.then = 1; Array.prototype.map = null",
    ],
)
@pytest.mark.slow
def test_a_file_of_an_enemys_cannot_break_the_run(recorder: pytest.Pytester, source: str) -> None:
    write(recorder, {"a.test.js": source, "test_it.py": "def test_it(): pass"})
    result = recorder.runpytest_inprocess("--continue-on-collection-errors")
    assert result.parseoutcomes()["passed"] >= 1
    assert len(result.stdout.lines) < 1_000
    assert max(map(len, result.stdout.lines)) < 20_000
    result.stdout.no_fnmatch_line("*INTERNALERROR*")
    result.stdout.no_fnmatch_line("*.py:*")
    assert "\x1b[2J" not in result.stdout.str()


HOSTILE = """\
for (const name of ['', 'a::b', 'a:::::b', 'p[1]', 'p]', 'two\\nlines', '🎉 \\u202e\\x1b[2J',
    'same', 'same', 'same', 'same (2)', '\\ud800', '测试', 'x'.repeat(100000), '../up', '  '])
  it(name, () => {})
"""


def test_names_are_fit_to_be_node_ids(recorder: pytest.Pytester) -> None:
    write(recorder, {"a.test.js": HOSTILE})
    ids = ids_of(recorder)
    assert [name.removeprefix("a.test.js::") for name in ids][:13] == [
        "(no name)",
        "a:b",
        "a:b (2)",
        "p(1)",
        "p)",
        "two lines",
        "🎉 \\u202e\\x1b(2J",
        "same",
        "same (2)",
        "same (3)",
        "same (2) (2)",
        "\\ud800",
        "测试",
    ]
    assert len(ids) == len(set(ids)) == 16
    assert max(map(len, ids)) < 400
    result = recorder.runpytest_inprocess(*ids)
    result.assert_outcomes(passed=16)
    recorder.runpytest_inprocess("-n2").assert_outcomes(passed=16)


def test_names_are_told_apart_in_time_that_grows_with_their_number() -> None:
    names = list(distinct(["a"] * 20_000 + ["a (7)"] * 20_000))
    assert len(set(names)) == 40_000


def test_names_fit_into_an_environment_of_few_characters(
    recorder: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "latin-1")
    assert list(distinct(["é 🎉"])) == ["é \\U0001f389"]


# -- scenarios --


@pytest.mark.parametrize("sample", ["recorder", "shop"])
def test_the_scenarios_of_the_samples_are_tests(recorder: pytest.Pytester, sample: str) -> None:
    scenarios = sorted((SAMPLES / sample / "scenarios").glob("*.toml"))
    result = recorder.runpytest_inprocess(*scenarios)
    assert len(scenarios) > 2
    result.assert_outcomes(passed=len(scenarios))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '[[steps]]\nexpect.data.state = "happy"',
            '*a.toml:10: step 3 *should be "happy", but is*',
        ),
        ('[[steps]]\ntap = "onFly"', "*a.toml:10: step 3 (tap onFly): *"),
        ('[[steps]]\nfly = "away"', "scenarios/a.toml:11: unknown key *"),
        ('[[steps]]\ntap = "onBoom"', "pages/record/record.js:12: thirdScriptError"),
        ("=", "scenarios/a.toml:10*"),
        ("\0", "scenarios/a.toml:10*: *"),
        ("a = " + "[" * 100_000, "scenarios/a.toml:10*: *"),
    ],
)
def test_a_scenario_that_fails_says_where(recorder: pytest.Pytester, more: str, said: str) -> None:
    write(recorder, {"scenarios/a.toml": f"{REFUSED}\n{more}"})
    result = recorder.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*_ a.toml: a _*", said])
    result.stdout.no_fnmatch_line("*.py:*")
    result.stdout.no_fnmatch_line("*Traceback*")
    assert f"{recorder.path}" not in result.stdout.str().partition("FAILURES")[2]


def test_a_question_that_a_scenario_does_not_answer_fails(recorder: pytest.Pytester) -> None:
    write(recorder, {"scenarios/a.toml": REFUSED.replace("answers", "launch.extra")})
    result = recorder.runpytest_inprocess()
    result.stdout.fnmatch_lines(
        [
            "pages/record/record.js:6: wx.authorize asks *",
            ">   wx.authorize({",
            "*- jshost trace -*",
        ]
    )


@pytest.mark.parametrize("program", ["..", "../scripts/hello.js"])
def test_a_scenario_may_name_its_program(recorder: pytest.Pytester, program: str) -> None:
    write(recorder, {"scenarios/a.toml": f'program = "{program}"'})
    recorder.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_scenario_without_a_program_is_not_one_of_ours(pytester: pytest.Pytester) -> None:
    write(pytester, {"scenarios/a.toml": "[server]\nport = 1", "scenarios/b.toml": "= \0"})
    pytester.runpytest_inprocess().assert_outcomes()
    result = pytester.runpytest_inprocess("scenarios/a.toml")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["scenarios/a.toml:1: unknown key server*"])
    write(pytester, {"scenarios/a.toml": "seed = 1"})
    result = pytester.runpytest_inprocess("scenarios/a.toml")
    result.stdout.fnmatch_lines(["scenarios/a.toml: it is in no mini program, *"])
    write(pytester, {"scenarios/a.toml": 'program = "nowhere"'})
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*nowhere*"])


# -- with the rest of pytest --


def write_both(recorder: pytest.Pytester) -> None:
    write(
        recorder,
        {
            "sums.test.js": SUMS,
            "scenarios/refused.toml": REFUSED,
            "scenarios/wrong.toml": REFUSED.replace("refused", "happy"),
            "test_it.py": "def test_it(jshost): assert jshost('.').page.data == {}",
        },
    )


def test_tests_are_chosen_by_name(recorder: pytest.Pytester) -> None:
    write_both(recorder)
    recorder.runpytest_inprocess("-k", "adds and not wrongly").assert_outcomes(
        passed=1, deselected=6
    )
    recorder.runpytest_inprocess("-k", "refused.toml").assert_outcomes(passed=1, deselected=6)
    recorder.runpytest_inprocess("sums.test.js::sums > adds").assert_outcomes(passed=1)


def test_the_last_failed_are_run_again(recorder: pytest.Pytester) -> None:
    write_both(recorder)
    recorder.runpytest_inprocess().assert_outcomes(passed=2, failed=3, skipped=2)
    write(recorder, {"scenarios/wrong.toml": REFUSED})
    recorder.runpytest_inprocess("--lf").assert_outcomes(passed=1, failed=2)


@pytest.mark.parametrize(
    "options",
    [
        ["-n2"],
        ["-n2", "--dist=loadfile"],
        ["-p", "no:cacheprovider"],
        ["--junitxml=out.xml"],
        ["-x", "--maxfail=9"],
        ["--tb=line"],
        ["-vv", "--showlocals"],
        ["--import-mode=importlib"],
    ],
)
def test_tests_run_under_the_options_of_pytest(
    recorder: pytest.Pytester, options: list[str]
) -> None:
    write_both(recorder)
    result = recorder.runpytest_inprocess(*options)
    result.assert_outcomes(passed=2, failed=3, skipped=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_names_stay_the_same(recorder: pytest.Pytester) -> None:
    write_both(recorder)
    assert ids_of(recorder) == ids_of(recorder)


def test_the_fault_of_an_item_is_one_of_pytests(
    recorder: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no fault of the guest's has its traceback."""
    write(recorder, {"sums.test.js": SUMS})

    def fail(*arguments: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("jshost.testing.javascript.run", fail)
    result = recorder.runpytest_inprocess("-k", "wrongly")
    result.assert_outcomes(failed=1, deselected=3)
    result.stdout.fnmatch_lines(["*items.py*", "*RuntimeError: a fault of ours"])


FOREIGN = "const add = require('./add')\ndescribe('add', () => { it('adds', () => {}) })\n"


def test_tests_of_other_tools_are_left_to_them(pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("add.test.js").write_text(FOREIGN, "utf-8")
    pytester.path.joinpath("scenario.toml").write_text("[[scene]]\nname = 'x'\n", "utf-8")
    ran = pytester.runpytest("--collect-only", "-q")
    ran.stdout.fnmatch_lines(["*no tests collected*"])


def test_unless_they_are_named(pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("add.test.js").write_text(FOREIGN, "utf-8")
    ran = pytester.runpytest("add.test.js")
    ran.stdout.fnmatch_lines(["*module 'add.js' is not defined*"])
