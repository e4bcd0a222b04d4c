"""The records of a document as the tree that their ids tell, in the order in which a person reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jospar.normalize.records import HeadingRecord, Records, RowRecord, id_of

TreeRecord = HeadingRecord | RowRecord


def headings_of(records: Records) -> tuple[HeadingRecord, ...]:
    """The directions, then the goals, then the tasks."""
    return (*records.directions, *records.goals, *records.tasks)


def rows_of(records: Records) -> tuple[RowRecord, ...]:
    """The indicators, then the measures."""
    return (*records.indicators, *records.measures)


def parent_of(record: TreeRecord) -> str:
    """The id of the heading above a heading or row, of the document where there is none."""
    return id_of(record).rpartition("/")[0]


def children_of(records: Records) -> Mapping[str, Sequence[TreeRecord]]:
    """What stands right below the document and each heading, by its id: indicators, measures, then headings in reading order.

    What hangs on no record of the document stands below the document itself.
    """
    tree: tuple[TreeRecord, ...] = (*rows_of(records), *sorted(headings_of(records), key=lambda heading: heading.place.order))
    known = {id_of(record) for record in tree}
    children: dict[str, list[TreeRecord]] = defaultdict(list)
    for record in tree:
        parent = parent_of(record)
        children[parent if parent in known else records.document.document_id].append(record)
    return children


def in_reading_order(records: Records) -> Iterator[TreeRecord]:
    """All headings and rows, depth first: each heading, then what stands below it."""
    children = children_of(records)

    def walk(parent: str) -> Iterator[TreeRecord]:
        for record in children.get(parent, ()):
            yield record
            yield from walk(id_of(record))

    return walk(records.document.document_id)
