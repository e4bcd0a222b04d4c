"""Sets printed names right: spaces, marks at the end, letters of the wrong script.

It knows letters and how a name ends. It must not know what a name means.
A word that a line end broke (`насе- ления`) is left as it is: a hyphen and a space also stand in compounds (`научно- технических`,
`мектеп- интернаттар`) and in `живо- и мертворождения`, and nothing in the name tells them apart. A soft hyphen does, and is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from jospar.extract.words.alphabet import SMALL_CYRILLIC
from jospar.extract.words.folding import TO_CYRILLIC, TO_LATIN
from jospar.extract.words.note_marks import MARKS_OF_WORD, RAISED_MARKS
from jospar.extract.words.vocabulary import read_vocabulary

_L, _C, _MARK = "A-Za-zÀ-ʯ", "\u0400-\u052f", "[\u0300-\u036f]*"
_LATIN_LETTER = re.compile(f"[{_L}]")
_CYRILLIC_LETTER = re.compile(f"[{_C}]")
_MIXED = re.compile(f"[{_L}]{_MARK}[{_C}]|[{_C}]{_MARK}[{_L}]")
_WORD = re.compile(rf"(?:[^\W\d_]{_MARK})+")
_COMPOUND = re.compile(rf"{_WORD.pattern}(?:[-\u2011]{_WORD.pattern})*")
_ACRONYM_WITH_ENDING = re.compile(f"[A-Z]{{2,}}[ё{SMALL_CYRILLIC}]+")

_INVISIBLE = re.compile("\u00ad\\s*|[\u200b\u2060\ufeff]")
_END_MARK = re.compile(rf"(?:{RAISED_MARKS}|[ .*⁾])$")
_NEAR = 20  # no abbreviation is longer
_INITIALS_END = re.compile(r"(?<!\w)[^\W\d_]\. ?[^\W\d_]\.$")
_NAME_ENDS = Path(__file__).parent.parent / "vocabulary" / "name_ends.yml"


@lru_cache(maxsize=2048)
def clean_name(printed: str) -> str:
    """The name in `printed`: NFC, single spaces, no full stop or footnote mark at the end, letters of one script in a word.

    A full stop stays where it closes an abbreviation, a raised figure where it belongs to a unit (vocabulary/name_ends.yml).

    >>> clean_name(" Снижение смертности от  туберкулеза* ")
    'Снижение смертности от туберкулеза'
    >>> clean_name("Талдықорған қ."), clean_name("жұмысты жалғастыру.")
    ('Талдықорған қ.', 'жұмысты жалғастыру')
    """
    visible = " ".join(unicodedata.normalize("NFC", MARKS_OF_WORD.sub("", _INVISIBLE.sub("", printed))).split())
    return unicodedata.normalize("NFC", _correct_scripts(_trim_end(visible)))


def mixed_script_words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of `text` with letters of the wrong script, each as printed and as set right.

    The script that most letters of the word have is the right one, on a tie the one that the whole word can be written in, then the one
    of the rest of a hyphenated word. Words that stay doubtful, and Latin names with an ending (`ROMIдің`), are not among them.

    >>> mixed_script_words("Тұтынушылардың адалдық индекcін арттыру") == (("индекcін", "индексін"),)
    True
    """
    if not _MIXED.search(text):
        return ()
    pairs = ((word, _correct_word(word, compound[0])) for compound in _COMPOUND.finditer(text) for word in _WORD.findall(compound[0]))
    return tuple((word, corrected) for word, corrected in pairs if corrected != word)


def keeps_its_end(text: str) -> bool:
    """Whether the last character belongs to the text: the stop of an abbreviation or of initials, the raised figure of a unit.

    >>> keeps_its_end("университет имиджін қалыптастыру және т.б."), keeps_its_end("іске асыру қажет.")
    (True, False)
    """
    return bool(_INITIALS_END.search(text) or _kept_ends().search(text))


@cache
def _kept_ends() -> re.Pattern[str]:
    forms = (form for entry in read_vocabulary(_NAME_ENDS) for form in entry.forms)
    # With regard to case: `гепатит А.` ends a sentence.
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, forms))})$")


def _trim_end(text: str) -> str:
    end = len(text)
    while (mark := _END_MARK.search(text, max(0, end - _NEAR), end)) and (
        mark[0] == " " or not keeps_its_end(text[max(0, end - _NEAR) : end])
    ):
        end = mark.start()
    return text[:end]


def _correct_scripts(text: str) -> str:
    if not _MIXED.search(text):
        return text
    corrected = _COMPOUND.sub(lambda compound: _WORD.sub(lambda word: _correct_word(word[0], compound[0]), compound[0]), text)
    # A part that is set right may decide another part of its compound.
    return corrected if corrected == text else _correct_scripts(corrected)


def _correct_word(word: str, compound: str) -> str:
    if not _MIXED.search(word) or _ACRONYM_WITH_ENDING.fullmatch(word):
        return word
    cyrillic, latin = word.translate(TO_CYRILLIC), word.translate(TO_LATIN)
    majority = _majority(word)
    if set(_LATIN_LETTER.findall(word)) <= {"i", "I"}:
        # Kazakh typed with a Latin i: `iсi`, `iрi`.
        majority = 1
    elif majority == 0:
        majority = bool(_MIXED.search(latin)) - bool(_MIXED.search(cyrillic)) or _majority(compound[:_NEAR])
    chosen = cyrillic if majority > 0 else latin
    return word if majority == 0 or _MIXED.search(chosen) else chosen


def _majority(text: str) -> int:
    """Above zero where most letters are Cyrillic, below where most are Latin."""
    return len(_CYRILLIC_LETTER.findall(text)) - len(_LATIN_LETTER.findall(text))
