"""Messages between the run and its fork servers: bytes with their length in front, over a socket."""

from __future__ import annotations

import socket
import struct

_LENGTH = struct.Struct("<Q")
_MILLISECONDS = struct.Struct("<Q")


def pack_answer(encoded: bytes, milliseconds: int) -> bytes:
    """The message with the encoded result of a file, and what reading it took."""
    return _MILLISECONDS.pack(milliseconds) + encoded


def unpack_answer(message: bytes) -> tuple[memoryview, int]:
    """The encoded result and the milliseconds of an answer."""
    return memoryview(message)[_MILLISECONDS.size :], _MILLISECONDS.unpack_from(message)[0]


def send_message(control: socket.socket, message: bytes) -> None:
    """Sends one message. ConnectionError where the other side has ended."""
    control.sendall(_LENGTH.pack(len(message)))
    control.sendall(message)


def receive_message(control: socket.socket) -> bytes | None:
    """The next message; None where the other side has ended."""
    head = _receive(control, _LENGTH.size)
    return None if head is None else _receive(control, _LENGTH.unpack(head)[0])


def _receive(control: socket.socket, length: int) -> bytes | None:
    message = bytearray(length)
    rest = memoryview(message)
    while rest:
        try:
            count = control.recv_into(rest)
        except ConnectionError:
            return None
        if not count:
            return None
        rest = rest[count:]
    return bytes(message)
