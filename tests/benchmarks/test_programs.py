"""Benchmarks of whole mini programs, as ratios within one run; the budgets are the issue's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from jshost import Host
from jshost.project import cache
from jshost.project.config import Project
from jshost.project.modules import ProjectModules
from tests.benchmarks.ratios import RATIOS
from tests.benchmarks.test_speed import median_cpu, whole_process_cpu

SHOP = Path(__file__).parents[2] / "samples" / "shop"
NODE = shutil.which("node")

LOADER = Path(__file__).parent / "loader.js"


def rewritten(project: Project, folder: Path) -> None:
    """Write a project's modules as node gets them: rewritten, with what each specifier means."""
    modules = ProjectModules(project, cache.TransformCache())
    index: dict[str, object] = {
        "pages": [page.path for page in project.pages.values() if not page.package_root]
    }
    for path in sorted(project.package.root.rglob("*.js")):
        name = path.relative_to(project.package.root).as_posix()
        made = modules.module("", f"/{name}", 0)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(made.text, "utf-8")
        targets = {}
        for specifier in {s for s in path.read_text("utf-8").replace('"', "'").split("'") if s}:
            if "\n" not in specifier and len(specifier) < 100:
                found = modules.module(name, specifier, 0)
                if found.kind != "error":
                    targets[specifier] = found.path
        index[name] = {"kind": made.kind, "targets": targets}
    (folder / "index.json").write_text(json.dumps(index), "utf-8")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_cold_run_of_the_shop_against_node(
    benchmark: Callable[..., object], tmp_path: Path
) -> None:
    rewritten(Project.open(SHOP), tmp_path)
    state = str(tmp_path / "state")
    ours = [sys.executable, "-m", "jshost", "run", "--state", state, str(SHOP)]
    reference = [str(NODE), str(LOADER), str(tmp_path)]
    subprocess.run(reference, check=True)  # it works
    benchmark.pedantic(whole_process_cpu, args=(ours,), rounds=3)  # type: ignore[attr-defined]
    for name, command in (
        ("jshost run shop / node, warm cache", ours),
        ("the same without a cache", [*ours[:4], "--ephemeral", str(SHOP)]),
        ("the same, --isolation none", [*ours[:-1], "--isolation", "none", str(SHOP)]),
    ):
        pairs = sorted(whole_process_cpu(command) / whole_process_cpu(reference) for _ in range(9))
        RATIOS.append((name, f"{pairs[4]:.2f} × (budget 2 ×)"))


FILES = 300
FUNCTIONS = "\n".join(
    f"export function f{i}(a, b) {{ const x = {{ a, b, c: [1, 2, {i}] }};"
    f" if (a > b) {{ return x.c.map((n) => n * {i}); }} return `${{a}}-${{b}}`; }}"
    for i in range(25)
)


def large_project(folder: Path) -> Path:
    """Write a project of 300 files, 1 MB of ES modules that import one another."""
    (folder / "lib").mkdir(parents=True)
    for i in range(FILES - 2):
        imports = f"import {{ f1, f2 as g }} from './m{i - 1}';\n" if i else ""
        use = "export const v = f1(1, 2) + g(3, 1).length;\n" if i else ""
        text = f"{imports}{FUNCTIONS}\n{use}export default {{ name: 'm{i}' }};\n"
        (folder / "lib" / f"m{i}.js").write_text(text, "utf-8")
    (folder / "app.js").write_text("App({})", "utf-8")
    (folder / "app.json").write_text('{"pages": ["page"]}', "utf-8")
    imports = "".join(f"import m{i} from './lib/m{i}';\n" for i in range(FILES - 2))
    (folder / "page.js").write_text(f"{imports}Page({{}})", "utf-8")
    return folder


def start(folder: Path, state: Path | None) -> float:
    """Return the CPU seconds that it takes to start a program in this process."""
    cache._memory.clear()
    began = process_time()
    with Host(clock="virtual", isolation="none", project=folder, state=state) as host:
        host.run()
        assert host.errors == []
    return process_time() - began


def test_project_of_300_files(benchmark: Callable[..., object], tmp_path: Path) -> None:
    folder = large_project(tmp_path / "app")
    state = tmp_path / "state"
    benchmark.pedantic(start, args=(folder, None), rounds=1)  # type: ignore[attr-defined]
    loop = median_cpu(lambda: sum(range(10_000_000)), 5)
    cold = sorted(start(folder, None) for _ in range(3))[1]
    start(folder, state)
    warm = sorted(start(folder, state) for _ in range(3))[1]
    for name, seconds, budget in (("cold", cold, 1.5), ("warm cache", warm, 0.4)):
        text = f"{seconds:.3f} s, {seconds / loop:.2f} × a sum of 1e7 numbers (budget {budget} s)"
        RATIOS.append((f"300 files, {name}", text))


CALLS = 50_000


def test_set_data(benchmark: Callable[..., object], tmp_path: Path) -> None:
    """A scalar, in a page's method; the trace's record included."""
    (tmp_path / "app.js").write_text("App({})", "utf-8")
    (tmp_path / "app.json").write_text('{"pages": ["page"]}', "utf-8")
    loop = f"for (let i = 0; i < {CALLS}; i++)"
    set_all, spin = f"{loop} this.setData({{ n: i }})", f"{loop} this.n = {{ n: i }}"
    page = f"Page({{ set() {{ {set_all} }}, spin() {{ {spin} }} }})"
    (tmp_path / "page.js").write_text(page, "utf-8")

    def once(name: str) -> float:
        with Host(clock="virtual", isolation="none", project=tmp_path) as host:
            host.run()
            began = process_time()
            host.page.call(name)
            return process_time() - began

    benchmark.pedantic(once, args=("set",), rounds=1)  # type: ignore[attr-defined]
    took = sorted(once("set") for _ in range(5))[2]
    bare = sorted(once("spin") for _ in range(5))[2]
    text = f"{CALLS / took:,.0f} a second, {took / bare:.1f} × an assignment (budget 50,000)"
    RATIOS.append(("setData of a scalar", text))
