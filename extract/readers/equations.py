"""What an equation says where it is a plain number, in MathML, in Word and in TeX; all others are no text and are never made one.

It knows notations. It must not know where an equation stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PLAIN = re.compile(r"[≥≤<>≈~]?\s?[-−–+]?\s?\d[\d\s\u00a0\u2009\u202f]*(?:[.,]\d+)?\s?%?")
_TEX_SPACES = re.compile(r"\\[,;:! ]|~|\\(?:quad|thinspace|enspace)\b")
_TEX_WORDS = {r"\%": "%", r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤", r"\approx": "≈", "{,}": ",", "{.}": "."}
_TEX_WRAPPED = re.compile(r"\\(?:text|mathrm|mathbf|mathit|mbox|textbf|boldsymbol)\s*\{([^{}]*)\}")
_TEX_INSIDE = re.compile(r"\\[a-zA-Z%,;{]|[\^_{}=]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
TEX = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
"""An equation in TeX between the signs that programs in a browser look for."""

# Elements of MathML that only hold or group what stands in line.
_IN_LINE = frozenset({"math", "mrow", "mstyle", "semantics", "mn", "mo", "mi", "mtext", "ms", "mspace", "mpadded"})


def is_plain_number(text: str) -> bool:
    """Whether an equation on one line is no more than a number with its sign.

    >>> is_plain_number("≥ 17"), is_plain_number("92/2")
    (True, False)
    """
    return _PLAIN.fullmatch(text) is not None


@dataclass(slots=True)
class MathMl:
    """An equation in MathML while it is read."""

    is_plain: bool = True
    pieces: list[str] = field(default_factory=list)

    def begin(self, tag: str) -> None:
        """An element inside it."""
        self.is_plain = self.is_plain and tag in _IN_LINE

    @property
    def number(self) -> str | None:
        """The number that it is, None where it is more, empty where it shows nothing."""
        text = " ".join("".join(self.pieces).split())
        return text if self.is_plain and (not text or is_plain_number(text)) else None


def read_tex(equation: str) -> str | None:
    r"""The number that an equation in TeX is, without the signs around it; None where it is more.

    >>> read_tex(r"46{,}5\,\%"), read_tex(r"10^{3}")
    ('46,5 %', None)
    """
    text = _TEX_SPACES.sub(" ", _TEX_WRAPPED.sub(r"\1", equation))
    for word, sign in _TEX_WORDS.items():
        text = text.replace(word, sign)
    text = " ".join(text.split())
    return text if is_plain_number(text) else None


def is_tex(content: str) -> bool:
    r"""Whether what stands between two dollar signs is an equation rather than words between two sums of money.

    >>> is_tex("46"), is_tex(r"\frac{1}{2}"), is_tex("5 млн и ")
    (True, True, False)
    """
    bare = _TEX_WRAPPED.sub("", content)
    if not content.strip() or content != content.strip() or _CYRILLIC.search(bare):
        return False
    return bool(_TEX_INSIDE.search(content) or read_tex(content) is not None)
