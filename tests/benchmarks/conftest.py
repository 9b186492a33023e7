"""Show the ratios when the benchmarks are done."""

from __future__ import annotations

import pytest

from tests.benchmarks.ratios import RATIOS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not RATIOS:
        return
    terminalreporter.section("ratios, each against a reference in the same run")
    width = max(len(name) for name, _ in RATIOS)
    for name, text in RATIOS:
        terminalreporter.write_line(f"{name:<{width}}  {text}")
