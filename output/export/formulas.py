"""Text that a spreadsheet would take for a formula, and how CSV is made safe to open in one.

Rules: https://owasp.org/www-community/attacks/CSV_Injection. Only text is concerned: a negative number in a column of numbers is none.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from jospar.extract.words.figures import DASHES

FORMULA_START = "^'*[=+\\-@\\t\\r\\n＝＋－＠]"
_MISSING_MARK = f"^[ \u00a0]*[{DASHES}]+[ \u00a0]*$"
_GUARDED = re.compile(f"^'(?={FORMULA_START.removeprefix('^')})")


def find_formulas(texts: pa.Array) -> pa.Array:
    """Which texts begin as a formula; null where the text is. A dash alone is a mark of what is missing and no formula.

    >>> find_formulas(pa.array(["=1+1", "-5 %", "-", "– ", "a=b", None])).to_pylist()
    [True, True, False, False, False, None]
    """
    return pc.and_(pc.match_substring_regex(texts, FORMULA_START), pc.invert(pc.match_substring_regex(texts, _MISSING_MARK)))


def guard(texts: pa.Array) -> pa.Array:
    """The texts with an apostrophe in front of each that begins as a formula.

    One that begins so after apostrophes of its own gets another one, so that `unguard` gives back every text.

    >>> guard(pa.array(["=1+1", "'=1", "-", "кемінде 5", None])).to_pylist()
    ["'=1+1", "''=1", '-', 'кемінде 5', None]
    """
    return pc.if_else(find_formulas(texts), pc.binary_join_element_wise("'", texts, ""), texts)


def unguard(text: str) -> str:
    """A text as it was before `guard`.

    >>> [unguard(text) for text in ("'=1+1", "''=1", "-", "'a'")]
    ['=1+1', "'=1", '-', "'a'"]
    """
    return _GUARDED.sub("", text)
