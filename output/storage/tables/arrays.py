"""Python values -> Arrow arrays, exactly: nothing is rounded, cut or guessed.

The buffers are laid out here because `pyarrow.array` imports pandas for any list it is given, a quarter of a second at each start.
Layouts: https://arrow.apache.org/docs/format/Columnar.html
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation
from itertools import accumulate
from typing import Any

import pyarrow as pa

from jospar.output.schema.table import ColumnType

ARROW_TYPES = {
    ColumnType.STRING: pa.string(),
    ColumnType.INT8: pa.int8(),
    ColumnType.INT16: pa.int16(),
    ColumnType.INT32: pa.int32(),
    ColumnType.DATE32: pa.date32(),
    ColumnType.DECIMAL: pa.decimal128(24, 6),
    ColumnType.FLOAT64: pa.float64(),
}
_ITEM_CODES = {ColumnType.INT8: "b", ColumnType.INT16: "h", ColumnType.INT32: "i", ColumnType.DATE32: "i", ColumnType.FLOAT64: "d"}
_UNIX_EPOCH = 719_163  # date(1970, 1, 1).toordinal()
_SIX_PLACES = Decimal("0.000001")
_EXACT = Context(prec=24, traps=[Inexact, InvalidOperation])


def build_array(type_: ColumnType, values: Sequence[Any]) -> pa.Array[Any]:
    """One array of `values`, None as null; Decimal for DECIMAL and FLOAT64, date for DATE32.

    Raises ArithmeticError, TypeError, ValueError or AttributeError where a value is not of the type or does not fit it.
    """
    arrow_type, size = ARROW_TYPES[type_], len(values)
    validity = _build_validity(values)
    if type_ is ColumnType.STRING:
        encoded = [b"" if value is None else value.encode() for value in values]
        offsets = array("i", accumulate(map(len, encoded), initial=0))
        return pa.Array.from_buffers(arrow_type, size, [validity, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))])
    if type_ is ColumnType.DECIMAL:
        data: bytes | array[Any] = b"".join(map(_encode_decimal, values))
    elif type_ is ColumnType.DATE32:
        data = array("i", [0 if value is None else value.toordinal() - _UNIX_EPOCH for value in values])
    else:
        data = array(_ITEM_CODES[type_], [0 if value is None else value for value in values])
    return pa.Array.from_buffers(arrow_type, size, [validity, pa.py_buffer(data)])


def _build_validity(values: Sequence[Any]) -> pa.Buffer | None:
    """One bit a value, the first in the lowest bit; no buffer where nothing is null."""
    if None not in values:
        return None
    bits = "".join("0" if value is None else "1" for value in reversed(values))
    return pa.py_buffer(int(bits, 2).to_bytes((len(values) + 7) // 8, "little"))


def _encode_decimal(value: Decimal | None) -> bytes:
    """The number of millionths as 16 bytes."""
    millionths = 0 if value is None else int(_EXACT.quantize(value, _SIX_PLACES).scaleb(6, _EXACT))
    return millionths.to_bytes(16, sys.byteorder, signed=True)
