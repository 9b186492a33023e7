"""HTML pages: their blocks on their lines, as browsers read them, however broken they are."""

from __future__ import annotations

import pytest

from jshost.doctest import html
from jshost.doctest.blocks import Collector, Page
from jshost.errors import InputError


def read(text: str) -> Page:
    page = Collector("page.html")
    html.read(text, page)
    return page.page()


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


UNCLOSED = (
    "<pre> without </pre>: the block ends with what is around it, or where the next one or a "
    "heading begins"
)

# As the current documentation of the platform is built, and as that of 2018 was.
VUEPRESS = """<!DOCTYPE html>
<html lang="zh-CN">
  <head><meta charset="utf-8"><title>wx.authorize <pre>no</pre></title>
    <style>h1 > pre { }</style><script>document.write("<h1>no</h1><pre>no</pre>")</script>
  </head>
  <body data-a='<pre>no</pre>' data-b=<h1>>
    <div class="theme-container"><h1 id="x"><a href="#x" class="header-anchor">#</a> wx.authorize(Object object)</h1>
      <p>text &lt;pre&gt;no&lt;/pre&gt;</p>
      <h2 id="y"><a href="#y" aria-hidden="true" class="header-anchor">#</a> 示例代码</h2>
<div class="language-js extra-class"><pre class="language-js"><code><span class="token comment">// 中文 &amp;</span>
wx<span class="token punctuation">.</span><span class="token function">authorize</span><span
 class="token">(</span><span class="token punctuation">)</span>
</code></pre></div>
<div class="language-json extra-class">
  <pre>
<code>{}
</code></pre>
</div><pre>plain</pre>
    </div>
  </body>
</html>
"""  # noqa: E501 -- as a generator writes it


def test_a_page_of_a_generator() -> None:
    page = read(VUEPRESS)
    path = ("wx.authorize(Object object)", "示例代码")
    assert [(b.heading, b.line, b.hint, b.text) for b in page.blocks] == [
        (path, 10, "js", "// 中文 &\nwx.authorize()"),
        (path, 16, "json", "{}"),
        (path, 18, "", "plain"),
    ]
    assert page.faults == ()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('<pre><code class="lang-javascript">1</code></pre>', "javascript"),
        ('<pre><code class="hljs javascript">1</code></pre>', "javascript"),
        ('<pre><code class="javascript hljs">1</code></pre>', "javascript"),
        ('<pre><code class="hljs language-js">1</code></pre>', "js"),
        ('<pre><code class="hljs">1</code></pre>', ""),
        ('<pre class="sourceCode js"><code class="sourceCode javascript">1</code></pre>',
         "javascript"),
        ("<PRE CLASS=language-JS>1</PRE>", "js"),
        ("<pre class='language-js'>1</pre>", "js"),
        ('<pre class="prettyprint">1</pre>', ""),
        ('<pre data-language="js"><code>1</code></pre>', "js"),
        ('<pre><code class="a" class="lang-js">1</code></pre>', ""),
        ('<pre><code data-x="class=lang-js">1</code></pre>', ""),
        ('<pre><code class="lang&#45;js">1</code></pre>', "js"),
        ('<div class="highlight highlight-source-js"><pre>1</pre></div>', "js"),
        ('<div class="highlight-javascript notranslate"><div class="highlight"><pre>1</pre>',
         "javascript"),
        ('<div class="language-js"><button>Copy</button><span>js</span><pre>1</pre></div>', "js"),
        ('<div class="language-js"><p>a</p></div><pre>1</pre>', ""),
        ('<div class="lang-en"><h1>A</h1><pre>1</pre></div>', ""),
        ('<div class="language-js"><pre>0</pre><pre>1</pre></div>', ""),
        (('<figure class="highlight js"><table><td class="gutter"><pre>1\n2</pre></td>'
         '<td class="code"><pre>1</pre></td></table></figure>'), "js"),
    ],
)  # fmt: skip
def test_the_language_is_named_in_many_ways(text: str, hint: str) -> None:
    assert [(block.hint, block.text) for block in read(text).blocks][-1] == (hint, "1")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("<pre>a\n</pre>", 1, "a"),
        ("<pre>\na\n</pre>", 2, "a"),
        ("<pre\nclass=x\n>a\n</pre>", 3, "a"),
        ("<pre>\n<code>\n\n  a\n</code></pre>", 4, "  a"),
        ("<pre><code><span>\n</span><span\n>a</span></code></pre>", 3, "a"),
        ("<pre>&#10;&#10;\n<b> </b>&nbsp;\n a</pre>", 3, " a"),
        ("<pre>\n<!-- \n -->a</pre>", 3, "a"),
        ("\n<pre>a<br>b<br/>\n</pre>", 2, "a\nb"),
        ("\n\n<pre>\n\n</pre>", 3, ""),
        ("<pre>a\tb  \n\n  c  \n</pre>", 1, "a\tb  \n\n  c"),
        ("<pre>&lt;a&gt; &amp;amp; &quot;&#39;&#x27;&copy &unknown; & &</pre>", 1,
         "<a> &amp; \"''© &unknown; & &"),
        ("<pre>1 < 2 <3 && a</pre>", 1, "1 < 2 <3 && a"),
        ("<pre><button>Copy</button>a<a href=x>b</a></pre>", 1, "ab"),
        ("<pre><script>no</script>a<style>no</style></pre>", 1, "a"),
        ("<pre>&#" + "9" * 5000 + ";</pre>", 1, "&#" + "9" * 5000 + ";"),
        ("<pre>&#0;&#xD800;&#x110000;</pre>", 1, "\ufffd\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_code_is_what_is_shown_on_its_line(text: str, line: int, code: str) -> None:
    assert [(block.line, block.text) for block in read(text).blocks] == [(line, code)]
    assert read(text).faults == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("a<b>b</b> <i>c</i>", "ab c"),
        ("  a\n\t b&nbsp;c  ", "a b c"),
        ("a<br>b", "a b"),
        ("a<!-- b -->c", "ac"),
        ('<a class="anchor" href="#a"><svg></svg></a>a', "a"),
        ('a<a class="headerlink" href="#a">&para;</a>', "a"),
        ('a<a class="hash-link" href="#a">&#8203;</a>', "a"),
        ('<a class="header" href="#a">a</a>', "a"),
        ('<a class="header-anchor" href="#a"><span>a</span></a>', "a"),
        ("a <a>#1</a>", "a #1"),
        ("a <button>Edit</button>", "a"),
        ("C#", "C#"),
        ("<a href='#'>a", "a"),
    ],
)
def test_headings_are_what_is_shown(title: str, expected: str) -> None:
    assert read(f"<h2>{title}</h2><pre>1</pre>").blocks[0].heading == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- <pre>no</pre> -->",
        "<!--> --><pre>1</pre>",
        "<!---><pre>1</pre>",
        "<!-- --!><pre>1</pre>",
        "<script>'<pre>no</pre>'</script >",
        "<SCRIPT>'<pre>no</pre> </scripts>'</Script\n>",
        "<textarea><pre>no</pre></textarea>",
        "<template><pre>no</pre></template>",
        "<noscript><pre>no</pre></noscript>",
        "<a title='<pre>no</pre>'>",
        '<a title = "<pre>no</pre>">',
        "<a b='>' c=\"'\" d=<pre>",
        "<![CDATA[<pre]]>",
        "<?php <pre ?>",
        "</ <pre>",
        "<prefix>no</prefix>",
        "< pre>no</ pre>",
    ],
)
def test_what_browsers_take_for_no_block_is_none(text: str) -> None:
    page = read(text + "<h1>A</h1><pre>2</pre>")
    assert [block.text for block in page.blocks] == ["1"] * ("<pre>1" in text) + ["2"]
    assert page.blocks[-1].heading == ("A",)
    assert page.faults == ()


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ("\n<pre>\na\n", ["a"], 2),
        ("<pre>a<h2>b</h2><pre>c</pre>", ["a", "c"], 1),
        ("<div><pre>a</div>b<pre>c</pre>", ["a", "c"], 1),
        ("<pre>a<pre>b</pre>c</pre>", ["a", "b"], 1),
        ("<pre><div>a</div>b</pre>", ["a"], None),
        ("</div></pre></h2><pre>a</div></figure></h1></pre>", ["a"], None),
        ("<pre><pre>a</pre></pre>", ["a"], None),
        ("<pre><pre", [], None),
        ("<pre>a</pre", ["a"], None),
        ("<pre>a<b", ["a"], 1),
        ("<pre", [], None),
        ("<pre class=", [], None),
        ("<pre class='a>b</pre>", ["b"], None),
        ("<h1>a<h2>b<pre>c</pre>", ["c"], None),
        ("<h1>a</h2><pre>c</pre>", ["c"], None),
        ("<section><figure><div><pre>a</pre></section><pre>b</pre>", ["a", "b"], None),
    ],
)
def test_broken_pages_are_read_as_far_as_they_go(
    text: str, expected: list[str], line: int | None
) -> None:
    page = read(text)
    assert [block.text.replace("ab", "a") for block in page.blocks] == expected
    told = [] if line is None else [(line, UNCLOSED)]
    assert [(fault.line, fault.message) for fault in page.faults] == told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<script>", "<script> without </script>: what follows is hidden"),
        ("<textarea>", "<textarea> without </textarea>: what follows is hidden"),
        ("<!-- ", "a comment that is not closed with -->: what follows is hidden"),
    ],
)
def test_what_hides_the_rest_of_a_page_is_told(text: str, message: str) -> None:
    page = read(f"<pre>1</pre>\n{text}\n<pre>2</pre>")
    assert [block.text for block in page.blocks] == ["1"]
    assert [(fault.line, fault.message) for fault in page.faults] == [(2, message)]


def test_an_unclosed_heading_ends_where_a_block_begins() -> None:
    page = read("<h1>A<pre>1</pre><div><h2>B</div>C<pre>2</pre>")
    assert [block.heading for block in page.blocks] == [("A",), ("A", "B")]


def test_elements_may_be_nested_ten_thousand_deep() -> None:
    assert texts("<div>" * 10_000 + "<pre>1</pre>" + "</div>" * 10_000) == ["1"]
    assert texts("<td>" * 10_001 + "<pre>1</pre>") == ["1"]
    with pytest.raises(InputError) as caught:
        read("\n" + "<div>" * 10_001)
    assert str(caught.value) == (
        "page.html:2: elements nested more than 10,000 deep, the most a page may have"
    )


@pytest.mark.parametrize(
    "unit",
    [
        "<a", "<a b='", '<a b="', "<a b=", "<", "</", "<!", "<!--", "<?", "<script", "<title>", "&",
        "&#", "&#9", "<pre ", "<h1", "</div>", "<div></p></div>", "<br>", "<a>", "</a>", "<button>",
        "<b>", "<div></figure></div>", "\n", "<code>", "<code class='", " ", "<pre>", "<h1>", "=",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "<pre>a", "<h1>a"])
def test_the_time_grows_with_the_length_alone(before: str, unit: str) -> None:
    """With the square of it, each of these would take minutes."""
    read(before + unit * (400_000 // len(unit)))
