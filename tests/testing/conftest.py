"""What tests of the plugin share: a mini program in a folder of pytest's own, in which pytest is
run.
"""

from __future__ import annotations

import pytest

# Loaded before any test: what a run of pytest inside of this one imports is unloaded at its end,
# and extension modules do not take that well.
import tree_sitter  # noqa: F401

from jshost.testing import docs, items, marks  # noqa: F401
from tests.framework.conftest import write

RECORD = """\
Page({
  data: { state: 'idle' },
  onLoad(options) { this.setData({ options }) },
  onRecord() {
    console.log('asks')
    wx.authorize({
      scope: 'scope.record',
      success: () => this.setData({ state: 'recording' }),
      fail: () => this.setData({ state: 'refused' }),
    })
  },
  onBoom() { throw new Error('boom \\u202e\\x1b[2J') },
})
"""

# Plugins that take half a second each time, and are not what is tested, are left out.
INI = """\
[pytest]
addopts = --strict-markers --strict-config -p no:benchmark -p no:hypothesispytest -p no:syrupy
filterwarnings = error
"""


@pytest.fixture
def recorder(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a mini program of two pages and a script, and pytest as strict as can be."""
    files = {
        "pages/index/index.js": "Page({ data: { greeting: 'hello' } })",
        "pages/record/record.js": RECORD,
        "scripts/hello.js": "console.log('hello'); setTimeout(() => console.log('later'), 5000)",
    }
    write(pytester.path, files)
    pytester.makeini(INI)
    return pytester
