"""Outline -> Records: types the tree, makes the document's own record of what was found, and closes the ledger.

`normalize` is total: what can't be read is null with an issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from jospar.extract.document import Place
from jospar.extract.outline import Outline
from jospar.normalize.front import approval_items, find_title, flag_unread_years, front_lines, note_headers, note_units_below
from jospar.normalize.issues import Note, make_issues, note_finding
from jospar.normalize.ledger import Use, count_fates, explain_levels, make_ledger, note_unseen, passed_over, unused_cells
from jospar.normalize.merged_values import DocumentPrints, shared_values
from jospar.normalize.nodes import OutlineItem, read_tree
from jospar.normalize.phrases.approval import Approval, read_approval
from jospar.normalize.phrases.number_rows import prints_thousandths
from jospar.normalize.records import Direction, Document, Fate, Goal, Indicator, LedgerCell, Measure, Party, Records, Task, Value
from jospar.normalize.words.language import detect_language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a document was read from; its stem is the document's id."""

    document_id: str
    name: str
    sha256: str


def normalize(outline: Outline, source: SourceFile) -> Records:
    """The typed records of one document."""
    document_id = source.document_id
    language = detect_language(cell.text for cell in outline.raw.cells())
    approval = read_approval(front_lines(outline))
    found = _Sorted(_read_all(outline, approval, document_id, language))
    cells, lost = _close_ledger(outline, document_id, found)
    return Records(
        document=_make_document(outline, source, approval, language, found.of(Value), cells),
        directions=found.of(Direction),
        goals=found.of(Goal),
        indicators=found.of(Indicator),
        tasks=found.of(Task),
        measures=found.of(Measure),
        values=found.of(Value),
        parties=found.of(Party),
        issues=make_issues(document_id, (*found.of(Note), *lost)),
        checks=(),
        cells=cells,
        heading_levels=explain_levels(outline),
    )


def _read_all(outline: Outline, approval: Approval, document_id: str, language: str | None) -> Iterator[OutlineItem]:
    """Records, notes, and the cells that went into records."""
    prints = DocumentPrints(prints_thousandths(cell.text for cell in outline.raw.cells()), shared_values(outline.root))
    yield from read_tree(outline.root, document_id, prints)
    yield from map(note_finding, outline.findings)
    yield from note_headers(outline.layouts, language)
    yield from note_units_below(outline)
    yield from flag_unread_years(outline.root)
    yield from approval_items(outline, approval, document_id)


def _close_ledger(outline: Outline, document_id: str, found: _Sorted) -> tuple[tuple[LedgerCell, ...], tuple[Note, ...]]:
    """The ledger, and the notes on cells that nothing used, ignored or flagged, and on what text and paper do not share."""
    uses = {use.place: use for use in found.of(Use)}
    flagged = {cell.place: note.code for note in found.of(Note) for cell in note.flags}
    ignored = passed_over(outline)
    lost = tuple(unused_cells(outline, uses, ignored, flagged))
    flagged.update((cell.place, note.code) for note in lost for cell in note.flags)
    return make_ledger(document_id, outline, uses, ignored, flagged), (*lost, *note_unseen(outline.raw, uses))


def _make_document(
    outline: Outline,
    source: SourceFile,
    approval: Approval,
    language: str | None,
    values: Sequence[Value],
    cells: Sequence[LedgerCell],
) -> Document:
    """The record of the document itself; what the checks find and the grade come later."""
    fates = count_fates(cells)
    years = [value.year for value in values if value.year is not None]
    raw = outline.raw
    return Document(
        document_id=source.document_id,
        place=Place(),
        title=approval.title or find_title(outline),
        organization=approval.organization,
        approved_by=approval.approved_by,
        approved_on=approval.approved_on,
        protocol_number=approval.protocol_number,
        approval_status=approval.approval_status,
        language=language,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        source_name=source.name,
        source_sha256=source.sha256,
        source_kind=raw.kind,
        source_encoding=raw.encoding,
        source_pages=raw.pages,
        cells=len(cells),
        cells_used=fates[Fate.USED],
        cells_ignored=fates[Fate.IGNORED],
        cells_flagged=fates[Fate.FLAGGED],
        values_confirmed=0,
        values_contradicted=0,
        values_unreadable=0,
        grade=0,
    )


class _Sorted:
    """Items by their type, each in the order it came."""

    def __init__(self, items: Iterable[OutlineItem]) -> None:
        self._by_type: dict[type, list[Any]] = {}
        for item in items:
            self._by_type.setdefault(type(item), []).append(item)

    def of(self, kind: type[T]) -> tuple[T, ...]:
        return tuple(self._by_type.get(kind, ()))
