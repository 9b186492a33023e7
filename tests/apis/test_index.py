"""What is known of the families before they are imported is what they declare."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from jshost.apis import FAMILIES, INDEX, build_index, families, registry
from jshost.differences import LATEST, Platform
from jshost.registry import Registry


def test_the_index_is_made_of_the_declarations() -> None:
    made = build_index()
    if os.environ.get("JSHOST_UPDATE_INDEX"):
        INDEX.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(INDEX.read_text("utf-8")) == made, "JSHOST_UPDATE_INDEX=1 pytest rewrites it"


@pytest.mark.parametrize("library", ["1.0.0", "2.9.0", LATEST])
def test_apis_are_found_alike_with_and_without_it(library: str) -> None:
    platform = Platform(library)
    without = Registry(families)
    assert registry().surface(platform) == without.surface(platform)
    for api in without:
        assert registry().find(api.name, platform) is without.find(api.name, platform)
    assert registry().find("nothing", platform) is None
    assert registry().find("showToast.nothing", platform) is None


def test_a_family_is_imported_when_it_is_called() -> None:
    script = (
        "import sys; from jshost import Host; host = Host(isolation='none');"
        "there = lambda: {m[12:] for m in sys.modules if m.startswith('jshost.apis.')};"
        "host.run_script('1', 'a.js'); print(sorted(there()));"
        "host.run_script('wx.showToast({ title: 1 }); wx.setStorageSync(1)', 'b.js');"
        "print(sorted(there()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "['interaction', 'storage']"]


def test_every_module_is_named_once() -> None:
    assert len(set(FAMILIES)) == len(FAMILIES)
