"""What Markdown leaves of a line once it is shown: no marks of emphasis, links to their texts, code as it stands.

It knows the marks inside a line. It must not know headings, lists or tables.
"""

from __future__ import annotations

import html
import re

from jospar.extract.readers.text import clean

# A sign that is escaped, or stands in code, is no mark: until the marks are gone it is a character that no text has.
_AWAY = 0x10F700
_LONGEST, _MOST_MARKS = 20_000, 200
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_AWAY_SIGNS = re.compile(f"[{chr(_AWAY + 0x21)}-{chr(_AWAY + 0x7E)}]")
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]^][^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|\{[^{}]*\})")
_ANCHOR = re.compile(r"\[\]\{[^{}]*\}")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+)>")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
# Emphasis begins before a word and ends behind one; a star right behind a word marks a footnote.
_EMPHASIS = (
    re.compile(r"(?<![\w*])\*\*\*(?=\S)([^*]+?)(?<=\S)\*\*\*(?!\*)"),
    re.compile(r"(?<![\w*])\*\*(?=[^\s*])(.+?)(?<=\S)\*\*(?!\*)"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?!\*)"),
    re.compile(r"(?<!\w)___(?=\S)([^_]+?)(?<=\S)___(?!\w)"),
    re.compile(r"(?<!\w)__(?=[^\s_])(.+?)(?<=\S)__(?!\w)"),
    re.compile(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"),
)


def read_inline(text: str) -> tuple[str, str]:
    """A line as it is shown, and what was struck out of it.

    >>> read_inline("**1.1. Табысты** [арттыру](https://example.kz) 31,0\\\\*")
    ('1.1. Табысты арттыру 31,0*', '')
    """
    text = put_away(text)
    if not _SIGN.search(text) or not _has_few_marks(text):
        return _bring_back(text), ""
    text = _ANCHOR.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _ADDRESS.sub(r"\1", text)
    struck = " ".join(match[1] for match in _STRUCK.finditer(text))
    text = _STRUCK.sub("", text)
    for marks in _EMPHASIS:
        text = marks.sub(r"\1", text)
    return _bring_back(text), _bring_back(struck)


def put_away(text: str) -> str:
    """A text in which signs that are no marks, being escaped or in code, are characters that no text has."""
    text = _ESCAPED.sub(lambda match: _away(match[1]), text)
    if "`" not in text or not _has_few_marks(text):
        return text
    return _CODE.sub(lambda match: _SIGN.sub(lambda sign: _away(sign[0]), match[2]), text)


def _has_few_marks(text: str) -> bool:
    """Whether a text is one that marks may stand in; in what is longer, or has nothing but marks, pairs of them mean nothing."""
    return len(text) <= _LONGEST and sum(map(text.count, "`*_~[")) <= _MOST_MARKS


def _away(sign: str) -> str:
    return chr(_AWAY + ord(sign))


def _bring_back(text: str) -> str:
    text = clean(text)
    if "&" in text:
        text = html.unescape(text)
    return _AWAY_SIGNS.sub(lambda sign: chr(ord(sign[0]) - _AWAY), text).strip()
