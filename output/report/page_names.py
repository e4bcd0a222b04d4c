"""What the file of a document's page is called: safe on every system, and never the same for two documents."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

INDEX = "index.html"
_SUFFIX = ".html"
_FORBIDDEN = frozenset('/\\:*?"<>|')
# Names that Windows keeps for devices, whatever their suffix.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))})
# Most systems hold 255 bytes; a hidden part file has a longer name, and Cyrillic letters take two.
_MOST_BYTES = 180


def name_pages(document_ids: Iterable[str]) -> dict[str, str]:
    """A file name for each document, the same whatever other documents there are, but for two that differ by case alone.

    >>> name_pages(["ktu-2024", "../etc", "index"])
    {'ktu-2024': 'ktu-2024.html', '../etc': '_._etc-f7f9121f.html', 'index': 'index-1bc04b52.html'}
    """
    names: dict[str, str] = {}
    taken = {INDEX}
    for document_id in sorted(document_ids):
        name = name_page(document_id)
        if name.casefold() in taken:
            name = _marked(name.removesuffix(_SUFFIX), document_id)
        taken.add(name.casefold())
        names[document_id] = name
    return {document_id: names[document_id] for document_id in document_ids}


def name_page(document_id: str) -> str:
    """The id with `.html`; where a letter can't stand in a file name, with a mark of the id that no other has.

    >>> name_page("Даму жоспары № 4")
    'Даму жоспары № 4.html'
    """
    stem = unicodedata.normalize("NFC", document_id)
    safe = "".join(char if char.isprintable() and char not in _FORBIDDEN else "_" for char in stem)
    safe = f"_{safe[1:]}" if safe[:1] in {"", ".", " "} else safe
    cut = safe.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(". ")
    same = cut == document_id and cut.partition(".")[0].casefold() not in _DEVICES and f"{cut}{_SUFFIX}".casefold() != INDEX
    return f"{cut}{_SUFFIX}" if same else _marked(cut, document_id)


def is_page_of(name: str, document_id: str) -> bool:
    """Whether `name_pages` could have given a document this name."""
    page = name_page(document_id)
    return name in {page, _marked(page.removesuffix(_SUFFIX), document_id)}


def link_to(name: str) -> str:
    """A file name as an address beside the page that links to it."""
    return quote(name)


def _marked(stem: str, document_id: str) -> str:
    return f"{stem}-{hashlib.sha256(document_id.encode()).hexdigest()[:8]}{_SUFFIX}"
