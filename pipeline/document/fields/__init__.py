"""Makes the fields of a document plain text before LibreOffice opens it: what the writer's program printed last stays.

LibreOffice computes many fields anew, and otherwise: a total `=SUM(ABOVE)` becomes 0, a date that of today. What a file prints is the
result that it holds. None of these modules knows what a document says.
"""

from __future__ import annotations

from jospar.extract.detect import Format, find_format


def keep_results(data: bytes) -> bytes:
    """The same .doc, .odt or .rtf without fields that could be computed; a document without such fields is left as it is.

    Raises UnreadableDocument: archive_unsafe, encrypted_file, damaged_file, dtd_refused, too_deep.
    """
    match find_format(data):
        case Format.OLE:
            from jospar.pipeline.document.fields import doc

            return doc.keep_results(data)
        case Format.ODT:
            from jospar.pipeline.document.fields import odt  # with lxml, which texts are read without

            return odt.keep_results(data)
        case _:
            from jospar.pipeline.document.fields import rtf

            return rtf.keep_results(data)
