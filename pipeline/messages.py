"""Messages between the run and its nursery: bytes with their length in front, over a socket."""

from __future__ import annotations

import socket
import struct

_LENGTH = struct.Struct("<L")


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
