"""What is printed, and how: streams that take any text, plain where nobody watches, quiet where nobody reads on."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TextIO

from jospar.output.storage.errors import OutputError


class TextStyle(StrEnum):
    """How a piece of text stands out on a terminal, as the codes of ECMA-48."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    YELLOW = "33"


Paint = Callable[[str, TextStyle], str]
_diverted: list[Callable[[str], None]] = []


def prepare_streams() -> None:
    """UTF-8 on both streams whatever the locale; what UTF-8 has no bytes for is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def printable(text: str) -> str:
    """One line that a terminal can't take for a command: white space becomes one space, control characters and broken bytes are escaped.

    >>> printable("Өлшем\\n бірлігі\\x1b[31m")
    'Өлшем бірлігі\\\\x1b[31m'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(map(_escape, line))


def _escape(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte of a file name that is not UTF-8, as os.fsdecode keeps it
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode() if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char


def plain(text: str, style: TextStyle) -> str:
    """The text as it is."""
    return text


def choose_paint(stream: TextIO | None) -> Paint:
    """Colours on a terminal only; none where NO_COLOR is set (https://no-color.org) or the terminal is dumb."""
    watched = stream is not None and stream.isatty()
    return _paint if watched and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" else plain


def _paint(text: str, style: TextStyle) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def emit(text: str) -> None:
    """Prints to standard output; a reader who has left (`| head`) ends it quietly. OutputError where the text can't be written."""
    _write(sys.stdout, text)


def print_message(message: str) -> None:
    """Prints one line to standard error."""
    if _diverted:
        _diverted[0](printable(message))
        return
    paint = choose_paint(sys.stderr)
    write_error(f"{paint('jospar:', TextStyle.RED)} {printable(message)}")


def redirect_messages(say: Callable[[str], None] | None) -> None:
    """Has `say` told what people would be told from here on; None has it printed again."""
    _diverted[:] = [say] if say else []


def write_error(line: str) -> None:
    """Prints a line to standard error as it is."""
    _write(sys.stderr, line)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # closed by the caller: `>&-`
        return
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except OSError as error:
        # what is still buffered would fail a second time when the interpreter ends
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), stream.fileno())
        if not isinstance(error, BrokenPipeError) and stream is sys.stdout:
            raise OutputError(f"standard output: {error.strerror or error}") from error


def format_table(header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> str:
    """Aligned columns, as wide as their content; those of `numeric` to the right.

    >>> print(format_table(("table", "rows"), [("tasks", "7"), ("measures", "41")], numeric=(1,)))
    table     rows
    tasks        7
    measures    41
    """
    lines = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_align(line, widths, numeric)).rstrip() for line in lines)


def _align(line: Sequence[str], widths: Sequence[int], numeric: Sequence[int]) -> Iterator[str]:
    for index, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.rjust(width) if index in numeric else cell.ljust(width)
