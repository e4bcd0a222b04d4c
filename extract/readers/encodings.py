"""Decodes the bytes of a text: by its mark, as UTF-8, or as the code page that its letters show; and sets right a text that was decoded
by the wrong one before it was saved.

It knows encodings. It must not know what a text means.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from jospar.extract.document import Finding, Place, UnreadableDocument
from jospar.extract.words.alphabet import KAZAKH_LETTERS
from jospar.extract.words.letter_order import count_known_words, natural_share

# Spaces, digits and line ends are some tenth of a document, so a twentieth of its bytes in UTF-16.
_FEWEST_ZEROS, _MOST_STRAY_ZEROS = 0.01, 0.01
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = ("cp1251", "kz1048")
OLD_CODE_PAGES = ("koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
"""Code pages that no program of today writes, and that only the letters of a text tell."""

# What programs take bytes for by mistake, and what these truly were.
_MISTAKEN = ("cp1251", "cp1252", "latin-1", "kz1048", "cp866", "koi8-r", "mac-cyrillic", "mac-roman")
_TRUE = ("utf-8", "cp1251", "kz1048", "koi8-r", "cp866")
_READ_AS = " read as "
_MOST_CONTROLS = 0.05
_AS_BYTE = "jospar.control_as_byte"
_FEWEST_LETTERS, _FEWEST_WORDS, _SURE, _DOUBTFUL, _BROKEN, _CLEARLY = 20, 3, 0.8, 0.45, 0.0, 0.1

# Cyrillic in UTF-8 is pairs of bytes, the first of which are few: what Windows-1251 and Latin-1 show of a word of four letters or more.
_SECOND = "".join(bytes([byte]).decode("cp1251", "ignore") for byte in range(0x80, 0xC0))
_BROKEN_WORD = re.compile(rf"(?:[РСТУ][\x80-\xbf{re.escape(_SECOND)}]){{4,}}|(?:[ÐÑÒÓ][\x80-\xbf\u0152-\u2122]){{4,}}")
_LOST_WORD = re.compile(r"\?{3,}|\ufffd{2,}")
_MOST_LOST_WORDS, _HEAD = 8, 20_000

# Letters that Kazakh and Russian are written with, and those that only a wrong guess between the two one-byte encodings shows.
_KAZAKH = frozenset(KAZAKH_LETTERS + KAZAKH_LETTERS.upper())
_FOREIGN = frozenset("ЂЃѓЌќЏџЉљЊњЋћђЎўЄєЇїЈјҐґЅѕ")


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 or UTF-32 with a mark, UTF-16 without, or a code page.

    A text that was decoded wrongly and saved again has the name of both encodings. Raises UnreadableDocument: binary_file where there are
    bytes that no text has, unknown_encoding where no encoding fits, letters_garbled where letters are lost or no longer told.
    """
    return _set_right(*_decode(data))


def note_encoding(encoding: str | None) -> tuple[Finding, ...]:
    """What a reader should know of an encoding that was found by the letters alone."""
    if encoding is None or not (encoding in OLD_CODE_PAGES or _READ_AS in encoding):
        return ()
    return (Finding("letters_set_right", Place(), "", encoding),)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_try(data, encoding), encoding)
    if b"\x00" in data:
        order = _utf16_order(data)
        text = _try(data, order)
        return _checked(text if text and _is_european(text) else None, order)
    utf8 = _try(data, "utf-8")
    if utf8 is not None:
        return _checked(utf8, "utf-8")
    candidates = [(text, name) for name in _USUAL if (text := _try(data, name)) is not None]
    candidates = [(text, name) for text, name in candidates if _plausible(text)]
    usual = max(candidates, key=lambda candidate: _score(candidate[0]), default=None)
    found = _find_old(data, usual[0] if usual else None) or usual
    if found is None:
        raise UnreadableDocument("unknown_encoding" if _mostly_text(data) else "binary_file")
    return _checked(*found)


def _find_old(data: bytes, usual: str | None) -> tuple[str, str] | None:
    """The text as an old code page has it, where its words are clearly those of one."""
    if not _mostly_text(data) or sum(1 for byte in data[:4096] if byte > 0x7F) < _FEWEST_LETTERS:
        return None
    return _better(usual or "", ((text, name) for name in OLD_CODE_PAGES if (text := _try(data, name)) is not None))


def _set_right(text: str, encoding: str) -> tuple[str, str]:
    """The text as it was before it was decoded wrongly; itself where its letters are in order.

    Raises UnreadableDocument: letters_garbled.
    """
    share = natural_share(text)
    if share is None or sum(1 for char in text[:4096] if char > "\x7f") < _FEWEST_LETTERS:
        _refuse_lost(text)
        return text, encoding
    if share < _DOUBTFUL or count_known_words(text) < _FEWEST_WORDS:
        found = _better(text, _before(text))
        if found is not None:
            return _checked(*found)
        if share < _BROKEN and _would_be_better(text):
            raise UnreadableDocument("letters_garbled")
    if len(_BROKEN_WORD.findall(text)) >= _FEWEST_WORDS:
        raise UnreadableDocument("letters_garbled", "parts of the text were decoded wrongly")
    _refuse_lost(text)
    return text, encoding


def _better(text: str, others: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The best of other readings of a text, where it is clearly better than the text itself: by its words, or by its letters."""
    rated = [(count_known_words(other), natural_share(other) or 0.0, other, name) for other, name in others]
    if not rated:
        return None
    words, share, other, name = max(rated, key=lambda one: one[:2])
    now_words, now_share = count_known_words(text), (natural_share(text) or 0.0) if text else -1.0
    has_words = words >= _FEWEST_WORDS and words > 2 * now_words
    has_more_of_both = words >= now_words + _FEWEST_WORDS and share > now_share + _CLEARLY
    has_letters = words >= max(now_words, 1) and share >= _SURE and now_share < _DOUBTFUL
    return (other, name) if has_words or has_more_of_both or has_letters else None


def _before(text: str, errors: str = "strict") -> Iterator[tuple[str, str]]:
    """What the bytes of a text were that was decoded wrongly, each with the names of what they were and what they were taken for."""
    controls = sum(1 for char in text if "\x80" <= char < "\xa0")
    for mistaken in _MISTAKEN:
        if controls > _MOST_CONTROLS * len(text) and mistaken != "latin-1":
            continue
        try:
            data = _bytes_of(text, mistaken, errors)
        except UnicodeError:
            continue
        for true in _TRUE:
            try:
                yield data.decode(true, errors), f"{true}{_READ_AS}{mistaken}"
            except UnicodeError:
                continue


def _bytes_of(text: str, encoding: str, errors: str) -> bytes:
    """The bytes that were decoded to a text; a byte that the code page does not have was kept as the control character of its number."""
    return text.encode(encoding, _AS_BYTE if errors == "strict" else errors)


def _as_byte(error: UnicodeError) -> tuple[bytes, int]:
    if isinstance(error, UnicodeEncodeError) and all("\x80" <= char < "\xa0" for char in error.object[error.start : error.end]):
        return error.object[error.start : error.end].encode("latin-1"), error.end
    raise error


codecs.register_error(_AS_BYTE, _as_byte)


def _would_be_better(text: str) -> bool:
    """Whether another encoding shows mostly letters of words, though not all of the text fits it."""
    others = (before.replace("\ufffd", "") for before, _ in _before(text[:_HEAD], "replace"))
    return any((natural_share(other) or 0.0) >= _DOUBTFUL and count_known_words(other) >= _FEWEST_WORDS for other in others)


def _refuse_lost(text: str) -> None:
    """Raises UnreadableDocument: letters_garbled where question marks stand in the place of most letters."""
    words = _LOST_WORD.findall(text)
    lost = sum(map(len, words))
    if len(words) >= _MOST_LOST_WORDS and lost > sum(map(str.isalpha, text)):
        raise UnreadableDocument("letters_garbled", f"{lost:,} letters are lost")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_order(data: bytes) -> str:
    """Little or big end first, by where the high bytes of digits, spaces and line ends stand.

    Raises UnreadableDocument: binary_file where zeros are few, or stand on both sides.
    """
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if even + odd < _FEWEST_ZEROS * len(data) or min(even, odd) > _MOST_STRAY_ZEROS * max(even, odd):
        raise UnreadableDocument("binary_file", f"{even + odd:,} NUL bytes")
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_european(text: str) -> bool:
    """Whether most characters are of European scripts or signs: bytes of another encoding taken in pairs are mostly Chinese."""
    return sum(1 for char in text if char < "\u0530" or "\u2000" <= char < "\u2300") > 0.9 * len(text)


def _checked(text: str | None, encoding: str) -> tuple[str, str]:
    """Refuses what decodes but is no text: control characters, or noncharacters."""
    if text is None:
        raise UnreadableDocument("binary_file" if encoding.startswith("utf-16-") else "unknown_encoding")
    if re.search("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]", text):
        raise UnreadableDocument("binary_file", f"control characters in {encoding} text")
    return text, encoding


def _mostly_text(data: bytes) -> bool:
    return sum(1 for byte in data[:4096] if byte < 0x20 and byte not in b"\t\r\n\f\x0b") == 0


def _plausible(text: str) -> bool:
    """Whether a one-byte decoding gives mostly letters of words rather than scattered symbols."""
    high = [char for char in text if char > "\x7f"]
    return sum(1 for char in high if char.isalpha()) >= 0.7 * len(high)


def _score(text: str) -> int:
    """Higher where the letters above ASCII are those of Kazakh words; letters of neither language count against."""
    return sum(1 for char in text if char in _KAZAKH) - 3 * sum(1 for char in text if char in _FOREIGN)
