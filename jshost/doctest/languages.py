"""Other languages that documentation shows, by what is written in no other: servers' languages,
shells, TypeScript, listings. And what the pages call them.
"""

from __future__ import annotations

import re

_FAMILIES = {
    "js": "js javascript node nodejs es6 es mjs cjs jsx",
    "ts": "ts tsx typescript",
    "json": "json json5 jsonc",
    "wxml": "wxml html htm xml vue",
    "wxss": "wxss css scss sass less stylus",
    "shell": "sh bash shell shellscript shell-session console terminal zsh bat cmd powershell ps1",
    "python": "python py python3",
    "server": "php java go golang c# csharp cs ruby rb c cpp c++ rust rs sql nginx dockerfile",
    "native": "objectivec objective-c objc oc swift kotlin kt dart",
    "text": "text txt plain plaintext http yaml yml toml ini properties markdown md log tree",
    "diff": "diff patch",
    "wxs": "wxs",
}
_FAMILY = {hint: family for family, hints in _FAMILIES.items() for hint in hints.split()}


def family_of(hint: str) -> str:
    """Return the family of the language that a page names, "" if it says nothing."""
    return _FAMILY.get(re.sub(r"^lang(?:uage)?-", "", hint.strip().lower()), "")


def _lines(*patterns: str) -> re.Pattern[str]:
    """Return a pattern for what a line begins with."""
    return re.compile(rf"^[ \t]*+(?:{'|'.join(patterns)})", re.MULTILINE)


# -- listings --------------------------------------------------------------------------------------

_TREE = _lines(r"[│| \t]*+[├└╰]", r"[|+`]--[ \w.]", r"\|[ \t]++[|+`]--")
_FIRST_LINE = re.compile(
    r"\s*+(?:(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s++(?:\w++://|/|\{)"
    r"|HTTP/\d|[a-z][a-z+.-]*+://\S++[ \t]*+(?:\n|\Z))",
    re.IGNORECASE,
)


def is_listing(text: str) -> bool:
    """Whether a text is a tree of files, an HTTP exchange or an address."""
    return _TREE.search(text) is not None or _FIRST_LINE.match(text) is not None


# -- shells ----------------------------------------------------------------------------------------

_COMMANDS = (
    *(r"(?:c|p|t)?npm", "npx", "yarn", "curl", "wget", "git", "cd", "mkdir", "rm", "cp", "mv"),
    *(
        "ls",
        "sudo",
        "pip3?",
        "python3?",
        "docker",
        "ssh",
        "scp",
        "openssl",
        "adb",
        "tcb",
        "wxcloud",
    ),
    *("tar", "unzip", "chmod", "chown", "apt-get", "brew", "composer", "mvn", "vue", "taro"),
    *(
        r"go (?:run|build|get)",
        "telnet",
        "ping",
        "nslookup",
        "echo",
        "mysql",
        "systemctl",
        "miniprogram-ci",
    ),
    *(r"node (?:-\S++|\S+\.[cm]?js)", r"(?:\S*/)?cli(?:\.bat)?[ \t]++(?:-\S++|[a-z]++\b)"),
)
_COMMAND = re.compile(
    r"(?:[ \t]*+#[^\n]*+\n|[ \t]*+\n)*+[ \t]*+(?:[$%>]|[A-Z]:[\\\w]*>)?[ \t]*+"
    rf"(?:(?:{'|'.join(_COMMANDS)})(?=[ \t\n]|\Z)(?![ \t]*+(?:[=.(:?]|=>))|export [A-Z_]++=)"
)
_PROMPT = re.compile(r"\s*+\$ +\w")


def is_shell(text: str) -> bool:
    """Whether a text begins with a command, or with a prompt and a word."""
    return _COMMAND.match(text) is not None or _PROMPT.match(text) is not None


# -- languages of servers and tools ----------------------------------------------------------------

_SERVER = _lines(
    r"<\?(?:php|=)", r"use [A-Z]\w*+\\",  # PHP
    r"import (?:static )?[a-z]\w*+(?:\.\w++)++(?:\.\*)?;", r"@(?:Override|Autowired|\w++Mapping)\b",
    r"package [a-z][\w.]*+;?[ \t]*+$", r"(?:System|Console)\.\w++\.?\w*+\(",  # Java, Go
    r"(?:public|private|protected) (?:static |final |abstract |async )*+"
    r"(?:class|interface|enum|void|int|long|boolean|bool|byte|string|[A-Z])",
    r"(?:String \w++ =|(?:Map|List)<\w)",
    r"func (?:\([^)\n]*+\) ?)?\w*+\(", r"\w++(?:, ?\w++)?+ :=", r"import \($",  # Go
    r"using [A-Z][\w.]*+;", r"namespace [A-Z][\w.]*+[ \t]*+;?$",  # C#
    r"#[ \t]*+(?:include|define|ifdef|pragma)\b", r"(?:int|void) main\(",  # C
    r"require ['\"][\w/.-]++['\"][ \t]*+$", r"def \w++[ \t]*+$", r"puts [\"']",  # Ruby
    r"(?:from [\w.]++ )?import [\w., ]++(?: as \w++)?[ \t]*+$", r"@app\.route\(",  # Python
    r"(?:async )?def \w++\([^\n]*+(?<=:)[ \t]*+$", r"class \w++(?:\([^)\n]*+\))?:[ \t]*+$",
    r"(?:if|elif|for|while|with|except)\b[^\n{;]*+(?<=:)[ \t]*+$", r"print [\"']",
    r"(?:SELECT|INSERT INTO|CREATE TABLE|ALTER TABLE|UPDATE \w++ SET|DELETE FROM) ",
    r"(?:server|location [^\n{]++|upstream \w++)[ \t]*+\{[ \t]*+$", r"FROM [\w./:-]++[ \t]*+$",
)  # fmt: skip
_PHP = re.compile(r"^[ \t]*+\$[A-Za-z_]\w*+ ?=[^=>]", re.MULTILINE)
_PHP_MEMBER = re.compile(r"\$\w++->")
_NO_PYTHON = _lines(r"(?:const|let|var|function)\b", r"[^\n]*+(?<=;)$")
_JAVASCRIPT = re.compile(r"\b(?:const|let|var)\b|=>")


def is_server(text: str) -> bool:
    """Whether a text has what only other languages of servers and tools have."""
    return _SERVER.search(text) is not None or _PHP_MEMBER.search(text) is not None


def has_php_variables(text: str) -> bool:
    """Whether JavaScript has variables of PHP, and nothing of its own."""
    return _PHP.search(text) is not None and _JAVASCRIPT.search(text) is None


def can_be_python(text: str) -> bool:
    """Whether JavaScript has nothing that Python has not. (Python's own parser would tell, but may
    take all of the stack of a thread.)
    """
    return _NO_PYTHON.search(text) is None


_TYPES = re.compile(
    r"^[ \t]*+(?:export |declare |default )*+(?:interface|type|enum|namespace|abstract class) \w"
    r"|^[ \t]*+declare \w|^[ \t]*+import type\b|^[ \t]*+(?:public|private|protected|readonly) \w"
    r"|[\w)?\]][ \t]?:[ \t]*+(?:string|number|boolean|any|void|never|unknown|object)\b(?!\()"
    r"|[\w)?\]][ \t]?:[ \t]*+(?:Promise|Array|Record|Partial|WechatMiniprogram|WXCloud|Taro)\b[.<]"
    r"|\bas (?:any|string|number|const|unknown)\b|\w<(?:\w++|\{)(?:\[\])?>\(",
    re.MULTILINE,
)


def has_types(text: str) -> bool:
    """Whether a text has what only TypeScript has."""
    return _TYPES.search(text) is not None


# -- JavaScript that is not a mini program's -------------------------------------------------------

_MODULE = re.compile(
    r"\brequire\(\s*+['\"]([^'\"\n]++)['\"]|\b(?:from|import)\s*+['\"]([^'\"\n]++)['\"]"
)
_NODE = frozenset(
    (
        *("assert", "buffer", "child_process", "cluster", "crypto", "dns", "fs", "fs/promises"),
        *("http", "http2", "https", "net", "os", "path", "process", "querystring", "readline"),
        *("stream", "tls", "url", "util", "v8", "vm", "worker_threads", "zlib"),
    )
)
_TOOLS = re.compile(
    r"(?:node:|@koa/|@cloudbase/(?:node|manager)|koa-|webpack|gulp|rollup|tencentcloud-sdk|wechatpay)"
    r"|(?:express|koa|body-parser|request|request-promise|got|axios|wx-server-sdk|tcb-admin-node|"
    r"tcb-router|mysql2?|sequelize|mongodb|mongoose|redis|ioredis|sha1|xml2js|nodemailer|"
    r"miniprogram-(?:ci|automator|simulate)|j-component|jest|mocha|chai|vite|cors|multer|ws)$"
)
SERVER_NAMES = frozenset(
    (
        *("process", "Buffer", "__dirname", "__filename", "cloud", "describe", "it", "expect"),
        *("beforeAll", "beforeEach", "afterAll", "jest"),
    )
)
"""Names that cloud functions, servers and tests of tools have without declaring them."""

BROWSER_NAMES = frozenset(("window", "document", "WeixinJSBridge", "jWeixin"))
"""Names that the pages in a web-view have."""

WXS_NAMES = frozenset(("getRegExp", "getDate"))

_CLOUD_FUNCTION = re.compile(r"\bexports\.main\s*+=")
_WXS_FILE = re.compile(r"[^\n]*\.wxs\b|(?s:.)*?\brequire\(\s*+['\"][^'\"\n]*\.wxs['\"]")


def is_for_node(text: str) -> bool:
    """Whether JavaScript asks for modules of Node.js and its servers, or is a cloud function."""
    modules = (found[1] or found[2] for found in _MODULE.finditer(text))
    asked = any(name in _NODE or _TOOLS.match(name) for name in modules)
    return asked or _CLOUD_FUNCTION.search(text) is not None


def is_wxs(text: str) -> bool:
    """Whether JavaScript names a WXS file in its first line, or asks for one."""
    return _WXS_FILE.match(text) is not None
