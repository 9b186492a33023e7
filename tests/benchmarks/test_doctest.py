"""Examples of documentation against their budget: a thousand of them, in four situations each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from jshost.doctest.examples import Settings
from jshost.doctest.session import Session
from jshost.situations import SITUATIONS
from tests.benchmarks.ratios import RATIOS
from tests.benchmarks.test_speed import FLOW, bare

EXAMPLES = 1000


def test_a_thousand_examples_in_four_situations(
    benchmark: Callable[..., object], tmp_path: Path
) -> None:
    pages = []
    for number in range(EXAMPLES // 10):
        blocks = "\n".join(f"## Block {n}\n\n```js\n// {n}\n{FLOW}\n```\n" for n in range(10))
        pages.append(tmp_path / f"page{number}.md")
        pages[-1].write_text(f"# Page {number}\n\n{blocks}", "utf-8")

    def run() -> int:
        session = Session(Settings(SITUATIONS), jobs=2)
        return sum(len(result.runs) for result in session.run(session.collect(pages)))

    start = monotonic()
    assert benchmark.pedantic(run, rounds=1) == 4 * EXAMPLES  # type: ignore[attr-defined]
    whole = monotonic() - start
    start = monotonic()
    for _ in range(200):
        bare()
    reference = (monotonic() - start) / 200
    each = whole / 4 / EXAMPLES / reference
    told = f"{whole:.1f} s, {each:.1f} × bare context for each run (budget 20 s)"
    RATIOS.append(("1,000 examples, four situations, two jobs", told))
