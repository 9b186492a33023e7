"""The packages of the corpus, as npm installs them: package.json names them in exact versions, and
package-lock.json what they depend on, with the hash of each. None of their scripts is run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
MANIFESTS = ("package.json", "package-lock.json")

VERSIONS: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]

_PROBE = (
    "view",
    f"dayjs@{VERSIONS['dayjs']}",
    "version",
    "--fetch-timeout=5000",
    "--fetch-retries=0",
)
_INSTALL = (
    "ci",
    "--ignore-scripts",
    "--legacy-peer-deps",
    "--no-audit",
    "--no-fund",
    "--fetch-timeout=60000",
)
_ALWAYS = ("--prefer-offline", "--no-update-notifier")
_PROBE_SECONDS = 20
_INSTALL_SECONDS = 300

_CODE = re.compile(r"^npm (?:error|ERR!) code (\S+)", re.MULTILINE)
# What is wrong with the files here, or with what the registry gives: no reason to do without it.
_OURS = ("EINTEGRITY", "EUSAGE", "EJSONPARSE", "ERESOLVE")


class Unavailable(Exception):
    """npm or its registry is not there; the message says which."""


class Broken(Exception):
    """npm refuses the manifests, or the registry has something else than they want."""


def fetch(cache: Path) -> Path:
    """Return a folder `node_modules` with the packages; later runs with the same cache folder need
    no npm. Raises Unavailable, Broken.
    """
    target = cache / _digest()
    if not target.is_dir():
        with TemporaryDirectory(dir=cache) as work:
            made = Path(work) / "made"
            _install(made)
            try:
                made.rename(target)
            except OSError:
                # Another run may have been faster.
                if not target.is_dir():
                    raise
    return target / "node_modules"


def _digest() -> str:
    text = b"".join((HERE / name).read_bytes() for name in MANIFESTS)
    return blake2b(text, digest_size=8).hexdigest()


def _install(folder: Path) -> None:
    folder.mkdir()
    for name in MANIFESTS:
        shutil.copy(HERE / name, folder)
    _npm(folder, *_PROBE, seconds=_PROBE_SECONDS)
    _npm(folder, *_INSTALL, seconds=_INSTALL_SECONDS)


def _npm(folder: Path, *arguments: str, seconds: float) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("npm is not installed")
    command = [npm, *arguments, *_ALWAYS]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"npm {arguments[0]} did not end within {seconds:g} s") from None
    if done.returncode != 0:
        code = _CODE.search(done.stderr)
        name = code[1] if code else f"exit code {done.returncode}"
        if name in _OURS:
            raise Broken(f"npm {arguments[0]}: {done.stderr.strip()}")
        raise Unavailable(f"the npm registry cannot be used (npm {arguments[0]}: {name})")
