"""Benchmarks of reading pages of documentation, as ratios within one run."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from jshost.doctest.blocks import find_pages, read_page
from tests.benchmarks.ratios import RATIOS
from tests.benchmarks.test_speed import median_cpu

PAGES = 300
BLOCK = "\n".join(
    f'<span class="token keyword">const</span> a{i} <span class="token operator">=</span>'
    f' wx<span class="token punctuation">.</span><span class="token function">f{i}</span>'
    '<span class="token punctuation">(</span>a &amp;&amp; b<span class="token punctuation">)</span>'
    for i in range(25)
)


def page(number: int) -> str:
    """Return a page of 60 to 150 KB, as those of the platform are: navigation, tables, blocks."""
    items = "".join(
        f'<li><a href="/miniprogram/dev/api/open-api/authorize/wx.f{i}.html" class="sidebar-link">'
        f"wx.f{i}</a><ul class='sidebar-sub-headers'></ul></li>\n"
        for i in range(170 + number % 9 * 65)
    )
    rows = "<tr><td>success</td> <td>function</td> <td></td> <td>否</td> <td>回调函数</td></tr>\n"
    sections = "".join(
        f'<h2 id="s{i}"><a href="#s{i}" class="header-anchor">#</a> 示例代码 {i}</h2>\n'
        f"<table><tbody>{rows * 20}</tbody></table>\n"
        f'<div class="language-js extra-class"><pre class="language-js"><code>{BLOCK}\n'
        "</code></pre></div>\n"
        for i in range(5)
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>wx</title>'
        f"<style>{'a{b:c}' * 200}</style></head><body><div><nav><ul>{items}</ul></nav>\n"
        f'<h1 id="a">wx.f{number}(Object object)</h1>{sections}</div>'
        f"<script>{'var a = 1 < 2;' * 500}</script></body></html>"
    )


def read_all(folder: Path) -> int:
    pages, _ = find_pages([folder])
    return sum(len(read_page(page).blocks) for page in pages)


def test_300_pages(benchmark: Callable[..., object], tmp_path: Path) -> None:
    for number in range(PAGES):
        (tmp_path / f"wx.f{number}.html").write_text(page(number), "utf-8")
    assert read_all(tmp_path) == PAGES * 5
    benchmark.pedantic(read_all, args=(tmp_path,), rounds=1)  # type: ignore[attr-defined] # pytest-benchmark
    took = median_cpu(lambda: read_all(tmp_path), 3)
    texts = [path.read_text("utf-8") for path in sorted(tmp_path.iterdir())[:30]]
    parser = median_cpu(lambda: [HTMLParser().feed(text) for text in texts], 3) * PAGES / 30
    each = f"{took:.2f} s, {took / PAGES * 1e3:.1f} ms a page"
    text = f"{each}, {took / parser:.2f} × html.parser without handlers (budget 3 s)"
    RATIOS.append((f"{PAGES} HTML pages", text))
