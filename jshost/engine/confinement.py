"""What a worker process takes from itself before it runs guest code.

Whoever breaks out of the engine is then in a process that can compute, talk to the host over one
socket, and die. Each layer stands by itself, since not every system has them all. None needs
privileges, and none can be taken back.

Sources: prctl(2), getrlimit(2), capabilities(7), core(5), landlock(7), seccomp(2), and in the
kernel's documentation userspace-api/landlock and userspace-api/seccomp_filter. The numbers of
system calls are those of the kernel's syscall_64.tbl and asm-generic/unistd.h.
"""

from __future__ import annotations

import _signal
import errno
import os
import sys

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LAYERS = ("environment", "descriptors", "limits", "parent death", "landlock", "seccomp")
"""The layers, in the order in which people are shown them."""

_LINUX_ONLY = "Linux only"
_NOT_ON_WINDOWS = "not on Windows"

# What the engine, Python and the C stack need beyond the guest's own memory.
_SLACK = 64 << 20

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522

# Newer system calls have one number on all machines.
_SYS_CLOSE_RANGE = 436
_SYS_LANDLOCK_CREATE_RULESET = 444
_SYS_LANDLOCK_RESTRICT_SELF = 446


def confine(*, memory: int, cpu: float, parent: int) -> dict[str, str]:
    """Give up everything but descriptor 0; return by layer what is missing: "" where it is active,
    else why it is not. The process has a single thread.

    `memory`: bytes that it may take beyond those it has; `cpu`: CPU seconds, which the host may
    raise; `parent`: the process id of the parent, with which this process dies.
    """
    size = _size()
    # What needs another descriptor comes before what forbids it.
    missing = {
        "environment": _attempt(_clear_environment),
        "descriptors": _attempt(_close_descriptors),
        "parent death": die_with(parent),
        "landlock": _attempt(_restrict_access),
        "limits": _attempt(lambda: _set_limits(size, memory, cpu)),
        "seccomp": _attempt(_filter_system_calls),
    }
    return {layer: missing[layer] for layer in LAYERS}


def prepare() -> None:
    """Do what a fork of this process then need not do: there it takes several times as long, since
    memory is copied when it is touched. To be called again when the process has grown.
    """
    _kept.pop("_size", None)
    for part in (_clear_environment, _size, _take_signals, _limits, _landlock_rights, _filter):
        _attempt(part)


def die_with(parent: int) -> str:
    """Have the kernel kill this process when its parent dies; return "", or why it will not.

    On Linux that is the thread that started this process.
    """
    return _attempt(lambda: _set_parent_death_signal(parent))


def raise_cpu_limit(pid: int, seconds: float) -> None:
    """Let a confined process use that much CPU time in all. Should it fail, that dies sooner."""
    if sys.platform != "linux":
        return
    try:
        _, hard = resource.prlimit(pid, resource.RLIMIT_CPU)
        resource.prlimit(pid, resource.RLIMIT_CPU, (_least(_round_up(seconds), hard), hard))
    except OSError:
        return


def _attempt(layer: Callable[[], Any]) -> str:
    """Apply a layer, and return what is missing of it."""
    try:
        return str(layer())
    except OSError as error:
        return f"refused ({errno.errorcode.get(error.errno or 0, error.errno)})"
    except Exception as error:
        return f"failed ({error})"


_kept: dict[str, Any] = {}


def _once(function: Callable[[], Any]) -> Callable[[], Any]:
    """Keep what a function returns, like functools.cache, which is not cheap to import."""
    name = function.__name__

    def kept() -> Any:
        if name not in _kept:
            _kept[name] = function()
        return _kept[name]

    return kept


# -- the C library --


@_once
def _libc() -> Any:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    libc.syscall.argtypes = [ctypes.c_long] * 4
    libc.syscall.restype = ctypes.c_long
    libc.capset.argtypes = [ctypes.c_char_p] * 2
    return libc


def _checked(result: int) -> int:
    if result < 0:
        from ctypes import get_errno

        raise OSError(get_errno(), "")
    return result


def _prctl(option: int, argument: int, address: int = 0) -> None:
    _checked(_libc().prctl(option, argument, address, 0, 0))


def _syscall(number: int, first: int, second: int, third: int) -> int:
    return _checked(_libc().syscall(number, first, second, third))


_buffers: list[Any] = []


def _in_memory(content: bytes) -> tuple[int, int]:
    """Return the address of these bytes, for the kernel to read, and how many they are."""
    import ctypes

    _buffers.append(ctypes.create_string_buffer(content, len(content)))
    return ctypes.addressof(_buffers[-1]), len(content)


# -- environment, descriptors, parent death --


@_once
def _clear_environment() -> str:
    os.environ.clear()
    if sys.platform == "win32":
        return ""
    import posix

    posix.environ.clear()  # what os.environ was made from
    return _wipe_initial_environment() if sys.platform == "linux" else ""


def _wipe_initial_environment() -> str:
    """Overwrite what the process was started with, which stays on its stack, for /proc to show."""
    import ctypes

    try:
        # Fields 50 and 51 of proc_pid_stat(5); the second, in brackets, may hold anything.
        fields = _read("/proc/self/stat").rpartition(b")")[2].split()
        start, end = int(fields[50 - 3]), int(fields[51 - 3])
        ctypes.memset(start, 0, end - start)
        left = _read("/proc/self/environ").strip(b"\0")
    except OSError:
        return "cannot be wiped without /proc"
    return "what the process was started with is still there" if left else ""


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 4096)
    finally:
        os.close(descriptor)


def _close_descriptors() -> str:
    """Close all but 0. Not by os.closerange, which may have to try every number there is."""
    if sys.platform == "win32":
        return _NOT_ON_WINDOWS
    if sys.platform == "linux":
        try:
            _syscall(_SYS_CLOSE_RANGE, 1, 0xFFFFFFFF, 0)
            return ""
        except OSError:  # before Linux 5.9, or a sandbox that does not know it
            pass
    listing = "/proc/self/fd" if sys.platform == "linux" else "/dev/fd"
    for name in os.listdir(listing):  # noqa: PTH208 -- pathlib is not cheap to import
        if name != "0":
            os.closerange(int(name), int(name) + 1)  # that of the listing is closed already
    return ""


def _set_parent_death_signal(parent: int) -> str:
    if sys.platform != "linux":
        return _LINUX_ONLY
    _prctl(_PR_SET_PDEATHSIG, _signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it was dead before
    return ""


# -- limits --


@_once
def _size() -> int:
    """Return the size of the address space in bytes, 0 where it is not to be had."""
    try:
        return int(_read("/proc/self/statm").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _set_limits(size: int, memory: int, cpu: float) -> str:
    if sys.platform == "win32":
        return _NOT_ON_WINDOWS
    _take_signals()
    for kind, most in _limits():
        resource.setrlimit(kind, (most, most))
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_least(_round_up(cpu), soft, hard), hard))
    if size:
        most = _least(size + memory + _SLACK, *resource.getrlimit(resource.RLIMIT_AS))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if sys.platform == "linux":
        # The limit on cores is not for those that go to a program. Nor may it be traced now.
        _prctl(_PR_SET_DUMPABLE, 0)
        # With its capabilities root could raise the limits again.
        version = _CAPABILITY_VERSION_3.to_bytes(4, sys.byteorder)
        _checked(_libc().capset(version + bytes(4), bytes(24)))
    return "" if size else "none on memory: without /proc its size is unknown"


@_once
def _limits() -> list[tuple[int, int]]:
    """Return the limits that are the same for all, except that one may be lower already."""
    limits = (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),  # counts the user's processes, but only stops this one's
        (resource.RLIMIT_NOFILE, 1),
    )
    return [(kind, _least(most, *resource.getrlimit(kind))) for kind, most in limits]


@_once
def _take_signals() -> None:
    """Let the CPU limits' signals end this process, also if it was started ignoring them."""
    for number in (_signal.SIGXCPU, _signal.SIGPROF):
        _signal.signal(number, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, ())


def _least(*limits: int) -> int:
    return min(limit for limit in limits if limit != resource.RLIM_INFINITY)


def _round_up(seconds: float) -> int:
    return -int(-seconds // 1)


# -- Landlock --

# How many rights to files and to the network there are to handle, and how many scopes, by version
# of the kernel's ABI: 10, 9, 6, 5, 4, 3, 2, 1.
_LANDLOCK_RIGHTS = (
    (17, 4, 2), (17, 2, 2), (16, 2, 2), (16, 2, 0), (15, 2, 0), (15, 0, 0), (14, 0, 0), (13, 0, 0)
)  # fmt: skip


def _restrict_access() -> str:
    """Forbid every access that Landlock can be told of."""
    if sys.platform != "linux":
        return _LINUX_ONLY
    try:
        rights, size = _landlock_rights()
        ruleset = _syscall(_SYS_LANDLOCK_CREATE_RULESET, rights, size, 0)
    except OSError as error:
        if error.errno == errno.ENOSYS:
            return "the kernel has no Landlock (ENOSYS)"
        if error.errno == errno.EOPNOTSUPP:
            return "Landlock was not enabled at boot (EOPNOTSUPP)"
        raise
    try:
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        _syscall(_SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0, 0)
    finally:
        os.close(ruleset)
    return ""


@_once
def _landlock_rights() -> tuple[int, int]:
    """Return where in memory there is a ruleset of all rights that the kernel knows, and its size.
    A ruleset handles rights, and grants them by rules; without rules it grants none.
    """
    for counts in _LANDLOCK_RIGHTS:
        rights = _in_memory(b"".join(((1 << n) - 1).to_bytes(8, sys.byteorder) for n in counts))
        try:
            os.close(_syscall(_SYS_LANDLOCK_CREATE_RULESET, *rights, 0))
            return rights
        except OSError as error:
            # An older kernel does not know a right, or a field.
            if error.errno not in (errno.EINVAL, errno.E2BIG):
                raise
    raise OSError(errno.EINVAL, "")


# -- seccomp --

# Each table: the numbers of system calls on x86-64 and on AArch64; -1 where there is no such call.
_AUDIT_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_ALLOWED = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "poll": (7, -1), "munmap": (11, 215),
    "brk": (12, 214), "rt_sigreturn": (15, 139), "sched_yield": (24, 124), "mremap": (25, 216),
    "madvise": (28, 233), "setitimer": (38, 103), "getpid": (39, 172), "sendto": (44, 206),
    "recvfrom": (45, 207), "exit": (60, 93), "gettimeofday": (96, 169), "getrusage": (98, 165),
    "gettid": (186, 178), "time": (201, -1), "restart_syscall": (219, 128),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "exit_group": (231, 94),
    "ppoll": (271, 73), "getrandom": (318, 278),
}  # fmt: skip

# Refused if an argument (its index) has one of some bits.
_ALLOWED_WITHOUT = {
    "mmap": ((9, 222), 2, 0x4),  # PROT_EXEC
    "mprotect": ((10, 226), 2, 0x4),
    "futex": ((202, 98), 1, 0x7E),  # operations other than FUTEX_WAIT and FUTEX_WAKE
}

# Allowed to this process alone: how abort() ends it.
_ALLOWED_TO_ITSELF = {"tkill": (200, 130), "tgkill": (234, 131)}

# Refused, not deadly: what the C library or Python may try, and can do without. With prlimit64,
# rt_sigaction and rt_sigprocmask it could evade the CPU limits' signals.
_REFUSED = {
    "open": (2, -1), "stat": (4, -1), "fstat": (5, 80), "lstat": (6, -1), "lseek": (8, 62),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "ioctl": (16, 29), "writev": (20, 66),
    "access": (21, -1), "getsockname": (51, 204), "getpeername": (52, 205), "getsockopt": (55, 209),
    "fcntl": (72, 25), "getcwd": (79, 17), "readlink": (89, -1), "sysinfo": (99, 179),
    "prctl": (157, 167), "sched_getaffinity": (204, 123), "openat": (257, 56),
    "newfstatat": (262, 79), "readlinkat": (267, 78), "faccessat": (269, 48),
    "prlimit64": (302, 261), "memfd_create": (319, 279), "statx": (332, 291),
}  # fmt: skip

_KILL = 0x80000000
_REFUSE = 0x00050000 | errno.EPERM
_ALLOW = 0x7FFF0000

# Classic BPF: code, jump if true, jump if false, operand. It loads from a struct seccomp_data.
_Instruction = tuple[int, int, int, int]
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_OWN_ID = 0xFFFFFFFF  # stands for the process id until that is known


def _filter_system_calls() -> str:
    """Have any other system call kill this process."""
    if sys.platform != "linux":
        return _LINUX_ONLY
    machine = os.uname().machine
    if machine not in _AUDIT_ARCHITECTURES or sys.maxsize < 1 << 32:
        return f"no table for {machine} with {sys.maxsize.bit_length() + 1} bits"
    program, process_ids = _filter()
    for place in process_ids:
        place.value = os.getpid()
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program)
    return ""


@_once
def _filter() -> tuple[int, list[Any]]:
    """Return where in memory the program is, and the places in it that want the process id."""
    import ctypes
    import struct

    program = _program(*_AUDIT_ARCHITECTURES[os.uname().machine])
    code, _ = _in_memory(b"".join(struct.pack("HBBI", *line) for line in program))
    places = [code + 8 * index + 4 for index, line in enumerate(program) if line[3] == _OWN_ID]
    header, _ = _in_memory(struct.pack("HP", len(program), code))
    return header, [ctypes.c_uint32.from_address(place) for place in places]


def _program(machine: int, architecture: int) -> list[_Instruction]:
    """Write the filter for a machine: a column of the tables."""
    rules: dict[int, list[_Instruction]] = {}
    for numbers in _REFUSED.values():
        rules[numbers[machine]] = [(_RETURN, 0, 0, _REFUSE)]
    for numbers in _ALLOWED.values():
        rules[numbers[machine]] = [(_RETURN, 0, 0, _ALLOW)]
    for numbers, index, bits in _ALLOWED_WITHOUT.values():
        rules[numbers[machine]] = _argument(index, _JUMP_BITS, bits, _REFUSE, _ALLOW)
    for numbers in _ALLOWED_TO_ITSELF.values():
        rules[numbers[machine]] = _argument(0, _JUMP_EQUAL, _OWN_ID, _ALLOW, _KILL)
    rules.pop(-1, None)
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        *_search(sorted(rules.items())),
    ]


def _argument(index: int, test: int, value: int, yes: int, no: int) -> list[_Instruction]:
    """Judge by an argument's lower half: of these, the kernel itself looks at no more."""
    return [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * index),
        (test, 0, 1, value),
        (_RETURN, 0, 0, yes),
        (_RETURN, 0, 0, no),
    ]


def _search(rules: list[tuple[int, list[_Instruction]]]) -> list[_Instruction]:
    """Find the rule for a number by halving. A number without one, as all of x32 are, kills.

    The kernel tries a filter with every number there is before it takes it: a list is slow.
    """
    if len(rules) == 1:
        number, rule = rules[0]
        return [(_JUMP_EQUAL, 0, len(rule), number), *rule, (_RETURN, 0, 0, _KILL)]
    middle = len(rules) // 2
    below, above = _search(rules[:middle]), _search(rules[middle:])
    return [(_JUMP_AT_LEAST, len(below), 0, rules[middle][0]), *below, *above]
