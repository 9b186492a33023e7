"""The wheel has all that a run needs: built, installed in a fresh environment, and used."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_a_wheel_runs_a_sample_in_a_fresh_environment(tmp_path: Path) -> None:
    def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)

    built = pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT))
    if built.returncode and "hatchling" in built.stderr:
        pytest.skip("no package index to get the build backend from")
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    in_checkout = {f"jshost/polyfills/{path.name}" for path in (ROOT / "polyfills").glob("*.js")}
    assert in_checkout <= set(names)
    assert {"jshost/py.typed", "jshost/data/catalogue.json"} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "samples/"))]

    # The dependencies are those of the environment the tests run in; only jshost is new.
    target = tmp_path / "site"
    assert (
        pip("install", "--quiet", "--no-deps", "--target", str(target), str(wheel)).returncode == 0
    )
    code = (
        f"import sys; checkout = {str(ROOT)!r};"
        f"sys.path[:] = [{str(target)!r}] + [p for p in sys.path if p != checkout];"
        "import jshost; assert jshost.__file__.startswith(sys.path[0]), jshost.__file__;"
        "from jshost.cli import main; main()"
    )

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-c", code, *arguments],
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8"},
            cwd=tmp_path,
            check=False,
        )

    sample = str(ROOT / "samples" / "record.js")
    run = command("run", "--ephemeral", "--answer", "scope.record=deny", sample)
    assert (run.returncode, run.stderr) == (0, "")
    assert "authorize:fail auth deny" in run.stdout
    assert command("init", "fresh").returncode == 0
    run = command("run", "fresh", "--ephemeral", "--scenario", "fresh/scenario.toml")
    assert (run.returncode, run.stderr) == (0, "jshost: note: 2 steps taken, all as expected\n")
