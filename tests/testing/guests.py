"""Running tests that are written in JavaScript: a file in a small mini program, all of its tests or
one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jshost.testing.javascript import Failure, TestCase, collect, open_host, run

from ..framework.conftest import Files, write

PAGE = """
Page({
  data: { n: 0, list: [{ name: 'x' }] },
  onLoad(options) { this.setData({ options }) },
  add(e) { this.setData({ n: this.data.n + (e.currentTarget.dataset.by || 1), detail: e.detail }) },
  type(e) { this.setData({ text: e.detail.value, dataset: e.currentTarget.dataset }) },
  sum(a, b) { return a + b },
  async later() { await 0; return { sum: 3 } },
  slow() { setTimeout(() => this.setData({ n: 9 }), 1000) },
  record() {
    wx.authorize({
      scope: 'scope.record',
      fail: () => { wx.showToast({ title: '没有麦克风权限' }); this.setData({ state: 'refused' }) },
    })
  },
  ask() {
    wx.showModal({ title: '?', success: (result) => this.setData({ confirmed: result.confirm }) })
  },
  boom() {
    throw new Error('boom')
  },
  reject() {
    Promise.reject(new Error('nobody cares'))
  },
  go() { wx.navigateTo({ url: '/pages/more/more?x=1' }) },
  say() { console.log('hello'); console.warn('careful') },
  swallow(f) { try { f() } catch (_) {} },
})
"""
FILES: Files = {
    "app.json": {
        "pages": ["pages/index", "pages/more/more", "pages/tab"],
        "tabBar": {
            "list": [{"pagePath": f"pages/{name}", "text": name} for name in ("index", "tab")]
        },
    },
    "app.js": "App({ onHide() { console.log('hidden') }, onShow() { console.log('shown') } })",
    "pages/index.js": PAGE,
    "pages/more/more.js": "Page({ data: { more: 1 } })",
    "pages/tab.js": "Page({})",
    "sums.js": "exports.add = (a, b) => a + b",
}
TEST = "pages/index.test.js"


def write_test(folder: Path, source: str, files: Files | None = None) -> Path:
    """Put a file of tests into a mini program, which is FILES with `files` in their place."""
    write(folder, {**FILES, **(files or {}), TEST: source})
    return folder / TEST


def outcomes(path: Path, **settings: Any) -> dict[str, Failure | str | None]:
    """Run all tests of a file; return by name why they failed, None for those that passed, the
    reason for those that are skipped.
    """
    cases = collect(path, **settings)
    found = {" > ".join(case.names): case.skip or outcome(path, case, **settings) for case in cases}
    assert len(found) == len(cases), "two tests of one name"
    return found


def outcome(path: Path, case: TestCase, **settings: Any) -> Failure | None:
    with open_host(path, **settings) as host:
        return run(host, case)


def outcome_of(folder: Path, body: str, files: Files | None = None, **settings: Any) -> Any:
    """Run one test of which only the body is given, as that of an async function."""
    path = write_test(folder, f"it('is run', async () => {{\n{body}\n}})", files)
    (case,) = collect(path, **settings)
    return outcome(path, case, **settings)


def message_of(folder: Path, body: str, files: Files | None = None, **settings: Any) -> str:
    """Return what is said of such a test, which has to fail."""
    failure = outcome_of(folder, body, files, **settings)
    assert failure is not None, "it passed"
    return str(failure.message)
