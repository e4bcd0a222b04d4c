"""What stands in brackets behind the meaning of an issue, where it holds words: made and read back here, so that it can be translated.

Extraction, which knows nothing of this list, writes its details in the same words; a test holds both together.
"""

from __future__ import annotations

import re
from functools import cache

# Details that hold words; formulas and prints need none. {0} and {1} are what the document says. A text is read by the first that fits.
DETAILS: dict[str, str] = {
    "read_as": "read as {0}",
    "beside": "{0}, beside {1}",
    "cells": "{0} cells",
    "rows": "{0} rows",
    "columns": "{0} columns",
    "loose_rows": "{0} rows or headings",
    "two_parts": "{0} rows, then {1}",
    "page": "page {0}",
    "struck_out": "struck out",
    "embedded": "{0} embedded documents of other formats are not read",
    "corrections_line": "line {0} of the corrections: {1}",
    "corrected_value": "value: {0}",
    "corrected_unit": "unit_label: {0}",
    "corrected_name": "name: {0}",
    "corrected_title": "title: {0}",
    "corrected_code": "code: {0}",
}


def compose_detail(name: str, *said: object) -> str:
    """The detail of this name about what the document says.

    >>> compose_detail("two_parts", 7, 6)
    '7 rows, then 6'
    """
    return DETAILS[name].format(*said)


def split_detail(detail: str) -> tuple[str, tuple[str, ...]] | None:
    """The name of a detail that holds words, and what the document says in it: what `compose_detail` was given. None for any other.

    >>> split_detail("7 rows, then 6"), split_detail("5 + 5 = 10")
    (('two_parts', ('7', '6')), None)
    """
    return next(((name, found.groups()) for name, pattern in _detail_patterns() if (found := pattern.fullmatch(detail))), None)


@cache
def _detail_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    slot = re.compile(r"\\{\d\\}")
    return tuple((name, re.compile(slot.sub("(.+)", re.escape(text)), re.DOTALL)) for name, text in DETAILS.items())
