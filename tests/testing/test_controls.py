"""jshost in a test: what each control does, what it tells, and what is said where it is misused."""

from __future__ import annotations

from pathlib import Path

import pytest

from jshost.errors import ProtocolError
from jshost.testing.controls import Controls
from jshost.testing.javascript import open_host

from .guests import message_of, outcome_of, outcomes, write_test

LAUNCHED = "await jshost.launch()\n"

DONE = r"""
beforeEach(() => jshost.launch())
const shown = () => jshost.page().data
const said = () => jshost.console().map((line) => line.message)
const denied = { scope: 'scope.record', api: 'authorize', decision: 'denied' }

it('launch', () => {
  const data = { n: 0, list: [{ name: 'x' }], options: {} }
  expect(jshost.page()).toEqual({ route: 'pages/index', options: {}, data })
  expect(jshost.pages()).toEqual(['pages/index'])
  expect(jshost.console()).toEqual([{ level: 'log', message: 'shown' }])
})
it('tap', async () => {
  await jshost.tap('add')
  expect(shown()).toMatchObject({ n: 1, detail: { x: 0, y: 0 } })
})
it('tap with an event', async () => {
  await jshost.tap('add', { dataset: { by: 5 }, detail: { x: 1 } })
  expect(shown()).toMatchObject({ n: 5, detail: { x: 1 } })
})
it('input', async () => {
  await jshost.input('type', '你好', { dataset: { id: 1 } })
  expect(shown()).toMatchObject({ text: '你好', dataset: { id: 1 } })
})
it('call', async () => {
  expect(await jshost.call('sum', 2, 3)).toBe(5)
  expect(await jshost.call('later')).toEqual({ sum: 3 })
})
it('wait', async () => {
  await jshost.call('slow')
  await jshost.wait(999)
  expect(shown().n).toBe(0)
  await jshost.wait(1)
  expect(shown().n).toBe(9)
  expect(jshost.now()).toBe(1000)
})
it('time is virtual', async () => {
  const before = Date.now()
  await jshost.wait(3600_000)
  expect(Date.now() - before).toBe(3600_000)
})
it('open and back', async () => {
  await jshost.open('/pages/more/more?x=1')
  expect(jshost.pages()).toEqual(['pages/index', 'pages/more/more'])
  expect(jshost.page().options).toEqual({ x: '1' })
  await jshost.back()
  expect(jshost.pages()).toEqual(['pages/index'])
})
it('tab', async () => {
  await jshost.tab('pages/tab')
  expect(jshost.page().route).toBe('pages/tab')
})
it('background and foreground', async () => {
  await jshost.background()
  expect(said()).toEqual(['shown', 'hidden'])
  await jshost.foreground()
  expect(said()).toEqual(['shown', 'hidden', 'shown'])
})
it('an interruption', async () => {
  wx.onAudioInterruptionBegin(() => console.log('begin'))
  wx.onAudioInterruptionEnd(() => console.log('end'))
  await jshost.interruption('begin')
  await jshost.interruption('end')
  expect(said()).toEqual(['shown', 'begin', 'end'])
})
it('the phone changes', async () => {
  const told = []
  wx.onThemeChange((r) => told.push(r.theme))
  wx.onMemoryWarning((r) => told.push(r.level))
  wx.onUserCaptureScreen(() => told.push('screenshot'))
  await jshost.device({ theme: 'dark', language: 'en' })
  await jshost.memory(15)
  await jshost.memory()
  await jshost.screenshot()
  expect(told).toEqual([15, 10, 'screenshot'])
  expect(wx.getSystemInfoSync().language).toBe('en')
})
it('an answer to a dialog', async () => {
  jshost.answer('scope.record', 'deny')
  await jshost.tap('record')
  expect(jshost.prompts()).toEqual([denied])
  expect(jshost.query('scope.record')).toBe('denied')
  expect(jshost.toast()).toBe('没有麦克风权限')
  await jshost.wait(3000)
  expect(jshost.toast()).toBeNull()
})
it('answers in order', async () => {
  jshost.answer('showModal', 'cancel', 'confirm')
  await jshost.tap('ask')
  expect(shown().confirmed).toBe(false)
  await jshost.tap('ask')
  expect(shown().confirmed).toBe(true)
  expect(jshost.choices()[0]).toMatchObject({ key: 'showModal', chosen: 'cancel' })
})
it('an answer takes the place of earlier ones', async () => {
  jshost.answer('showModal', 'cancel')
  jshost.answer('showModal', 'confirm')
  await jshost.tap('ask')
  expect(shown().confirmed).toBe(true)
})
it('grant', async () => {
  jshost.grant('scope.record', 'scope.camera')
  await jshost.tap('record')
  expect(jshost.prompts()).toEqual([])
  expect(jshost.query('scope.camera')).toBe('granted')
})
it('deny', async () => {
  jshost.deny('scope.record')
  await jshost.tap('record')
  expect(jshost.prompts()).toEqual([])
  expect(shown().state).toBe('refused')
})
it('reset', () => {
  jshost.grant('scope.record', 'scope.camera')
  jshost.reset('scope.record')
  expect(jshost.query('scope.record')).toBe('prompt')
  expect(jshost.query('scope.camera')).toBe('granted')
  jshost.reset()
  expect(jshost.query('scope.camera')).toBe('prompt')
})
it('calls', async () => {
  jshost.grant('scope.record')
  await jshost.tap('record')
  const [call] = jshost.calls('authorize')
  expect(call).toMatchObject({ api: 'authorize', args: { scope: 'scope.record' } })
  expect(call.at).toMatch(/^pages\/index.js:\d+$/)
  expect(jshost.calls()).toEqual([call])
  expect(jshost.calls('login')).toEqual([])
})
it('console', async () => {
  await jshost.tap('say')
  expect(jshost.console()).toContainEqual({ level: 'warn', message: 'careful' })
  console.log('mine')
  expect(said()).toContain('mine')
})
it('errors', async () => {
  await jshost.tap('boom')
  const [error] = jshost.errors()
  expect(error.where).toMatch(/^pages\/index.js:\d+/)
  expect(error.message).toContain('boom')
})
it('data is a copy, as JSON has it', () => {
  Object.assign(getCurrentPages()[0].data, { f: () => 1, u: undefined, d: new Date(0) })
  expect(Object.keys(shown()).sort()).toEqual(['d', 'list', 'n', 'options'])
  expect(shown().d).toBe('1970-01-01T00:00:00.000Z')
  shown().n = 7
  expect(shown().n).toBe(0)
})
it('in order, awaited or not', async () => {
  jshost.tap('add')
  jshost.tap('add')
  await jshost.tap('add')
  expect(shown().n).toBe(3)
})
it('all at once', async () => {
  await Promise.all([jshost.tap('go'), jshost.back()])
  expect(jshost.pages()).toEqual(['pages/index'])
})
it('what is due has run when it is done', async () => {
  jshost.answer('showModal', 'confirm')
  const asked = jshost.tap('ask')
  expect(shown().confirmed).toBeUndefined()
  await asked
  expect(shown().confirmed).toBe(true)
})
"""


def test_what_controls_do(tmp_path: Path) -> None:
    found = outcomes(write_test(tmp_path, DONE))
    assert {name: failure for name, failure in found.items() if failure is not None} == {}
    assert len(found) > 20


def test_launch_on_a_page(tmp_path: Path) -> None:
    body = """await jshost.launch('/pages/more/more?from=list')
    expect(jshost.page()).toEqual(
      { route: 'pages/more/more', options: { from: 'list' }, data: { more: 1 } })"""
    assert outcome_of(tmp_path, body) is None


def test_nothing_of_the_program_runs_before_it_is_launched(tmp_path: Path) -> None:
    body = """expect(jshost.console()).toEqual([]); expect(jshost.page()).toBeNull()
    jshost.grant('scope.record')
    expect(jshost.now()).toBe(0)"""
    assert outcome_of(tmp_path, body) is None


MISUSED = [
    ("jshost.grant('scope.recrd')", "jshost.grant(): unknown scope 'scope.recrd'; did you mean"),
    ("jshost.deny()", "jshost.deny(): which scope? give one or more"),
    ("jshost.grant(1)", "jshost.grant(): parameter error: parameter[0] should be String"),
    ("jshost.query()", "jshost.query(): parameter error: parameter should be String instead of"),
    ("jshost.query('scope.x')", "jshost.query(): unknown scope 'scope.x'"),
    ("jshost.reset('scope.x')", "jshost.reset(): unknown scope 'scope.x'"),
    ("jshost.answer('scope.record')", "which answer to scope.record? give one or more"),
    ("jshost.answer('scope.record', 'yes')", "'yes' is no answer to scope.record"),
    ("jshost.answer('login', 'x')", "'login' asks the user nothing"),
    ("jshost.calls('getLocatoin')", "there is no API 'getLocatoin'; did you mean getLocation?"),
    ("await jshost.tap('adds')", "pages/index has no method 'adds'; did you mean add?"),
    ("await jshost.tap()", "jshost.tap(): parameter error: parameter should be String"),
    ("await jshost.tap('add', { by: 1 })", "the event may have dataset and detail, not 'by'"),
    ("await jshost.tap('add', { dataset: 1 })", "the event's dataset should be an object"),
    ("await jshost.input('typ', 'x')", "pages/index has no method 'typ'; did you mean type?"),
    ("await jshost.call('sums')", "pages/index has no method 'sums'; did you mean sum?"),
    ("await jshost.open('/pages/none')", "jshost.open(): page"),
    ("await jshost.back(0)", "back should be true or a number of pages, 1 or more"),
    ("await jshost.tab('pages/more/more')", "is no page of the tab bar"),
    ("await jshost.foreground()", "the mini program is not in the background"),
    ("await jshost.media('next')", "there is no background audio"),
    ("await jshost.interruption('x')", "interruption should be begin or end"),
    ("await jshost.device({ theme: 'grey' })", "theme should be one of light, dark, not 'grey'"),
    ("await jshost.device('dark')", "parameter should be Object instead of String"),
    ("await jshost.memory(1)", "a memory warning is of level 5, 10 or 15, not 1"),
    ("await jshost.wait(-1)", "wait should be milliseconds, 0 or more"),
    ("await jshost.wait('1')", "parameter should be Number instead of String"),
    ("await jshost.launch()", "the mini program is running; every test starts it at most once"),
    ("const a = {}; a.a = a; await jshost.call('sum', a)", "circular"),
    ("jshost.fn(1)", "jshost.fn() takes a function, or nothing"),
]


@pytest.mark.parametrize(("body", "message"), MISUSED)
def test_misuse_is_an_error_at_its_own_line(tmp_path: Path, body: str, message: str) -> None:
    failure = outcome_of(tmp_path, LAUNCHED + body)
    assert failure is not None
    assert message in failure.message
    assert failure.where.split(":")[:2] == ["pages/index.test.js", "3"]


def test_misuse_can_be_expected(tmp_path: Path) -> None:
    body = """await expect(jshost.tap('add')).rejects.toThrow('no page is open')
    expect(() => jshost.grant('x')).toThrow(/unknown scope/)"""
    assert outcome_of(tmp_path, body) is None


def test_a_misuse_that_is_not_awaited_fails_the_test(tmp_path: Path) -> None:
    assert "has no method 'adds'" in message_of(tmp_path, LAUNCHED + "jshost.tap('adds')")


def test_a_program_without_app_js(tmp_path: Path) -> None:
    message = message_of(tmp_path, LAUNCHED, {"app.js": None})
    assert "the mini program has no app.js" in message
    assert str(tmp_path) not in message


def test_what_no_guest_half_asks(tmp_path: Path) -> None:
    """The guest's side has been taken over: the host survives."""
    path = write_test(tmp_path, "")
    with open_host(path) as host:
        controls = host.realm.bridge.controls
        assert isinstance(controls, Controls)
        for name, number in [("none", 0), ("launch", 0), ("prompts", 1), ("__init__", 0)]:
            with pytest.raises(ProtocolError):
                controls.answer(name, [], number)
