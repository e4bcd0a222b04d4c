"""`jospar extract`: finds the inputs and what is known of them, has the others read, publishes, and says how it went."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.pipeline.commands.destination import choose_wait
from jospar.pipeline.system.console import choose_paint, emit, print_message
from jospar.pipeline.system.exits import WrongUsage
from jospar.pipeline.views.log import log, log_outcome, log_start

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from jospar.normalize.corrections.entries import Corrections
    from jospar.output.storage.location import Location
    from jospar.output.storage.readings import FileVersion
    from jospar.output.storage.snapshot import Published
    from jospar.pipeline.document.attempt import Attempt
    from jospar.pipeline.incremental.known import Known
    from jospar.pipeline.incremental.planning import Plan
    from jospar.pipeline.inputs.input_file import LocalCopy
    from jospar.pipeline.outcome import InputOutcome
    from jospar.pipeline.views.attention import Attention


def run(arguments: Namespace) -> int:
    """Reads documents into a dataset, and says how it went."""
    from jospar.output.storage.location import RemotePath, find_location

    if not arguments.out:
        raise WrongUsage("--out: no folder is named")
    out = find_location(arguments.out)
    remote = [place for place in map(find_location, arguments.inputs) if isinstance(place, RemotePath)]
    if not remote:
        return _extract(arguments, out)
    if arguments.shared_paths:
        raise WrongUsage("--shared-paths: documents on object storage are copied to this machine, where no worker sees them; leave it out")
    from jospar.pipeline.inputs.fetching import fetched

    with fetched(remote, arguments.recursive, out) as copies:
        return _extract(arguments, out, copies)


def _extract(arguments: Namespace, out: Location, copies: Sequence[LocalCopy] = ()) -> int:
    from jospar.pipeline.incremental.known import find_known
    from jospar.pipeline.inputs.correction_files import choose_folder, describe_unused, find_files, hash_files, read_files
    from jospar.pipeline.inputs.discovery import find_inputs
    from jospar.pipeline.views.attention import Attention, format_attention
    from jospar.pipeline.views.summary import describe_published, format_summary

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
        from jospar.output.storage.base_snapshot import find_readings

        left = describe_unused(found, document_ids, find_readings(out))
    return _end_run(outcomes, left, arguments.fail_on)


def _read_and_publish(
    plan: Plan,
    known: Known,
    corrections: Mapping[str, Corrections],
    hashes: Mapping[str, FileVersion],
    attention: Attention,
    out: Location,
    arguments: Namespace,
) -> tuple[list[InputOutcome], Published | None]:
    """Reads what is to be read and publishes it; what became of all documents of the run, by ascending document_id."""
    from jospar.pipeline.engines import read_files as read_with_engine
    from jospar.pipeline.incremental.known import describe_unchanged
    from jospar.pipeline.inputs.discovery import find_paths
    from jospar.pipeline.system.machine import count_cores
    from jospar.pipeline.views.progress import show_progress

    workers = arguments.workers or count_cores()
    log_start(None if arguments.scheduler else workers, len(plan.to_read) + len(plan.unchanged), len(plan.unchanged))
    tried: list[Attempt] = []
    with (
        read_with_engine(find_paths(plan.to_read), arguments, corrections, workers) as attempts,
        show_progress(len(plan.to_read), wanted=not arguments.log_json) as advance,
    ):
        from jospar.pipeline.run import extract as run_extract  # with pyarrow, while the first document is read

        def remember() -> Iterator[Attempt]:
            for attempt in attempts:
                tried.append(attempt)
                yield attempt

        def report(outcome: InputOutcome) -> None:
            _report(outcome, tried.pop() if tried else None, arguments.log_json)
            advance()

        wait = choose_wait(out, arguments.wait)
        made, published = run_extract(plan.to_read, remember(), out, report, attention.add, hashes, wait, known)
    kept = describe_unchanged(plan.unchanged, known, out, attention.add)
    for outcome in kept:
        _report(outcome, None, arguments.log_json)
    log("published", snapshot=published.folder.name if published else None, changed=bool(published and published.changed))
    return sorted((*made, *kept), key=lambda outcome: outcome.file.order), published


def _report(outcome: InputOutcome, attempt: Attempt | None, log_json: bool) -> None:
    """Says how it went with one input: to machines of each, to people where it was not read."""
    from jospar.pipeline.document.refusals import print_refusal
    from jospar.pipeline.outcome import InputState

    log_outcome(outcome, attempt)
    if outcome.refusal and not log_json:
        print_refusal(outcome.file.shown, outcome.refusal, "; its last good version is kept" if outcome.state is InputState.STALE else "")


def _end_run(outcomes: Sequence[InputOutcome], left: Sequence[str], fail_on: str | None) -> int:
    """The exit code of a run, after the lines about corrections that were left unused, and one for what `fail_on` is about."""
    from jospar.normalize.records import Severity
    from jospar.pipeline.commands.extract_exit import choose_exit, count_open

    for line in left:
        print_message(line)
    if fail_on is None:
        return choose_exit(outcomes)
    least = Severity(fail_on)
    count = count_open(outcomes, least)
    if count:
        what = "1 issue" if count == 1 else f"{count:,} issues"
        print_message(f"--fail-on {fail_on}: {what} of that severity or a worse one still open; jospar show DOCUMENT lists them")
    return choose_exit(outcomes, count + len(left))
