"""What Markdown leaves of a line once it is shown: no marks of emphasis, links to their texts, code as it stands.

It knows the marks inside a line and turns those that HTML has an element for into it, as every renderer does: what these show is for the
reader of HTML. It must not know headings, lists or tables.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

from jospar.extract.readers.equations import is_tex, read_tex
from jospar.extract.readers.html import read_flow
from jospar.extract.readers.html.flow import HtmlLine, join_lines
from jospar.extract.readers.printed import make_printed

# A sign that is escaped, or stands in code, is no mark: until the marks are gone it is a character that no text has. So is a tag.
_AWAY, _TAGS, _MOST_TAGS = 0x10F700, 0x10E000, 4_000
_LONGEST, _MOST_MARKS = 20_000, 200
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_AWAY_SIGNS = re.compile(f"[{chr(_AWAY + 0x21)}-{chr(_AWAY + 0x7E)}]")
_AWAY_TAGS = re.compile(f"[{chr(_TAGS)}-{chr(_TAGS + _MOST_TAGS)}]")
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TAG = re.compile(r"""</?[a-zA-Z][a-zA-Z0-9:-]*(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?/?>""")
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?(?:\{([^{}]*)\})?")
_SIDE = re.compile(r"\b(width|height)\s*=\s*[\"']?([\d.]+[a-z%]*)")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,40})\](?!:)")
_NOTE_TEXT = re.compile(r"\s*\[\^([^\[\]\s]{1,40})\]:\s+")
_TEX = re.compile(r"\$\$(.+?)\$\$|(?<![\w$])\$(?=[^\s$])([^$]+?)(?<=[^\s$])\$(?![\d$])")
_LINK_HERE = re.compile(r"\[([^\[\]^]{1,20})\]\(#[^()\s]*\)")
_STYLED = re.compile(r"\[([^\[\]^][^\[\]]*)\]\{[^{}]*style=\"([^\"]*)\"[^{}]*\}")
_LINK = re.compile(r"\[([^\[\]^][^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|\{[^{}]*\})")
_ANCHOR = re.compile(r"\[\]\{[^{}]*\}")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+)>")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_RAISED = re.compile(r"(?<![\^\[])\^(?=\S)([^\^\s]{1,20})\^(?!\^)")
_LOWERED = re.compile(r"(?<!~)~(?=\S)([^~\s]{1,20})~(?!~)")
# Emphasis begins before a word and ends behind one; a star right behind a word marks a footnote.
_EMPHASIS = (
    re.compile(r"(?<![\w*])\*\*\*(?=\S)([^*]+?)(?<=\S)\*\*\*(?!\*)"),
    re.compile(r"(?<![\w*])\*\*(?=[^\s*])(.+?)(?<=\S)\*\*(?!\*)"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?!\*)"),
    re.compile(r"(?<!\w)___(?=\S)([^_]+?)(?<=\S)___(?!\w)"),
    re.compile(r"(?<!\w)__(?=[^\s_])(.+?)(?<=\S)__(?!\w)"),
    re.compile(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"),
)
_EQUATION = "<math><mtable></mtable></math>"


def read_inline(text: str) -> HtmlLine:
    """A line as it is shown.

    >>> read_inline("**1.1. Табысты** [арттыру](https://example.kz) 31,0\\\\*").text, read_inline("46[^1]").text
    ('1.1. Табысты арттыру 31,0*', '46¹')
    """
    text = put_away(text)
    if not _SIGN.search(text) or not _has_few_marks(text):
        return HtmlLine(_bring_back(html.unescape(text) if "&" in text else text))
    tags: list[str] = []
    text = _TAG.sub(_kept(tags, lambda match: (match[0],)), _ADDRESS.sub(r"\1", text))
    text = _with_elements(text, tags)
    text = _ANCHOR.sub("", _LINK.sub(r"\1", text))
    for marks in _EMPHASIS:
        text = marks.sub(r"\1", text)
    if not tags:
        return HtmlLine(_bring_back(html.unescape(text) if "&" in text else text))
    markup = _AWAY_TAGS.sub(lambda match: tags[ord(match[0]) - _TAGS], text.replace("<", "&lt;"))
    line = join_lines(read_flow(f"<p>{markup}").items)
    return replace(line, text=_bring_back(line.text), struck=_bring_back(line.struck), hidden=_bring_back(line.hidden))


def is_hidden(line: str) -> bool:
    """Whether nobody sees what stands in the element that a line opens.

    >>> is_hidden('<div style="display:none">'), is_hidden("<div>")
    (True, False)
    """
    return bool(join_lines(read_flow(f"{line}x").items).hidden)


def put_away(text: str) -> str:
    """A text in which signs that are no marks, being escaped or in code, are characters that no text has."""
    text = _ESCAPED.sub(lambda match: _away(match[1]), text)
    if "`" not in text or not _has_few_marks(text):
        return text
    return _CODE.sub(lambda match: _SIGN.sub(lambda sign: _away(sign[0]), match[2]), text)


def _with_elements(text: str, tags: list[str]) -> str:
    """A text whose pictures, equations, marks of notes and raised, lowered and struck pieces are elements of HTML, put away into `tags`."""
    text = _IMAGE.sub(_kept(tags, lambda match: (_image(match[1] or ""),)), text)
    text = _NOTE_TEXT.sub(_kept(tags, lambda match: ("<sup>", _mark(match[1]), "</sup> ")), text, count=1)
    text = _NOTE.sub(_kept(tags, lambda match: ("<sup>", _mark(match[1]), "</sup>")), text)
    text = _TEX.sub(lambda match: _equation(match, tags), text)
    text = _LINK_HERE.sub(_kept(tags, lambda match: ('<a href="#">', match[1], "</a>")), text)
    text = _STYLED.sub(_kept(tags, lambda match: (f'<span style="{match[2]}">', match[1], "</span>")), text)
    text = _STRUCK.sub(_kept(tags, lambda match: ("<s>", match[1], "</s>")), text)
    text = _RAISED.sub(_kept(tags, lambda match: ("<sup>", match[1], "</sup>")), text)
    return _LOWERED.sub(_kept(tags, lambda match: ("<sub>", match[1], "</sub>")), text)


def _kept(tags: list[str], pieces: Callable[[re.Match[str]], tuple[str, ...]]) -> Callable[[re.Match[str]], str]:
    """What stands for a match: its tags are put away, what is between them stays."""

    def stand_in(match: re.Match[str]) -> str:
        found = pieces(match)
        if len(tags) + len(found) > _MOST_TAGS:
            return match[0]
        text = ""
        for piece in found:
            if piece.startswith("<"):
                text += chr(_TAGS + len(tags))
                tags.append(piece)
            else:
                text += piece
        return text

    return stand_in


def _image(attributes: str) -> str:
    sides = "".join(f' {name}="{value}"' for name, value in _SIDE.findall(attributes))
    return f'<img src="x"{sides}>'


def _mark(label: str) -> str:
    """How the mark of a note is shown: by its number, or where the file names it, as some number."""
    return label if label.isdecimal() else "*"


def _equation(match: re.Match[str], tags: list[str]) -> str:
    content = _AWAY_SIGNS.sub(lambda sign: "\\" + chr(ord(sign[0]) - _AWAY), match[1] or match[2])
    if not match[1] and not is_tex(content):
        return match[0]
    number = read_tex(content)
    return _kept(tags, lambda _: (_EQUATION,))(match) if number is None else number


def _has_few_marks(text: str) -> bool:
    """Whether a text is one that marks may stand in; in what is longer, or has nothing but marks, pairs of them mean nothing."""
    return len(text) <= _LONGEST and text.count("<") <= _MOST_MARKS * 2 and sum(map(text.count, "`*_~[$^")) <= _MOST_MARKS


def _away(sign: str) -> str:
    return chr(_AWAY + ord(sign))


def _bring_back(text: str) -> str:
    return _AWAY_SIGNS.sub(lambda sign: chr(ord(sign[0]) - _AWAY), make_printed(text, keeps_lines=True)).strip()
