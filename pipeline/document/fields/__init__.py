"""Makes the fields of a document plain text before LibreOffice opens it: what the writer's program printed last stays.

LibreOffice computes many fields anew, and otherwise: a total `=SUM(ABOVE)` becomes 0, a date that of today. What a file prints is the
result that it holds. None of these modules knows what a document says.
"""

from __future__ import annotations

from jospar.extract.detect import Format, find_format
from jospar.pipeline.document.fields import doc, odt, rtf

_KEEPERS = {Format.OLE: doc.keep_results, Format.ODT: odt.keep_results, Format.RTF: rtf.keep_results}


def keep_results(data: bytes) -> bytes:
    """The same .doc, .odt or .rtf without fields that could be computed; a document without such fields is left as it is.

    Raises UnreadableDocument: archive_unsafe, encrypted_file, damaged_file, dtd_refused, too_deep.
    """
    return _KEEPERS[find_format(data)](data)
