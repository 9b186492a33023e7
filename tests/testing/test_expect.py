"""expect: which values match, and what is said where one does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jshost.testing.lines import difference

from .guests import message_of, outcome_of

CYCLE = "(() => { const a = {}; a.a = a; return a })()"

HOLD = [
    ("1", "toBe(1)"),
    ("NaN", "toBe(NaN)"),
    ("wx", "toBe(wx)"),
    ("undefined", "toBe(undefined)"),
    ("{ a: 1, b: [1, { c: 2 }] }", "toEqual({ b: [1, { c: 2 }], a: 1 })"),
    ("{ a: 1, b: undefined }", "toEqual({ a: 1 })"),
    ("{ a: 1 }", "toEqual({ a: 1, b: undefined })"),
    ("[1, , 3]", "toEqual([1, undefined, 3])"),
    ("new (class A { x = 1 })", "toEqual({ x: 1 })"),
    ("new Date(5)", "toEqual(new Date(5))"),
    ("new Date(NaN)", "toEqual(new Date(NaN))"),
    ("/a/g", "toEqual(/a/g)"),
    ("new Map([[{ k: 1 }, [1]], ['b', 2]])", "toEqual(new Map([['b', 2], [{ k: 1 }, [1]]]))"),
    ("new Map([['a', undefined]])", "toEqual(new Map([['a', undefined]]))"),
    ("new Set([1, { a: 1 }])", "toEqual(new Set([{ a: 1 }, 1]))"),
    ("new Uint8Array([1, 2])", "toEqual(new Uint8Array([1, 2]))"),
    ("new Uint8Array([1, 2]).buffer", "toEqual(new Uint8Array([1, 2]).buffer)"),
    ("new DataView(new ArrayBuffer(2), 1)", "toEqual(new DataView(new ArrayBuffer(1)))"),
    ("new Error('a')", "toEqual(new Error('a'))"),
    ("new String('a')", "toEqual(new String('a'))"),
    ("{ [Symbol.for('s')]: 1 }", "toEqual({ [Symbol.for('s')]: 1 })"),
    (CYCLE, f"toEqual({CYCLE})"),
    ("Object.create(null)", "toEqual({})"),
    ("{ a: [1] }", "toStrictEqual({ a: [1] })"),
    ("{ a: 1, b: { c: 2, d: [{ e: 1, f: 2 }] } }", "toMatchObject({ b: { d: [{ e: 1 }] } })"),
    ("[{ a: 1, b: 2 }]", "toMatchObject([{ a: 1 }])"),
    ("{ a: undefined }", "toMatchObject({ a: undefined })"),
    ("'a'", "toBeTruthy()"),
    ("0", "toBeFalsy()"),
    ("null", "toBeNull()"),
    ("undefined", "toBeUndefined()"),
    ("null", "toBeDefined()"),
    ("NaN", "toBeNaN()"),
    ("2", "toBeGreaterThan(1)"),
    ("2n", "toBeGreaterThan(1)"),
    ("2", "toBeGreaterThanOrEqual(2)"),
    ("1", "toBeLessThan(2)"),
    ("2", "toBeLessThanOrEqual(2)"),
    ("0.1 + 0.2", "toBeCloseTo(0.3)"),
    ("1.23456", "toBeCloseTo(1.23, 2)"),
    ("Infinity", "toBeCloseTo(Infinity)"),
    ("'hello'", "toContain('ell')"),
    ("[1, NaN]", "toContain(NaN)"),
    ("new Set(['a'])", "toContain('a')"),
    ("[{ a: 1 }]", "toContainEqual({ a: 1 })"),
    ("new Set([{ a: 1 }])", "toContainEqual({ a: 1 })"),
    ("[1, 2]", "toHaveLength(2)"),
    ("'ab'", "toHaveLength(2)"),
    ("{ a: { b: [{ c: 1 }] } }", "toHaveProperty('a.b[0].c')"),
    ("{ a: { b: [{ c: 1 }] } }", "toHaveProperty('a.b[0].c', 1)"),
    ("{ 'a.b': undefined }", "toHaveProperty(['a.b'], undefined)"),
    ("'hello'", "toMatch(/^h.*o$/)"),
    ("'hello'", "toMatch('ell')"),
    ("() => { throw new TypeError('no way') }", "toThrow()"),
    ("() => { throw new TypeError('no way') }", "toThrow('way')"),
    ("() => { throw new TypeError('no way') }", "toThrow(/^no/)"),
    ("() => { throw new TypeError('no way') }", "toThrow(TypeError)"),
    ("() => { throw new TypeError('no way') }", "toThrow(new Error('no way'))"),
    ("() => { throw 'text' }", "toThrow('ex')"),
    ("() => { throw { code: 1 } }", "toThrow(expect.objectContaining({ code: 1 }))"),
    ("new TypeError()", "toBeInstanceOf(Error)"),
    # What stands for values that are not known exactly.
    ("5", "toEqual(expect.any(Number))"),
    ("{ a: 'x', b: [] }", "toEqual({ a: expect.any(String), b: expect.any(Array) })"),
    ("{ a: 0 }", "toEqual({ a: expect.anything() })"),
    ("{ a: 1, b: { c: 2 } }", "toEqual(expect.objectContaining({ b: { c: 2 } }))"),
    ("[1, { a: 1 }, 3]", "toEqual(expect.arrayContaining([3, { a: 1 }]))"),
    ("'hello'", "toEqual(expect.stringContaining('ell'))"),
    ("'hello'", "toEqual(expect.stringMatching(/l+o/g))"),
    ("new Map([['a', 1]])", "toEqual(new Map([['a', expect.any(Number)]]))"),
]  # fmt: skip
"""What is given, and a matcher that holds; each fails with `.not`."""

FAIL = [
    ("1", "toBe('1')"),
    ("0", "toBe(-0)"),
    ("{}", "toBe({})"),
    ("0", "toEqual(-0)"),
    ("{ a: 1 }", "toEqual({ a: 2 })"),
    ("{ a: 1, b: 2 }", "toEqual({ a: 1 })"),
    ("{ a: 1 }", "toEqual({ a: 1, b: 2 })"),
    ("[1]", "toEqual([1, 2])"),
    ("[]", "toEqual({})"),
    ("null", "toEqual({})"),
    ("() => 1", "toEqual(() => 1)"),
    ("Promise.resolve(1)", "toEqual(Promise.resolve(1))"),
    ("new Date(5)", "toEqual(new Date(6))"),
    ("/a/g", "toEqual(/a/i)"),
    ("new Map([['a', 1]])", "toEqual(new Map([['a', 2]]))"),
    ("new Map([['a', 1]])", "toEqual({})"),
    ("new Set([1, 2])", "toEqual(new Set([1, 3]))"),
    ("new Uint8Array([1])", "toEqual(new Int8Array([1]))"),
    ("new Uint8Array([1])", "toEqual(new Uint8Array([2]))"),
    ("new Error('a')", "toEqual(new Error('b'))"),
    ("new Error('a')", "toEqual(new TypeError('a'))"),
    ("{ [Symbol.for('s')]: 1 }", "toEqual({ [Symbol.for('s')]: 2 })"),
    (CYCLE, "toEqual({ a: { a: {} } })"),
    ("{ a: 1, b: undefined }", "toStrictEqual({ a: 1 })"),
    ("[1, , 3]", "toStrictEqual([1, undefined, 3])"),
    ("new (class A { x = 1 })", "toStrictEqual({ x: 1 })"),
    ("{ a: { b: 1 } }", "toMatchObject({ a: { b: 2 } })"),
    ("{ a: 1 }", "toMatchObject({ b: undefined })"),
    ("[{ a: 1 }, {}]", "toMatchObject([{ a: 1 }])"),
    ("'toString'", "toBeNaN()"),
    ("1", "toBeGreaterThan(1)"),
    ("1.2345", "toBeCloseTo(1.23, 3)"),
    ("['hello']", "toContain('ell')"),
    ("[{ a: 1 }]", "toContain({ a: 1 })"),
    ("[1]", "toHaveLength(2)"),
    ("{ a: { b: 1 } }", "toHaveProperty('a.c')"),
    ("{ a: { b: 1 } }", "toHaveProperty('a.b.c.d')"),
    ("{ a: { b: 1 } }", "toHaveProperty('a.b', 2)"),
    ("'hello'", "toMatch(/^ello/)"),
    ("() => {}", "toThrow()"),
    ("() => { throw new Error('no') }", "toThrow('yes')"),
    ("() => { throw new Error('no') }", "toThrow(TypeError)"),
    ("{}", "toBeInstanceOf(Map)"),
    ("'5'", "toEqual(expect.any(Number))"),
    ("null", "toEqual(expect.anything())"),
    ("{ a: 1 }", "toEqual(expect.objectContaining({ b: undefined }))"),
    ("[1]", "toEqual(expect.arrayContaining([2]))"),
    ("'hello'", "toEqual(expect.stringMatching('^h'))"),
]
"""What is given, and a matcher that does not hold; each holds with `.not`."""

MISUSED = [
    ("{}", "toBeGreaterThan(1)", "compares numbers, not {} and 1"),
    ("1", "toMatch(/1/)", "is for strings; this is 1"),
    ("'a'", "toMatch(1)", "takes a regular expression or a string"),
    ("1", "toThrow()", "calls a function; this is 1"),
    ("async () => { throw 1 }", "toThrow()", "await expect(promise).rejects.toThrow()"),
    ("1", "toBeInstanceOf({})", "takes a class"),
    ("1", "toContain(1)", "looks into strings, arrays and sets, not 1"),
    ("{}", "toHaveLength(0)", "is for what has a length; this is {}"),
    ("{}", "toHaveProperty('a..b')", "is no path such as 'list[0].name'"),
    ("{}", "toMatchObject(1)", "takes an object"),
    ("() => {}", "toHaveBeenCalled()", "is for spies, which jshost.fn() makes"),
    ("{ get a() { throw new Error('gotcha') } }", "toEqual({ a: 1 })", "Error: gotcha"),
    ("1", "toEqual(expect.any('Number'))", "expect.any() takes a class"),
    ("1", "toBee(1)", "not a function"),
]


@pytest.mark.parametrize(("given", "matcher"), HOLD)
def test_what_holds(tmp_path: Path, given: str, matcher: str) -> None:
    assert outcome_of(tmp_path, f"expect({given}).{matcher}") is None
    assert "expect(received).not.to" in message_of(tmp_path, f"expect({given}).not.{matcher}")


@pytest.mark.parametrize(("given", "matcher"), FAIL)
def test_what_does_not(tmp_path: Path, given: str, matcher: str) -> None:
    assert "expect(received).to" in message_of(tmp_path, f"expect({given}).{matcher}")
    assert outcome_of(tmp_path, f"expect({given}).not.{matcher}") is None


@pytest.mark.parametrize(("given", "matcher", "said"), MISUSED)
def test_what_makes_no_sense(tmp_path: Path, given: str, matcher: str, said: str) -> None:
    assert said in message_of(tmp_path, f"expect({given}).{matcher}")
    assert said in message_of(tmp_path, f"expect({given}).not.{matcher}")


# -- what is said ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("expect(1).toBe(2)", "expect(received).toBe(expected)\nexpected: 2\nreceived: 1"),
        (
            "expect('a').not.toBe('a')",
            "expect(received).not.toBe(expected)\nexpected: not 'a'\nreceived: 'a'",
        ),
        (
            "expect(1).toBeNull()",
            "expect(received).toBeNull()\nexpected: null\nreceived: 1",
        ),
        (
            "expect([1, 2]).toHaveLength(3)",
            """expect(received).toHaveLength(expected)
expected: length 3
received: length 2: [ 1, 2 ]""",
        ),
        (
            "expect(() => { throw new RangeError('no') }).toThrow('x')",
            """expect(received).toThrow(expected)
expected: an error with 'x' in its message
received: [RangeError: no]""",
        ),
        (
            "await expect(Promise.resolve(1)).resolves.toBe(2)",
            "expect(received).resolves.toBe(expected)\nexpected: 2\nreceived: 1",
        ),
        (
            "await expect(Promise.reject(new Error('no'))).resolves.toBe(2)",
            "expect(received).resolves.toBe(): the promise was rejected with [Error: no]",
        ),
        (
            "await expect(Promise.resolve(1)).rejects.toThrow()",
            "expect(received).rejects.toThrow(): the promise was resolved with 1",
        ),
        (
            "expect({ a: 1 }).toEqual({ a: expect.any(String) })",
            "expect(received).toEqual(expected)\nexpected: { a: any String }\nreceived: { a: 1 }",
        ),
    ],
)
def test_messages(tmp_path: Path, body: str, message: str) -> None:
    assert message_of(tmp_path, body) == message


def test_objects_are_compared_line_by_line(tmp_path: Path) -> None:
    body = """expect({ b: [1, { c: 'x' }], a: undefined }).toEqual({
      a: undefined, b: [1, expect.objectContaining({ c: 'y' })],
    })"""
    failure = outcome_of(tmp_path, body)
    assert failure.diff == (
        "- expected",
        "+ received",
        "  {",
        "    a: undefined,",
        "    b: [",
        "      1,",
        "-     object containing {",
        "-       c: 'y',",
        "+     {",
        "+       c: 'x',",
        "      },",
        "    ],",
        "  }",
    )


def test_long_strings_are_compared_line_by_line(tmp_path: Path) -> None:
    failure = outcome_of(tmp_path, "expect('one\\ntwo\\nthree').toBe('one\\n2\\nthree')")
    assert failure.diff == ("- expected", "+ received", "  one", "- 2", "+ two", "  three")


@pytest.mark.parametrize("body", ["expect(1).toBe(2)", "expect('a').toBe(1)", "expect({}).toBe(1)"])
def test_what_fits_on_a_line_is_not_compared(tmp_path: Path, body: str) -> None:
    assert outcome_of(tmp_path, body).diff == ()


def test_differences_that_are_not_shown(tmp_path: Path) -> None:
    body = "expect({ toString() {} }).toEqual({ toString() {} })"
    assert message_of(tmp_path, body).endswith("they differ in what is not shown")


def test_the_first_failure_is_told(tmp_path: Path) -> None:
    body = "try { expect(1).toBe(2) } catch (_) {}\nexpect(3).toBe(4)"
    assert "received: 1" in message_of(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("expect(1)\n.toBe(2)", 3),
        ("const n = 1\nexpect({\n a: 1,\n}).toEqual({\n b: 1,\n})", 5),
        ("const f = () => {\n  expect(1).toBe(2)\n}\nf()", 3),
        ("await 0\nexpect(1).toBe(2)", 3),
        ("await expect(0).resolves.toBe(0)\nexpect(1).toBe(2)", 3),
        ("await 0\nawait expect(Promise.resolve(1)).resolves.toBe(2)", 3),
        ("null.x", 2),
    ],
)
def test_where(tmp_path: Path, body: str, line: int) -> None:
    failure = outcome_of(tmp_path, body)
    assert failure.where.split(":")[:2] == ["pages/index.test.js", str(line)]


# -- promises and counting ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "await expect(Promise.resolve(1)).resolves.toBe(1)",
        "await expect(Promise.resolve(1)).resolves.not.toBe(2)",
        "await expect(Promise.resolve(1)).not.resolves.toBe(2)",
        "await expect({ then(f) { f(1) } }).resolves.toBe(1)",
        "await expect(Promise.reject(new Error('no'))).rejects.toThrow('no')",
        "await expect(Promise.reject(new Error('no'))).rejects.toBeInstanceOf(Error)",
        "await expect((async () => { throw 1 })()).rejects.toBe(1)",
        "expect.assertions(2); expect(1).toBe(1); await expect(Promise.resolve()).resolves.toBe()",
        "expect.hasAssertions(); expect(1).toBe(1)",
    ],
)
def test_promises(tmp_path: Path, body: str) -> None:
    assert outcome_of(tmp_path, body) is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("expect.assertions(2); expect(1).toBe(1)", "expect.assertions(2): 1 was made"),
        ("expect.assertions(0); expect(1).toBe(1)", "expect.assertions(0): 1 was made"),
        ("expect.hasAssertions()", "expect.hasAssertions(): 0 were made"),
        # Not awaited: the test waits for it all the same.
        ("expect(Promise.resolve(1)).resolves.toBe(2)", "expected: 2"),
        ("expect(new Promise(() => {})).resolves.toBe(2)", "never finishes"),
    ],
)
def test_expectations_that_are_not_made(tmp_path: Path, body: str, said: str) -> None:
    assert said in message_of(tmp_path, body)


# -- spies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "expect(jshost.fn()).not.toHaveBeenCalled()",
        """const f = jshost.fn(); f(1, { a: 2 }); f(3)
        expect(f).toHaveBeenCalled()
        expect(f).toHaveBeenCalledTimes(2)
        expect(f).toHaveBeenCalledWith(1, { a: 2 })
        expect(f).toHaveBeenCalledWith(expect.any(Number))
        expect(f).toHaveBeenLastCalledWith(3)
        expect(f).not.toHaveBeenLastCalledWith(1, { a: 2 })
        expect(f.calls).toEqual([[1, { a: 2 }], [3]])""",
        "const f = jshost.fn((a, b) => a + b)\nexpect(f(1, 2)).toBe(3)",
        "const o = { n: 1, f: jshost.fn(function () { return this.n }) }\nexpect(o.f()).toBe(1)",
        """const f = jshost.fn(() => { throw new Error('no') })
        expect(f).toThrow('no')
        expect(f).toHaveBeenCalledTimes(1)""",
        "const f = jshost.fn(); f(1); f.calls.length = 0\nexpect(f).toHaveBeenCalledTimes(1)",
    ],
)
def test_spies(tmp_path: Path, body: str) -> None:
    assert outcome_of(tmp_path, body) is None


def test_what_is_said_of_spies(tmp_path: Path) -> None:
    body = "const f = jshost.fn(); f(1); f('a')\nexpect(f).toHaveBeenCalledWith(2)"
    assert message_of(tmp_path, body).endswith(
        "expected: a call with [ 2 ]\nreceived: [ [ 1 ], [ 'a' ] ]"
    )


# -- lines ----------------------------------------------------------------------------------------


def test_differences_leave_out_what_is_the_same() -> None:
    same = [str(number) for number in range(20)]
    old, new = "\n".join(same), "\n".join([*same[:10], "x", *same[11:]])
    assert difference(old, new) == (
        "- expected", "+ received", "  … 7 more lines", "  7", "  8", "  9", "- 10", "+ x", "  11",
        "  12", "  13", "  … 6 more lines",
    )  # fmt: skip


def test_differences_of_the_same() -> None:
    assert difference("a\nb", "a\nb") == ()


def test_differences_of_very_many_lines_are_cut() -> None:
    found = difference("a\n" * 30_000, "b\na\n" * 15_000 + "b")
    assert len(found) < 1000
    assert found[-1].endswith("more lines")


def test_differences_are_safe_to_show() -> None:
    assert difference("\x1b[2J", "x" * 10_000)[2] == "- \\x1b[2J"
    assert len(difference("\x1b[2J", "x" * 10_000)[3]) < 500
