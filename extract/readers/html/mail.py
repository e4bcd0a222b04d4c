"""Takes the page out of a web archive (MHTML), which browsers and Word save as a mail with parts.

It knows the standard mail format only as far as the first page in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jospar.extract.document import UnreadableDocument

if TYPE_CHECKING:
    from email.message import Message

_HEAD = 4096
_FIRST_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z-]*:")
_PARTS = re.compile(rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.IGNORECASE | re.MULTILINE)


def is_archive(data: bytes) -> bool:
    """Whether a file begins as a mail that holds a page."""
    head = data[:_HEAD]
    return bool(_FIRST_HEADER.match(head)) and b"mime-version:" in head.lower() and bool(_PARTS.search(head))


def find_page(data: bytes) -> tuple[bytes, str | None]:
    """The first page of an archive, and the encoding that its part declares. Raises UnreadableDocument: damaged_file, too_deep."""
    from email import message_from_bytes

    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() == "text/html":
                return _content(part), part.get_content_charset()
    except RecursionError:
        raise UnreadableDocument("too_deep", "parts of the archive in each other") from None
    raise UnreadableDocument("damaged_file", "a web archive without a page")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
