"""The command `jospar`: reads its arguments, calls what they ask for, and turns what went wrong into one line and an exit code.

It is started again and again, so each command imports what it needs itself.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from extract.vocabulary import BadVocabulary
from normalize.corrections.errors import BadCorrections
from output.errors import OutputError, WrongAddress
from pipeline.arguments import read_arguments
from pipeline.console import choose_paint, complain, emit, prepare_streams
from pipeline.exits import ClusterFailed, Exit, WrongUsage
from pipeline.interrupts import hear_interrupts
from pipeline.log import log, log_end, log_outcome, log_start, start_log

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from normalize.corrections.entries import Corrections
    from normalize.records import Records
    from output.readings import Input
    from output.remote import Location
    from output.snapshot import Published
    from pipeline.attention import Attention
    from pipeline.inputs import Copy
    from pipeline.known import Known
    from pipeline.outcome import Attempt, Outcome
    from pipeline.planning import Plan
    from pipeline.refusals import Refusal


def main() -> None:
    """The entry point: ends the process with an exit code of pipeline.exits."""
    # pyarrow takes numpy along where there is one, which is more than half of its start; no command needs it, and pyarrow does without.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    hear_interrupts()
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Runs one command and returns its exit code; whatever goes wrong is one line on standard error."""
    prepare_streams()
    start_log(wanted="--log-json" in arguments)
    code = _run_guarded(arguments)
    log_end(code)
    return code


def _run_guarded(arguments: list[str]) -> int:
    try:
        return _run(read_arguments(arguments))
    except SystemExit:
        return Exit.ALL_READ
    except WrongUsage as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except WrongAddress as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except OutputError as error:
        return _fail(str(error), Exit.OUTPUT_FAILED)
    except ClusterFailed as error:
        return _fail(str(error), Exit.CLUSTER_FAILED)
    except BadVocabulary as error:
        return _fail(f"a word list is malformed: {error}; correct the list", Exit.FAULT)
    except BadCorrections as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except KeyboardInterrupt:
        return _fail("interrupted, nothing is published", Exit.INTERRUPTED)
    except Exception as error:
        return _fail_by_fault(error)


def _run(arguments: Namespace) -> int:
    if arguments.version:
        return _print_version()
    if arguments.command is None:
        raise WrongUsage("no command is named; see jospar --help")
    return _COMMANDS[arguments.command](arguments)


def _explain_or_draw(arguments: Namespace) -> int:
    document, line, page, engine = arguments.document, arguments.line, arguments.page, arguments.pdf_engine
    if arguments.draw is not None:
        return draw(document, arguments.draw, line, page, engine, arguments.corrections)
    return explain(document, line, page, arguments.data, engine, arguments.corrections)


def _fail(message: str, code: Exit) -> Exit:
    complain(message)
    return code


def _fail_by_fault(error: Exception) -> Exit:
    from pipeline.refusals import describe_fault

    if os.environ.get("JOSPAR_DEBUG"):
        traceback.print_exception(error)
    return _fail(f"a fault of the program itself ({describe_fault(error)}); JOSPAR_DEBUG=1 shows where, please report it", Exit.FAULT)


def _complain_of(where: str, refusal: Refusal, kept: str = "") -> None:
    from pipeline.refusals import describe_refusal

    if refusal.trace:
        sys.stderr.write(refusal.trace)
    complain(f"{describe_refusal(where, refusal)}{kept}")


def _print_version() -> int:
    from output.schema import SCHEMA_VERSION, TOOL_VERSION

    emit(f"jospar {TOOL_VERSION} (schema {SCHEMA_VERSION})")
    return Exit.ALL_READ


def extract(arguments: Namespace) -> int:
    """Reads documents into a dataset."""
    from output.remote import RemotePath, find_location

    if not arguments.out:
        raise WrongUsage("--out: no folder is named")
    out = find_location(arguments.out)
    remote = [place for place in map(find_location, arguments.inputs) if isinstance(place, RemotePath)]
    if not remote:
        return _extract(arguments, out)
    if arguments.shared_paths:
        raise WrongUsage("--shared-paths: documents on object storage are copied to this machine, where no worker sees them; leave it out")
    from pipeline.fetching import fetched

    with fetched(remote, arguments.recursive, out) as copies:
        return _extract(arguments, out, copies)


def _extract(arguments: Namespace, out: Location, copies: Sequence[Copy] = ()) -> int:
    from pipeline.attention import Attention, format_attention
    from pipeline.correction_files import choose_folder, describe_unused, find_files, hash_files, read_files
    from pipeline.inputs import find_inputs
    from pipeline.known import find_known
    from pipeline.summary import describe_published, format_summary

    files = find_inputs(arguments.inputs, arguments.recursive, out, choose_folder(arguments.corrections), copies)
    document_ids = [file.document_id for file in files if file.document_id]
    found = find_files(arguments.corrections)
    corrections, hashes = read_files(found, document_ids), hash_files(found, document_ids)
    plan, known = find_known(files, out, hashes, arguments.pdf_engine)
    attention = Attention()
    outcomes, published = _read_and_publish(plan, known, corrections, hashes, attention, out, arguments)
    paint = choose_paint(sys.stdout)
    summary = format_summary(outcomes, describe_published(out, published), paint)
    emit("\n".join(filter(None, (summary, format_attention(attention, paint)))))
    left: list[str] = []
    if len(found) > len(hashes):
        from output.base import find_readings

        left = describe_unused(found, document_ids, find_readings(out))
    return _end_run(outcomes, left, arguments.fail_on)


def _read_and_publish(
    plan: Plan,
    known: Known,
    corrections: Mapping[str, Corrections],
    hashes: Mapping[str, Input],
    attention: Attention,
    out: Location,
    arguments: Namespace,
) -> tuple[list[Outcome], Published | None]:
    """Reads what is to be read and publishes it; what became of all documents of the run, by ascending document_id."""
    from pipeline.engines import read_files as read_with_engine
    from pipeline.inputs import find_paths
    from pipeline.known import describe_unchanged
    from pipeline.machine import count_cores
    from pipeline.progress import show_progress

    workers = arguments.workers or count_cores()
    log_start(workers, len(plan.to_read) + len(plan.unchanged), len(plan.unchanged))
    tried: list[Attempt] = []
    with (
        read_with_engine(find_paths(plan.to_read), arguments, corrections, workers) as attempts,
        show_progress(len(plan.to_read), wanted=not arguments.log_json) as advance,
    ):
        from pipeline.run import extract as run_extract  # with pyarrow, while the first document is read

        def remember() -> Iterator[Attempt]:
            for attempt in attempts:
                tried.append(attempt)
                yield attempt

        def report(outcome: Outcome) -> None:
            _report(outcome, tried.pop() if tried else None, arguments.log_json)
            advance()

        wait = _choose_wait(out, arguments.wait)
        made, published = run_extract(plan.to_read, remember(), out, report, attention, hashes, wait, known)
    kept = describe_unchanged(plan.unchanged, known, out, attention)
    for outcome in kept:
        _report(outcome, None, arguments.log_json)
    log("published", snapshot=published.folder.name if published else None, changed=bool(published and published.changed))
    return sorted((*made, *kept), key=lambda outcome: outcome.file.order), published


def _report(outcome: Outcome, attempt: Attempt | None, log_json: bool) -> None:
    """Says how it went with one input: to machines of each, to people where it was not read."""
    from pipeline.outcome import State

    log_outcome(outcome, attempt)
    if outcome.refusal and not log_json:
        _complain_of(outcome.file.shown, outcome.refusal, "; its last good version is kept" if outcome.state is State.STALE else "")


def _choose_wait(out: Location, wait: bool) -> Callable[[], None] | None:
    """What says that the run waits for another one, if it does."""
    return (lambda: complain(f"{out}: another run is writing there; waiting until it ends")) if wait else None


def _end_run(outcomes: Sequence[Outcome], left: Sequence[str], fail_on: str | None) -> int:
    """The exit code of a run, after the lines about corrections that were left unused, and one for what `fail_on` is about."""
    from normalize.records import Severity
    from pipeline.outcome import choose_exit, count_open

    for line in left:
        complain(line)
    if fail_on is None:
        return choose_exit(outcomes)
    least = Severity(fail_on)
    count = count_open(outcomes, least)
    if count:
        what = "1 issue" if count == 1 else f"{count:,} issues"
        complain(f"--fail-on {fail_on}: {what} of that severity or a worse one still open; jospar show DOCUMENT lists them")
    return choose_exit(outcomes, count + len(left))


def show(document: str, data: str, pdf_engine: str, corrections: str | None) -> int:
    """Prints a document as a tree, with its values."""
    from pipeline.tree import format_tree

    records = _find_records(document, data, pdf_engine, corrections)
    if records is None:
        return Exit.NONE_READ
    emit(format_tree(records, choose_paint(sys.stdout)))
    return Exit.ALL_READ


def explain(document: str, line: int | None, page: int | None, data: str, pdf_engine: str, corrections: str | None) -> int:
    """Prints why each line was read as it was."""
    from extract.document import Place
    from pipeline.explain import format_explanation
    from pipeline.wording import describe_place

    records = _find_records(document, data, pdf_engine, corrections)
    if records is None:
        return Exit.NONE_READ
    text = format_explanation(records, line, page, choose_paint(sys.stdout))
    emit(text or f"{describe_place(Place(page, line))}: nothing is printed there, or the document has no such places")
    return Exit.ALL_READ


def draw(document: str, folder: str, line: int | None, page: int | None, pdf_engine: str, corrections: str | None) -> int:
    """Paints what each cell of a PDF became on pictures of its pages, and prints their paths."""
    if not folder:
        raise WrongUsage("--draw: no folder is named")
    if line is not None:
        raise WrongUsage("--line: a picture shows a whole page; name one by --page")
    if not _is_file(document):
        raise WrongUsage(f"{document}: no such file; --draw needs the file itself, for the dataset does not hold its pages")
    records = _find_records(document, "", pdf_engine, corrections)
    if records is None:
        return Exit.NONE_READ
    from pipeline.draw import draw as draw_pages
    from pipeline.refusals import Refusal

    target = _choose_folder(folder)
    drawn = refused = 0
    for made in draw_pages(Path(document), records, target, page):
        if isinstance(made, Refusal):
            _complain_of(document, made)
            refused += 1
        else:
            emit(str(made))
            drawn += 1
    return Exit.ALL_READ if not refused else Exit.SOME_REFUSED if drawn else Exit.NONE_READ


def status(data: str) -> int:
    """Prints what is in the dataset, what its snapshots changed, and what could not be read."""
    from output.remote import find_location
    from pipeline.status import format_status, read_status

    emit(format_status(read_status(find_location(data)), choose_paint(sys.stdout)))
    return Exit.ALL_READ


def remove(documents: Sequence[str], data: str, wait: bool) -> int:
    """Publishes the dataset without some of its documents."""
    from output.remote import find_location
    from pipeline.remove import remove as remove_documents
    from pipeline.summary import describe_published

    out = find_location(data)
    emit(describe_published(out, remove_documents(documents, out, _choose_wait(out, wait))))
    return Exit.ALL_READ


def correct(arguments: Namespace) -> int:
    """Writes a correction of a document out of one of its issues, and prints where and what."""
    from pipeline.correct import Wish, write_correction

    wish = Wish(arguments.value, arguments.column, arguments.accept, arguments.reason, arguments.by)
    path, entry = write_correction(arguments.document, arguments.issue, wish, arguments.data, arguments.corrections)
    emit(f"{path}:\n{entry}")
    return Exit.ALL_READ


def report(sources: list[str], data: str, out: str) -> int:
    """Writes the review pages of a dataset."""
    if not out:
        raise WrongUsage("--out: no folder is named")
    from output.remote import find_location
    from pipeline.report import report as write_report

    try:
        written = write_report(sources, find_location(data), _choose_folder(out))
    except KeyboardInterrupt:
        return _fail("interrupted, the report is not complete; run it again", Exit.INTERRUPTED)
    pictured = f", {written.pictured} with pictures of the pages" if written.pictured else ""
    removed = f"; pages of documents that left the dataset, removed: {written.removed}" if written.removed else ""
    emit(f"{written.index}: documents: {written.documents}{pictured}; open it in a browser{removed}")
    return Exit.ALL_READ


def _choose_folder(folder: str) -> Path:
    """A folder that is written to on this machine alone. WrongUsage where another place is named."""
    from output.remote import is_remote

    if is_remote(folder):
        raise WrongUsage(f"{folder}: not a folder of this machine; name one, and copy what is in it")
    return Path(folder)


def export(arguments: Namespace) -> int:
    """Writes the dataset in another form, and says what that form could not hold."""
    from pipeline.export import export_dataset

    line, notes = export_dataset(arguments)
    for note in notes:
        complain(note)
    emit(line)
    return Exit.ALL_READ


def schema() -> int:
    """Prints the data dictionary."""
    from pipeline.reference import format_schema

    emit(format_schema(choose_paint(sys.stdout)))
    return Exit.ALL_READ


def issues() -> int:
    """Prints every issue code."""
    from pipeline.reference import format_issues

    emit(format_issues(choose_paint(sys.stdout)))
    return Exit.ALL_READ


def _find_records(document: str, data: str, pdf_engine: str, corrections: str | None) -> Records | None:
    """The records of a file, as corrected, or of a document of the dataset in `data`; None where the file is refused, which is then said.

    WrongUsage where there is neither.
    """
    if _is_file(document):
        from pipeline.correction_files import find_files, read_files
        from pipeline.inputs import find_document_id
        from pipeline.isolation import read_isolated
        from pipeline.refusals import Refusal

        path = Path(document)
        corrected = read_files(find_files(corrections), filter(None, [find_document_id(path.name)]))
        with read_isolated((path,), pdf_engine=pdf_engine, corrections=corrected) as attempts:
            result = next(attempts).result
        if isinstance(result, Refusal):
            _complain_of(document, result)
            return None
        return result
    from output.dataset import load_records

    try:
        return load_records(data, document)
    except KeyError:
        raise WrongUsage(f"{document}: neither a file nor a document of {data}; check the name or name another dataset by --data") from None
    except OutputError as error:
        raise WrongUsage(f"{document}: no such file, and no dataset to find it in ({error})") from None


def _is_file(document: str) -> bool:
    """Whether a file is meant, be it one that can't be opened, and no document of a dataset."""
    return os.path.lexists(document) and not Path(document).is_dir()


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "extract": extract,
    "show": lambda a: show(a.document, a.data, a.pdf_engine, a.corrections),
    "explain": _explain_or_draw,
    "status": lambda a: status(a.data),
    "remove": lambda a: remove(a.documents, a.data, a.wait),
    "correct": correct,
    "report": lambda a: report(a.sources, a.data, a.out),
    "export": export,
    "schema": lambda _: schema(),
    "issues": lambda _: issues(),
}
