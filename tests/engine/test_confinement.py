"""Each layer by what it prevents, alone and with the others, in processes of their own; and what a
guest's process can still do.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent, indent

import _quickjs
import pytest

import jshost
from jshost.engine import confinement
from jshost.engine.confinement import LAYERS, raise_cpu_limit

resource = pytest.importorskip("resource", reason="not on Windows")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
on_x86_64 = pytest.mark.skipif(platform.machine() != "x86_64", reason="as on x86-64")

MB = 1 << 20
PATH = [str(Path(jshost.__file__).parent.parent), str(Path(_quickjs.__file__).parent)]

BEGIN = f"""\
import sys; sys.path[:0] = {PATH!r}
import ctypes, errno, mmap, os, resource, signal, socket, _quickjs, _thread
from jshost.engine import confinement

PARENT = os.getppid()
context = _quickjs.Context()
libc = ctypes.CDLL(None, use_errno=True)

def confine(memory={256 * MB}, cpu=30, parent=PARENT):
    return confinement.confine(memory=memory, cpu=cpu, parent=parent)

def say(what):
    os.write(0, f"{{what}}\\n".encode())

libc.malloc.restype = libc.mmap.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]

def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
"""

END = """
except OSError as error:
    say(errno.errorcode[error.errno])
except BaseException as error:
    say(type(error).__name__)
else:
    say("done")
os._exit(0)
"""


class Process:
    """A bare interpreter that runs `code`; its descriptor 0 is the other end of `channel`."""

    def __init__(self, code: str, env: dict[str, str]) -> None:
        self.channel, theirs = socket.socketpair()
        self.channel.settimeout(60)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", BEGIN + dedent(code)],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=env,
            )

    def line(self) -> str:
        """Return the next line that it says; "" when nobody is left at its end."""
        said = b""
        while not said.endswith(b"\n") and (more := self.channel.recv(1)):
            said += more
        return said.decode().rstrip("\n")

    def end(self) -> tuple[str, list[str]]:
        """Wait for its end; return how it ended, and the lines that it still said."""
        with self.channel.makefile() as said:
            lines = said.read().splitlines()
        code = self.process.wait()
        assert self.process.stderr is not None
        err = self.process.stderr.read().decode()
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return f"{how} {err}".strip(), lines

    def close(self) -> None:
        self.channel.close()
        self.process.kill()
        with self.process:
            pass


Start = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start processes, which end with the test."""
    started: list[Process] = []

    def starting(code: str, **env: str) -> Process:
        started.append(Process(code, env))
        return started[-1]

    yield starting
    for process in started:
        process.close()


@pytest.fixture(scope="module")
def missing() -> dict[str, str]:
    """Return what confine() returns on this system."""
    process = Process("missing = confine(); say(missing); os._exit(0)", {})
    how, (line,) = process.end()
    process.close()
    assert how == "exit 0"
    found: dict[str, str] = json.loads(line.replace("'", '"'))
    return found


@pytest.fixture
def need(missing: dict[str, str]) -> Callable[[str], None]:
    """Skip a test of a layer that this system lacks; for all of them, that is seccomp."""

    def needing(layer: str) -> None:
        reason = missing[{"all": "seccomp"}.get(layer, layer)]
        if reason:
            pytest.skip(f"{layer}: {reason}")

    return needing


def test_every_layer_is_reported_in_order(missing: dict[str, str]) -> None:
    assert tuple(missing) == LAYERS


@on_linux
def test_what_every_linux_has_is_active(missing: dict[str, str]) -> None:
    always = ("environment", "descriptors", "limits", "parent death")
    assert [missing[layer] for layer in always] == [""] * 4


@pytest.mark.parametrize(
    ("system", "active"),
    [("darwin", ["environment", "descriptors"]), ("win32", ["environment"])],
)
def test_elsewhere_what_is_missing_has_a_reason(
    start: Start, system: str, active: list[str]
) -> None:
    """Were this that system, of which only the name is told: so it is not macOS's own limits."""
    code = f"sys.platform = {system!r}\nfor item in confine().items(): say(': '.join(item))"
    _, lines = start(code + "\nos._exit(0)").end()
    found = dict(line.split(": ", 1) for line in lines)
    assert [found[layer] for layer in active] == [""] * len(active)
    assert found["landlock"] == found["seccomp"] == found["parent death"] == "Linux only"


# -- what the layers prevent --

SETUP = {
    "all": "confine()",
    "limits": f"confinement._set_limits(confinement._size(), {256 * MB}, 30)",
    "landlock": "confinement._restrict_access()",
    "seccomp": "confinement._filter_system_calls()",
}

# The attempt, and what comes of it: with one layer, or with all.
ATTEMPTS: list[tuple[str, str, dict[str, str]]] = [
    (
        "read a file",
        "os.open(sys.executable, os.O_RDONLY)",
        {"limits": "EMFILE", "landlock": "EACCES", "seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "write a file",
        "os.open(os.devnull, os.O_WRONLY)",
        {"limits": "EMFILE", "landlock": "EACCES", "seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "list a directory",
        "os.listdir('/')",
        {"limits": "EMFILE", "landlock": "EACCES", "seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "read what environment it was started with",
        "open('/proc/self/environ')",
        {"limits": "EMFILE", "landlock": "EACCES", "seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "make a directory",
        "os.mkdir('/tmp/jshost-confinement')",
        {"landlock": "EACCES", "seccomp": "SIGSYS", "all": "SIGSYS"},
    ),
    (
        "run a program",
        "os.execv(sys.executable, [sys.executable, '-c', ''])",
        {"landlock": "EACCES", "seccomp": "SIGSYS", "all": "SIGSYS"},
    ),
    ("fork", "os.fork()", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("vfork", "libc.vfork()", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("thread", "_thread.start_new_thread(print, ())", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    (
        "make a socket",
        "socket.socket()",
        {"limits": "EMFILE", "seccomp": "SIGSYS", "all": "SIGSYS"},
    ),
    ("duplicate a descriptor", "os.dup(0)", {"limits": "EMFILE", "all": "EPERM"}),
    ("make a pipe", "os.pipe()", {"limits": "EMFILE", "all": "SIGSYS"}),
    ("see the parent", "os.kill(PARENT, 0)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("signal the parent", "os.kill(PARENT, signal.SIGURG)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    (
        "trace the parent",
        "checked(libc.ptrace(0x4206, PARENT, None, None))",
        {"landlock": "EPERM", "seccomp": "SIGSYS", "all": "SIGSYS"},
    ),
    (
        "read the parent's memory",
        "checked(libc.process_vm_readv(PARENT, None, 0, None, 0, 0))",
        {"seccomp": "SIGSYS", "all": "SIGSYS"},
    ),
    ("new namespace", "libc.unshare(0x10000000)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("mount", "libc.mount(None, b'/', None, 0, None)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("io_uring", "libc.syscall(425, 1, None)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("pidfd", "libc.syscall(434, PARENT, 0)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    ("unknown call", "libc.syscall(100000)", {"seccomp": "SIGSYS", "all": "SIGSYS"}),
    (
        "executable memory",
        "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)",
        {"seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "make memory executable",
        "checked(libc.mprotect(libc.mmap(None, 4096, 0, 0x22, -1, 0), 4096, mmap.PROT_EXEC))",
        {"seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "raise a limit",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))",
        {"limits": "ValueError", "all": "ValueError"},
    ),
    (
        "raise its CPU limit",
        "resource.setrlimit(resource.RLIMIT_CPU, (99, resource.RLIM_INFINITY))",
        {"seccomp": "ValueError", "all": "ValueError"},
    ),
    (
        "ignore the CPU limit",
        "signal.signal(signal.SIGXCPU, signal.SIG_IGN)",
        {"seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "block the CPU limit",
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGXCPU])",
        {"seccomp": "EPERM", "all": "EPERM"},
    ),
    (
        "outlive the parent",
        "confinement._prctl(1, 0)",
        {"seccomp": "EPERM", "all": "EPERM"},
    ),
    ("more memory", f"bytearray({400 * MB})", {"limits": "MemoryError", "all": "MemoryError"}),
]
CASES = [
    pytest.param(layer, code, outcome, id=f"{name}-{layer}")
    for name, code, outcomes in ATTEMPTS
    for layer, outcome in outcomes.items()
]


def tried(start: Start, layer: str, code: str, before: str = "") -> str:
    """Apply a layer, then run code: return what it raised, "done", or the signal that ended it."""
    how, lines = start(f"{before}\n{SETUP[layer]}\ntry:\n{indent(code, '    ')}{END}").end()
    return lines[-1] if how == "exit 0" else how


@on_linux
@pytest.mark.parametrize(("layer", "code", "outcome"), CASES)
def test_attempt(
    start: Start, need: Callable[[str], None], layer: str, code: str, outcome: str
) -> None:
    need(layer)
    assert tried(start, layer, code) == outcome


@on_linux
@on_x86_64
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        pytest.param("libc.syscall(0x40000000 | 39)", "SIGSYS", id="of x32"),
        pytest.param("libc.syscall(-1)", "SIGSYS", id="without a number"),
        pytest.param("libc.syscall(234, PARENT, PARENT, 0)", "SIGSYS", id="tgkill to the parent"),
        pytest.param("libc.syscall(200, PARENT, 0)", "SIGSYS", id="tkill to the parent"),
        pytest.param("checked(libc.syscall(202, 0, 6))", "EPERM", id="FUTEX_LOCK_PI"),
        pytest.param("checked(libc.syscall(202, bytes(4), 129, 1))", "done", id="FUTEX_WAKE"),
    ],
)
def test_system_call(start: Start, need: Callable[[str], None], code: str, outcome: str) -> None:
    need("seccomp")
    assert tried(start, "seccomp", code) == outcome


@on_linux
@on_x86_64
def test_a_system_call_of_a_32_bit_program_kills(start: Start, need: Callable[[str], None]) -> None:
    """By int 0x80 from a 64-bit one: numbers mean other calls there. It is getpid here."""
    need("seccomp")
    before = """\
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("b814000000cd80c3"))
call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
"""
    # Without support for such programs it is an illegal instruction.
    assert tried(start, "seccomp", "call()", before) in ("SIGSYS", "SIGSEGV")


def judge(program: list[tuple[int, int, int, int]], call: dict[int, int]) -> int:
    """Run a filter over the fields of a struct seccomp_data, by offset; return its verdict."""
    loaded = at = 0
    while True:
        code, then, otherwise, operand = program[at]
        at += 1
        match code:
            case 0x06:
                return operand
            case 0x20:
                loaded = call[operand]
            case 0x15:
                at += then if loaded == operand else otherwise
            case 0x35:
                at += then if loaded >= operand else otherwise
            case 0x45:
                at += then if loaded & operand else otherwise


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_of_a_machine(machine: str) -> None:
    """Whichever machine this is."""
    column, architecture = confinement._AUDIT_ARCHITECTURES[machine]
    program = confinement._program(column, architecture)
    without = {numbers[column] for numbers, _, _ in confinement._ALLOWED_WITHOUT.values()}
    expected = {
        confinement._ALLOW: {numbers[column] for numbers in confinement._ALLOWED.values()},
        confinement._REFUSE: {numbers[column] for numbers in confinement._REFUSED.values()},
    }
    expected[confinement._ALLOW] |= without
    found: dict[int, set[int]] = {confinement._ALLOW: {-1}, confinement._REFUSE: {-1}}
    for number in [*range(1000), *range(1 << 30, (1 << 30) + 1000), 0xFFFFFFFF]:
        arguments = dict.fromkeys(range(16, 64, 8), 0)
        verdict = judge(program, {0: number, 4: architecture, **arguments})
        found.setdefault(verdict, set()).add(number)
        assert judge(program, {0: number, 4: 0x40000003, **arguments}) == confinement._KILL
    assert found[confinement._ALLOW] == expected[confinement._ALLOW] | {-1}
    assert found[confinement._REFUSE] == expected[confinement._REFUSE] | {-1}
    for numbers, index, _ in confinement._ALLOWED_WITHOUT.values():
        call = {0: numbers[column], 4: architecture, 16 + 8 * index: 6}
        assert judge(program, call) == confinement._REFUSE
    for numbers in confinement._ALLOWED_TO_ITSELF.values():
        call = {0: numbers[column], 4: architecture, 16: confinement._OWN_ID}
        assert judge(program, call) == confinement._ALLOW


def landlock_abi(start: Start) -> int:
    _, (line,) = start("say(libc.syscall(444, None, 0, 1)); os._exit(0)").end()
    return int(line)


@on_linux
def test_landlock_forbids_to_connect(start: Start, need: Callable[[str], None]) -> None:
    need("landlock")
    if landlock_abi(start) < 4:
        pytest.skip("before ABI 4, Landlock knows no network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect = f"socket.socket().connect({server.getsockname()!r})"
        assert tried(start, "landlock", connect) == "EACCES"
    assert tried(start, "landlock", "socket.socket().bind(('127.0.0.1', 0))") == "EACCES"


@on_linux
def test_landlock_forbids_to_reach_other_processes(
    start: Start, need: Callable[[str], None]
) -> None:
    need("landlock")
    if landlock_abi(start) < 6:
        pytest.skip("before ABI 6, Landlock knows no scopes")
    name = f"\0jshost-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        connect = f"socket.socket(socket.AF_UNIX).connect({name!r})"
        assert tried(start, "landlock", connect) == "EPERM"
    assert tried(start, "landlock", "os.kill(PARENT, 0)") == "EPERM"
    assert tried(start, "landlock", "os.kill(os.getpid(), 0)") == "done"


@on_linux
def test_a_file_that_is_open_cannot_grow(start: Start, tmp_path: Path) -> None:
    before = f"file = os.open({str(tmp_path / 'file')!r}, os.O_CREAT | os.O_WRONLY)"
    assert tried(start, "limits", "os.write(file, b'.')", before) == "EFBIG"


@on_linux
@pytest.mark.skipif(os.geteuid() == 0, reason="the limit on processes does not count for root")
def test_the_limits_forbid_to_fork(start: Start) -> None:
    assert tried(start, "limits", "os.fork()") == "EAGAIN"


@on_linux
def test_no_core_is_dumped_and_nobody_traces(start: Start) -> None:
    assert tried(start, "limits", "say(libc.prctl(3)) or os._exit(0)") == "0"


@on_linux
@pytest.mark.slow
@pytest.mark.parametrize(
    "before",
    [
        "",
        "signal.signal(signal.SIGXCPU, signal.SIG_IGN)",
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGXCPU])",
    ],
    ids=["", "ignored before", "blocked before"],
)
def test_more_cpu_time_ends_the_process(start: Start, before: str) -> None:
    how, _ = start(f"{before}\nconfine(cpu=0.5)\nwhile True: pass").end()
    assert how == "SIGXCPU"


@on_linux
def test_the_host_raises_the_cpu_limit(start: Start) -> None:
    process = start("confine(cpu=1.5); say(''); say(resource.getrlimit(resource.RLIMIT_AS))")
    process.line()
    pid = process.process.pid
    assert resource.prlimit(pid, resource.RLIMIT_CPU)[0] == 2
    raise_cpu_limit(pid, 60.5)
    assert resource.prlimit(pid, resource.RLIMIT_CPU)[0] == 61
    process.end()
    raise_cpu_limit(pid, 90)  # it is gone


@on_linux
def test_lower_limits_stay(start: Start) -> None:
    code = """\
        resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
        resource.setrlimit(resource.RLIMIT_CPU, (3, 5))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        confinement._set_limits(1 << 20, 1 << 30, 30)
        for kind in resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE:
            say(resource.getrlimit(kind))
        os._exit(0)
    """
    assert start(code).end() == ("exit 0", [f"({1 << 28}, {1 << 28})", "(3, 5)", "(0, 0)"])


# -- environment, descriptors, parent death --


def test_the_environment_is_emptied(start: Start) -> None:
    code = """\
        say(confine()["environment"] or "empty")
        say(dict(os.environ))
        say(ctypes.c_char_p(libc.getenv(b"SECRET")).value)
        os._exit(0)
    """
    assert start(code).end() == ("exit 0", ["empty", "{}", "None"])
    assert start(code, SECRET="1").end() == ("exit 0", ["empty", "{}", "None"])


@on_linux
def test_nothing_is_left_of_the_environment_that_it_was_started_with(start: Start) -> None:
    """Where a guest that breaks out would find it: on the stack, and in what Python keeps."""
    code = """\
        import posix
        say(len(open("/proc/self/environ", "rb").read().strip(bytes(1))))
        confinement.prepare()
        say(len(open("/proc/self/environ", "rb").read().strip(bytes(1))))
        say(posix.environ)
        os._exit(0)
    """
    secrets = {f"SECRET{n}": "x" * 1000 for n in range(10)}
    _, lines = start(code, **secrets).end()
    assert lines == [str(10 * len("SECRET0=") + 10 * 1000 + 9), "0", "{}"]


@pytest.mark.parametrize(
    "before", ["", "confinement._SYS_CLOSE_RANGE = 100000"], ids=["", "before Linux 5.9"]
)
def test_descriptors_are_closed(start: Start, before: str) -> None:
    code = f"""\
        {before}
        os.dup2(os.open("/", os.O_RDONLY), 200)
        pair = socket.socketpair()
        say(confinement._close_descriptors())
        for descriptor in range(256):
            try:
                os.fstat(descriptor)
                say(descriptor)
            except OSError:
                pass
        os._exit(0)
    """
    assert start(code).channel.makefile().read() == "\n0\n"


@on_linux
@pytest.mark.parametrize("layer", ["parent death", "all"])
def test_it_dies_with_its_parent(start: Start, layer: str) -> None:
    """The channel ends when nobody is left at its other end."""
    apply = {"parent death": "confinement.die_with(parent)", "all": "confine(parent=parent)"}
    process = start(f"""\
        parent = os.getpid()
        if not os.fork():
            {apply[layer]}
            say("child")
            os.read(0, 1)
            say("survived")
        signal.pause()
    """)
    assert process.line() == "child"
    process.process.kill()
    assert process.line() == ""


@on_linux
def test_it_does_not_begin_without_its_parent(start: Start) -> None:
    assert start("confine(parent=PARENT + 1); say('begun')").end() == ("exit 1", [])


@on_linux
def test_forks_of_a_prepared_process_are_confined_as_well(
    start: Start, missing: dict[str, str]
) -> None:
    """And abort as themselves, which the filter knows by the process id."""
    code = """\
        confinement.prepare()
        me = os.getpid()
        for _ in range(2):
            child = os.fork()
            if not child:
                say(confine(parent=me))
                os.abort()
            say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os._exit(0)
    """
    _, lines = start(code).end()
    assert lines == [str(missing), str(-signal.SIGABRT)] * 2


# -- what is still possible --


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("os.write(0, b'x' * 1_000_000 + b'\\n')", id="write"),
        pytest.param("assert len(bytearray(150_000_000)) == 150_000_000", id="memory"),
        pytest.param("[bytes(1000) for _ in range(100_000)]", id="small memory"),
        pytest.param("signal.setitimer(signal.ITIMER_PROF, 9)", id="timer"),
        pytest.param("resource.getrusage(resource.RUSAGE_SELF).ru_maxrss", id="peak"),
        pytest.param("import time; time.process_time(); time.time()", id="clocks"),
        pytest.param("os.urandom(8)", id="random"),
    ],
)
def test_python_can(start: Start, code: str) -> None:
    how, lines = start(f"import time\nconfine()\ntry:\n    {code}{END}").end()
    assert (how, lines[-1]) == ("exit 0", "done")


def test_the_host_is_heard(start: Start) -> None:
    process = start("channel = socket.socket(fileno=0); confine(); say(channel.recv(9))")
    process.channel.sendall(b"hello")
    assert process.end() == ("exit 0", ["b'hello'"])


@on_linux
def test_what_does_not_work_raises_and_does_not_kill(start: Start) -> None:
    """An import and a traceback look for files."""
    code = """\
        channel = socket.socket(fileno=0)
        confine()
        try:
            import decimal
        except ImportError:
            say("no import")
        try:
            1 / 0
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
        say(repr(channel)[:7])
        hoard = []
        try:
            while True:
                hoard.append(bytes(1 << 16))
        except MemoryError:
            hoard.clear()
            say("no memory")
        os._exit(7)
    """
    assert start(code).end() == ("exit 7", ["no import", "<socket", "no memory"])


@pytest.mark.parametrize(
    "code",
    ["os.abort()", "[libc.free(block) for block in [libc.malloc(64)] * 2]"],
    ids=["by itself", "by the C library"],
)
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc sees a double free")
def test_an_abort_is_an_abort(start: Start, code: str) -> None:
    assert start(f"confine()\n{code}\nos._exit(0)").end() == ("SIGABRT", [])


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("/^(\\w+)\\s(\\w+)$/u.exec('a b').length + 'xyx'.replace(/x/g, 'zz')", "3zzyzz"),
        ("const a = []; for (let i = 0; i < 1e6; i++) a.push(i); a.length", "1000000"),
        ("Array.from({length: 1e5}, (_, i) => -i).sort((a, b) => a - b)[0]", "-99999"),
        ("new Uint8Array(5e7).fill(7)[9]", "7"),
        ("new Date(2020, 1, 2).getFullYear() + (Date.now() > 0)", "2021"),
        ("typeof new Date().getTimezoneOffset() + new Date(0).toString().length", "number33"),
        ("typeof Math.random()", "number"),
        ('JSON.stringify(JSON.parse(\'{"a": [1, 2.5, "x"]}\'))', '{"a":[1,2.5,"x"]}'),
        ("'ä'.repeat(1e6).toUpperCase().length", "1000000"),
        ("try { (function f() { f() })() } catch (e) { 'deep' }", "deep"),
        ("try { null.x } catch (e) { typeof e.stack }", "string"),
        ("let n = 0; Promise.resolve().then(() => n++); n", "0"),
    ],
)
def test_javascript_runs(start: Start, script: str, value: str) -> None:
    code = f"""\
        confine()
        value = context.eval({script!r})
        while context.execute_pending_job(): pass
        say(int(value) if type(value) is float else value)
        os._exit(0)
    """
    assert start(code).end() == ("exit 0", [value])


def test_javascript_that_runs_out_of_memory_does_not_kill(start: Start) -> None:
    code = f"""\
        confine()
        context.set_memory_limit({64 * MB})
        try:
            context.eval("const hoard = []; for (;;) hoard.push(new Uint8Array(1e5))")
        except _quickjs.JSException:
            say("thrown")
        os._exit(0)
    """
    assert start(code).end() == ("exit 0", ["thrown"])
