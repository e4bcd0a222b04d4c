"""Makes the pages: records and pictures in, one self-contained HTML text out, the same each time.

Text of a document is escaped by the templates, or stands in a JSON block that no browser runs; the policy of the page names the hashes of
its own style and script and allows nothing else, not even a request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jospar.normalize.records import Records
from jospar.output.report import translations as words
from jospar.output.report.page_names import INDEX, link_to
from jospar.output.report.payload import encode_document
from jospar.output.report.pictures import PagePictures
from jospar.output.report.summary import Summary, encode_dataset

_FOLDER = Path(__file__).parent
_COMMON = ("dom", "words", "address", "marks", "charts", "chunks", "shell")
_DOCUMENT = (
    "model", "filters", "things", "rows", "map", "outline", "pattern", "relations", "target", "lists", "source", "evidence", "cards",
    "panel", "document",
)
_INDEX = ("dataset", "documents", "index")
_COMMON_STYLE, _LAST_STYLE = ("theme", "base", "figures", "controls"), ("narrow", "print")
_DOCUMENT_STYLE = (*_COMMON_STYLE, "layout", "headings", "rows", "lists", "relations", "map", "panel", *_LAST_STYLE)
_INDEX_STYLE = (*_COMMON_STYLE, "index", *_LAST_STYLE)
# They stand in base.html and document.html, within the first HEAD_LETTERS of a page.
_GENERATOR = '<meta name="generator" content="jospar">'
_MARK = re.compile(_GENERATOR + r'\s*<meta name="jospar-document" content="([^"]*)">')
HEAD_LETTERS = 8192
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def render_document(records: Records, pictures: PagePictures = PagePictures()) -> str:  # noqa: B008 (it is frozen)
    """The page of a document, with the pictures of its pages where there are some."""
    data = encode_document(records)
    data["pictures"] = [[picture.page, picture.width, picture.height, picture.address] for picture in pictures.pictures]
    data["leftOut"] = pictures.left_out
    texts = _texts(
        codes=(issue.code for issue in records.issues),
        checks=(check.check for check in records.checks),
        units=_name_units(data["units"]),
    )
    document = records.document
    language = document.language if document.language in words.LANGUAGES else words.LANGUAGES[0]
    return _render(
        "document.html", language, data, texts, style=_DOCUMENT_STYLE, script=(*_COMMON, *_DOCUMENT),
        document=document, index=INDEX,
    )


def render_index(summaries: tuple[Summary, ...]) -> str:
    """The page of a dataset: its documents, their grades, and what is open in them."""
    links = {summary.document.document_id: link_to(summary.page) for summary in summaries}
    data = encode_dataset(summaries, links)
    texts = _texts(codes=(code for code, *_ in data["codes"]))
    spoken = Counter(summary.document.language for summary in summaries if summary.document.language in words.LANGUAGES)
    language = max(words.LANGUAGES, key=lambda language: spoken[language])
    return _render(
        "index.html", language, data, texts, style=_INDEX_STYLE, script=(*_COMMON, *_INDEX),
        summaries=summaries, links=links,
    )


def is_page(head: str) -> bool:
    """Whether a file is one of these pages, by how it begins."""
    return _GENERATOR in head


def find_document(head: str) -> str | None:
    """The document that a page is of, out of how the page begins; None of any other file."""
    found = _MARK.search(head)
    return unescape(found[1]) if found else None


def _render(
    template: str, language: str, data: dict[str, Any], texts: dict[str, Any], style: tuple[str, ...], script: tuple[str, ...], **more: Any
) -> str:
    css, js = _join("style", "css", style), f'"use strict";\n(() => {{\n{_join("script", "js", script)}}})();\n'
    return _environment().get_template(template).render(
        language=language,
        word=words.interface()[language].__getitem__,
        style=Markup(css),  # noqa: S704 (our own file)
        script=Markup(js),  # noqa: S704
        style_hash=_hash(css),
        script_hash=_hash(js),
        data=_as_json(data),
        texts=_as_json(texts),
        **more,
    )


def _texts(codes: Iterable[str], checks: Iterable[str] = (), units: Iterable[str] = ()) -> dict[str, Any]:
    return {
        "words": words.interface(),
        "issues": words.of_issues(codes),
        "checks": words.of_checks(checks),
        "units": words.of_units(units),
    }


def _name_units(units: list[Any]) -> Iterator[str]:
    """The codes of units, and those in what a rate is per (`1000 person`)."""
    for code, _, per, _ in units:
        if code:
            yield code
        if per:
            yield from (part for part in per.split() if not part[0].isdigit())


def _as_json(data: Any) -> Markup:
    """JSON that can stand within a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 (it is escaped here)


@cache
def _join(folder: str, suffix: str, names: tuple[str, ...]) -> str:
    """The files one after another, without indentation and lines of comment, which are a third of them."""
    texts = ((_FOLDER / folder / f"{name}.{suffix}").read_text(encoding="utf-8") for name in names)
    lines = (line.strip() for text in texts for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
