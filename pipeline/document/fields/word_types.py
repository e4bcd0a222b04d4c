"""The fields of Word whose result is not what they print: signs, pictures, forms, links, numbers of lists, what prints nothing at all.

All others print their result, whatever they are called: a name that is none of a field is that of a bookmark whose text is repeated.
"""

from __future__ import annotations

PRINT_NO_RESULT = {
    "SET": 0x06, "INDEX": 0x08, "TOC": 0x0D, "ASK": 0x26, "NEXT": 0x29, "NEXTIF": 0x2A, "SKIPIF": 0x2B, "PRINT": 0x30, "EQ": 0x31,
    "GOTOBUTTON": 0x32, "MACROBUTTON": 0x33, "AUTONUMOUT": 0x34, "AUTONUMLGL": 0x35, "AUTONUM": 0x36, "SYMBOL": 0x39, "EMBED": 0x3A,
    "BARCODE": 0x3F, "INCLUDEPICTURE": 0x43, "FORMTEXT": 0x46, "FORMCHECKBOX": 0x47, "TOA": 0x49, "PRIVATE": 0x4D, "ADDIN": 0x52,
    "FORMDROPDOWN": 0x53, "ADVANCE": 0x54, "CONTROL": 0x57, "HYPERLINK": 0x58, "LISTNUM": 0x5A, "HTMLCONTROL": 0x5B, "BIDIOUTLINE": 0x5C,
    "SHAPE": 0x5F, "XE": 0x04, "TC": 0x09, "RD": 0x0B, "TA": 0x4A,
}  # fmt: skip
"""Their names, and the numbers that .doc has for them ([MS-DOC] 2.9.90)."""

QUOTE = 0x23
"""The number of a field that prints its result and nothing else."""
