"""Examples of documentation among pytest's tests: `--jshost-docs`."""

from __future__ import annotations

import pytest

from .conftest import INI

CAREFUL = """\
wx.authorize({
  scope: 'scope.record',
  success: () => console.log('yes'),
  fail: ({ errMsg }) => console.log(errMsg)
})"""
CARELESS = "wx.authorize({ scope: 'scope.record' }).then(() => console.log('yes'))"
UNKNOWN = "const a = 1\nwx.recordAudio({})"


def page(*blocks: str) -> str:
    return "# Recording\n" + "".join(
        f"\n## Part {n}\n\n```js\n{b}\n```\n" for n, b in enumerate(blocks, 1)
    )


def run(pytester: pytest.Pytester, *options: str, **pages: str) -> pytest.RunResult:
    """Run the examples of pages."""
    pytester.makeini(INI)
    for name, text in pages.items():
        pytester.path.joinpath(f"{name}.md").write_text(text, "utf-8")
    return pytester.runpytest_inprocess("--jshost-docs", *options)


def test_examples_are_tests(pytester: pytest.Pytester) -> None:
    pages = {"a": page(CAREFUL, CARELESS), "b": page('{\n  "not": "an example"\n}', UNKNOWN)}
    result = run(pytester, "-v", **pages)
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "a.md::Recording > Part 1 #1 PASSED*",
            "a.md::Recording > Part 2 #1 FAILED*",
            "b.md::Recording > Part 2 #1 FAILED*",
            "*_ a.md: Recording > Part 2 #1 _*",
            "a.md:16: *",
            ">   wx.authorize(*",
            "fresh+deny: error",
            "*_ b.md: Recording > Part 2 #1 _*",
            "b.md:15: wx.recordAudio: the platform has no such API*",
            ">   wx.recordAudio({})",
        ]
    )
    result.stdout.no_fnmatch_line("*.py:*")
    assert f"{pytester.path}/" not in result.stdout.str().partition("FAILURES")[2]


def test_pages_are_no_tests_unless_that_is_wanted(pytester: pytest.Pytester) -> None:
    run(pytester, a=page(CARELESS)).assert_outcomes(failed=1)
    pytester.runpytest_inprocess("a.md").assert_outcomes()


def test_pages_in_html_are_tests(pytester: pytest.Pytester) -> None:
    html = f"<h1>Recording</h1><pre><code class='language-js'>{CAREFUL}</code></pre>"
    pytester.path.joinpath("a.html").write_text(html, "utf-8")
    run(pytester).assert_outcomes(passed=1)


def test_what_is_expected_of_an_example_counts(pytester: pytest.Pytester) -> None:
    from jshost.doctest.examples import Settings
    from jshost.doctest.session import Session
    from jshost.situations import SITUATIONS

    path = pytester.path / "a.md"
    path.write_text(page(CARELESS), "utf-8")
    session = Session(Settings(SITUATIONS))
    assert session.update(list(session.run(session.collect([path]))))
    run(pytester).assert_outcomes(passed=1)
    path.write_text(page(CARELESS.replace("'yes'", "'no'")), "utf-8")
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["a.md:6: differs in fresh+allow, *", "*-console log: yes", "*+console log: no"]
    )


@pytest.mark.parametrize(
    ("block", "config", "outcome"),
    [
        (CARELESS, '[broken]\n"a.md: Recording > Part 1 #1" = "a mistake"', {"xfailed": 1}),
        (CAREFUL, '[broken]\n"a.md: Recording > Part 1 #1" = "a mistake"', {"failed": 1}),
        ("wx.createBLEConnection({ deviceId: '1' })", "", {"skipped": 1}),
        ("wx.request({ url: host + '/login' })", "", {"skipped": 1}),
        (CAREFUL, '[names]\nhost = "x"\n[pages."b.md"]\n', {"passed": 1, "failed": 1}),
        (CAREFUL, "[nmaes]", {"passed": 1, "failed": 1}),
        (CAREFUL, "=", {"passed": 1, "failed": 1}),
    ],
)
def test_what_is_known_of_an_example_counts(
    pytester: pytest.Pytester, block: str, config: str, outcome: dict[str, int]
) -> None:
    pytester.path.joinpath("jshost.toml").write_text(config, "utf-8")
    result = run(pytester, a=page(block))
    result.assert_outcomes(**outcome)
    if outcome.get("failed") and "passed" in outcome:
        result.stdout.fnmatch_lines(["*_ a.md: the page itself _*", "jshost.toml:*"])


def test_a_block_that_is_not_to_be_run_is_skipped(pytester: pytest.Pytester) -> None:
    text = page(CARELESS).replace("```js", "<!-- jshost skip: it is only a sketch -->\n\n```js")
    run(pytester, a=text).assert_outcomes(skipped=1)


HOSTILE = {
    "bytes": b"\xff\xfe\x00\x80```js\n\x00",
    "deep": b">" * 50_000,
    "long": b"```js\nfor (;;);\n```",
    "large": b"x\n" * 3_000_000,
    "names": "# a::b [c] \x1b[2J \u202e\n\n```js\nwx.getSetting({})\n```\n".encode() * 3,
    "greedy": b"```js\nconst a = []; for (;;) a.push('x'.repeat(1e6))\n```",
}


SLOW = ("long", "greedy")


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.slow) if n in SLOW else n for n in HOSTILE]
)
def test_a_page_of_an_enemys_cannot_break_the_run(pytester: pytest.Pytester, name: str) -> None:
    pytester.path.joinpath("a.md").write_bytes(HOSTILE[name])
    result = run(pytester)
    assert result.ret in (
        pytest.ExitCode.OK,
        pytest.ExitCode.TESTS_FAILED,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    )
    result.stdout.no_fnmatch_line("*INTERNALERROR*")
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")
    assert "\x1b[2J" not in result.stdout.str()


def test_examples_are_shared_out(pytester: pytest.Pytester) -> None:
    run(pytester, "-n2", a=page(CAREFUL, CARELESS), b=page(CAREFUL)).assert_outcomes(
        passed=2, failed=1
    )
