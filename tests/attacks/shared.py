"""What is expected of the scripts in scripts/, which stay as they were given to us: the header
lines that our own scripts have in the file. README.md explains them.
"""

from __future__ import annotations

SAFE = "// judge: ok\n// says: ^SAFE\n"
DONE = "// judge: ok\n// says: ^DONE$\n"
SPUN = "// judge: limit cpu\n// options: --cpu-limit 0.3\n"
FILES = "// judge: ok\n// says: SAFE\n"
NETWORK = "// needs: request\n// judge: ok\n"

EXPECTED = {
    "escape-arguments-caller": SAFE,
    "escape-env-in-systeminfo": SAFE,
    "escape-error-stack-paths": SAFE,
    "escape-function-source": SAFE,
    "escape-import-file": SAFE,
    "escape-this-in-callback": SAFE,
    "forge-reject-tostring-host-call": "// judge: error in promise\\) x\n",
    "forge-throw-host-lookalike": "// judge: error interrupted\n// never: limit of\n",
    "forge-throw-oom-lookalike": "// judge: error null\n// never: limit of\n",
    "forge-throw-stack-getter-loop": SPUN,
    "forge-throw-tostring-host-call": "// judge: error boo\n",
    "forge-tojson-reentry": DONE,
    "path-odd-names": FILES,
    "path-traversal-read": FILES,
    "path-traversal-write": FILES,
    "permission-opensetting-no-gesture": '// judge: ok\n// never: camera":true\n// tty: yes\n',
    "permission-other-app-id": SAFE + "// tty: yes\n",
    "permission-scope-proxy": SAFE + "// tty: yes\n",
    "permission-scope-weird-names": SAFE + "// says: \\A(SAFE\\n){18}\\Z\n// tty: yes\n",
    "permission-storage-as-permission": SAFE,
    "pollution-array-setter-index": SAFE,
    "pollution-delete-primordials": DONE,
    "pollution-map-set-hijack": SAFE,
    "pollution-object-proto-scope": SAFE,
    "pollution-promise-then-hijack": SAFE,
    "pollution-proto-key-storage": SAFE,
    "pollution-replace-wx-methods": SAFE,
    "prompt-log-before-prompt": "// judge: ok\n// says: ^SAFE$\n// tty: yes\n",
    "prompt-prompt-flood": "// judge: ok\n// tty: yes\n",
    "prompt-showmodal-spoof": SAFE + "// tty: yes\n",
    "race-callback-after-teardown": "// needs: request\n// judge: error end now\n",
    "race-callback-not-function": DONE,
    "race-callback-throws": "// judge: error in fail\n// says: ^DONE$\n",
    "race-options-not-object": DONE,
    "race-reenter-from-getter": DONE,
    "resource-array-alloc": "// judge: limit memory\n// options: --cpu-limit 3\n",
    "resource-arraybuffer-alloc": "// judge: limit memory\n// options: --cpu-limit 3\n",
    "resource-atomics-wait": SAFE,
    "resource-catch-all-loop": SPUN,
    "resource-deep-json-stringify": "// judge: error nested\n",
    "resource-deep-native-recursion": "// judge: error stack overflow|call stack\n",
    "resource-deep-parser": "// judge: error SyntaxError|stack\n",
    "resource-finally-continue": SPUN,
    "resource-infinite-loop": SPUN,
    "resource-interval-flood": "// judge: limit cpu memory messages timeout\n// memory: 250\n",
    "resource-log-flood": (
        "// judge: limit cpu memory messages output timeout\n// size: 64\n// memory: 250\n"
    ),
    "resource-log-huge-line": "// judge: ok or limit memory or error out of memory\n",
    "resource-microtask-slices": SPUN,
    "resource-oom-catch-loop": "// judge: limit memory cpu wall crash\n",
    "resource-proxy-chain": "// judge: ok or limit memory crash\n// says: DONE\n",
    "resource-request-flood": NETWORK,
    "resource-sort-comparator-chaos": (
        "// judge: ok or limit cpu\n// says: DONE\n// options: --cpu-limit 3 --wall-limit 6\n"
    ),
    "resource-storage-10mb": "// judge: ok\n// says: ^SAFE 10$\n// options: --cpu-limit 3\n",
    "resource-this-eval-forin": "// judge: ok or limit crash\n// says: DONE\n",
    "resource-timer-flood": "// judge: limit cpu memory messages\n// memory: 250\n",
    "resource-timer-forever": "// judge: limit timeout\n// options: --timeout 1\n",
    "ssrf-method-and-timeout": NETWORK + "// says: SAFE\n",
    "ssrf-response-bomb": NETWORK + "// says: SAFE\n",
    "ssrf-schemes": "// judge: ok\n// says: \\A(SAFE\\n){12}\\Z\n",
    "terminal-ansi-clear": "// judge: ok\n// says: \\\\x1b\\[2J.*red$\n// tty: yes\n",
    "terminal-c1-bidi-zero-width": "// judge: ok\n// says: \\\\u202e.*\\\\x7f\n// tty: yes\n",
    "terminal-osc52-clipboard": "// judge: ok\n// says: \\\\x1b\\]52.*\\\\x9c\n// tty: yes\n",
}
"""By name of the script, the header lines that it would have."""
