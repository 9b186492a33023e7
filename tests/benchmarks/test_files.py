"""How fast files and stored values cross between a program and its phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from jshost import Host
from tests.benchmarks.ratios import RATIOS

MB = 1 << 20
SIZE = 10

SETUP = f"""
const fs = wx.getFileSystemManager();
const path = `${{wx.env.USER_DATA_PATH}}/a`;
const size = {SIZE} << 20;
const buffer = new ArrayBuffer(size);
const numbers = new Uint32Array(buffer);
let x = 1;
for (let i = 0; i < numbers.length; i++) numbers[i] = x = (Math.imul(x, 1103515245) + 12345) >>> 0;
const text = "0123456789".repeat(size / 10);
const value = "x".repeat(1000000);
Object.assign(globalThis, {{ fs, path, size, buffer, text, value }});
"""
WAYS = {
    "write a buffer": "fs.writeFileSync(path, buffer)",
    "write a buffer in pieces of 1 MB": (
        "const fd = fs.openSync({ filePath: path, flag: 'w' });"
        " for (let at = 0; at < size; at += 1 << 20)"
        "   fs.writeSync({ fd, data: new Uint8Array(buffer, at, 1 << 20) });"
        " fs.closeSync({ fd })"
    ),
    "write a text": "fs.writeFileSync(path, text)",
    "read a buffer": "fs.readFileSync(path)",
    "read a text": "fs.readFileSync(path, 'latin1').length",
    "copy": "fs.copyFileSync(path, `${path}2`)",
}


def seconds(host: Host, script: str, rounds: int = 3) -> float:
    """Return the CPU seconds of the quickest of some rounds."""
    times = []
    for _ in range(rounds):
        began = process_time()
        assert host.load(f"(() => {{ {script} }})()")
        times.append(process_time() - began)
    return min(times)


@pytest.mark.parametrize("kept", ["in memory", "on disk"])
def test_files(benchmark: Callable[..., object], tmp_path: Path, kept: str) -> None:
    state = tmp_path if kept == "on disk" else None
    data = bytes(range(256)) * (SIZE * MB // 256)
    with Host(isolation="none", state=state) as host:
        assert host.load(SETUP)
        began = process_time()
        host.phone.files.write("wxfile://usr/a", data)
        bare = process_time() - began
        RATIOS.append((f"10 MB {kept}, host alone", f"{SIZE / bare:7.0f} MB/s"))
        for name, script in WAYS.items():
            took = seconds(host, script)
            ratio = f"{took / bare:5.1f} × the host alone"
            RATIOS.append((f"10 MB {kept}, {name}", f"{SIZE / took:7.0f} MB/s, {ratio}"))
        benchmark(lambda: host.phone.files.write("wxfile://usr/a", data))


@pytest.mark.parametrize("kept", ["in memory", "on disk"])
def test_one_megabyte_in_the_data_cache(
    benchmark: Callable[..., object], tmp_path: Path, kept: str
) -> None:
    state = tmp_path if kept == "on disk" else None
    with Host(isolation="none", state=state) as host:
        assert host.load(SETUP)
        script = "wx.setStorageSync('k', value); wx.getStorageSync('k')"
        took = seconds(host, script, rounds=9)
        RATIOS.append((f"1 MB stored and got {kept}", f"{took * 1e3:7.1f} ms (budget 30 ms)"))
        benchmark(lambda: host.phone.storage.get("k"))
