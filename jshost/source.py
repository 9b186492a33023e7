"""Reading a script as it lies on disk: what it may be, and what is wrong with it if it is not."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from jshost.errors import InputError

MAX_BYTES = 10 * 1024 * 1024
"""The largest script. The platform's own limit for a whole package is 2 MB."""

_BINARY = {b"\x7fELF": "an ELF binary", b"PK\x03\x04": "a zip archive", b"\x89PNG": "a PNG picture"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_script(path: Path) -> str:
    """Return the text of a script file. Raises InputError with one line that says what is wrong."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: a folder, not a script")
        with path.open("rb") as stream:
            return read_stream(stream, str(path))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def read_stream(stream: BinaryIO, name: str) -> str:
    """Return the text of an open script."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES >> 20} MB, the most that a script may be")
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """Return script bytes as text: UTF-8, without byte order mark and shebang line."""
    if data.startswith(_UTF16):
        raise InputError(f"{name}: UTF-16; save it as UTF-8")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise InputError(f"{name}: {what}, not a script")
    data = data.removeprefix(b"\xef\xbb\xbf")
    zero = data.find(b"\0")
    if zero >= 0:
        raise InputError(f"{name}: a NUL byte at offset {zero}: not a script, or damaged")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}, "
            f"line {data.count(10, 0, error.start) + 1}"
        ) from None
    return f"//{text[2:]}" if text.startswith("#!") else text
