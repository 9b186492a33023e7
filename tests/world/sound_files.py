"""Small sound files of several kinds, written out byte by byte: silence of a known length."""

from __future__ import annotations

import struct


def atom(name: bytes, *parts: bytes) -> bytes:
    """Return an atom of an MP4 file."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def m4a(seconds: float) -> bytes:
    """Return an M4A file without any samples: only its header is read."""
    scale = 1000
    times = struct.pack(">IIIII", 0, 0, 0, scale, int(seconds * scale))
    return atom(b"ftyp", b"M4A \0\0\0\0") + atom(b"moov", atom(b"mvhd", times, bytes(80)))


def flac(seconds: float, rate: int = 8000) -> bytes:
    """Return a FLAC file with nothing but its stream information."""
    numbers = rate << 44 | 0 << 41 | 15 << 36 | int(seconds * rate)
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + numbers.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + struct.pack(">I", 0x80 << 24 | len(info)) + info


def page(packet: bytes, granule: int, number: int) -> bytes:
    """Return a page of an Ogg file; only the first one is not the last."""
    last = 4 if number else 0
    header = struct.pack("<4sBBqIIIBB", b"OggS", 0, last, granule, 1, number, 0, 1, len(packet))
    return header + packet


def ogg(seconds: float, rate: int = 8000) -> bytes:
    """Return an Ogg Vorbis file with a first page and one more, which ends it."""
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, rate, 0, 64000, 0, 0xB8, 1)
    return page(head, 0, 0) + page(b"\0", int(seconds * rate), 1)


def aiff(seconds: float) -> bytes:
    """Return an AIFF file of 8000 samples a second."""
    frames = int(seconds * 8000)
    rate = struct.pack(">HQ", 0x3FFF + 12, 8000 << 51)
    common = struct.pack(">hIh", 1, frames, 16) + rate
    chunks = b"COMM" + struct.pack(">I", len(common)) + common
    return b"FORM" + struct.pack(">I", 4 + len(chunks)) + b"AIFF" + chunks
