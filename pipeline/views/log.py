"""The log of a run for machines (`--log-json`): one JSON object a line on standard error, in the place of lines for people.

Every object has `event` and `time` (UTC, ISO 8601), and by event:

| event | fields |
| --- | --- |
| started | tool_version, workers: processes that read (null on a cluster), documents: how many are given, unchanged: how many of them need not be read |
| document | document_id (null where the name can't be one), source: the file, status: ok, partial, failed, timeout, memory, crashed, encrypted or unsupported, code and detail: why it was not read, as `jospar issues` lists them (null where it was), milliseconds: what reading it took (null where it was not tried), counts: directions, tasks, measures, values, issues: open ones by severity: error, warning, info; both of what is published of it |
| published | snapshot: its name, null where nothing is published, changed: whether it is another one than before |
| message | text: what else a person would be told |
| ended | exit_code, milliseconds: what the run took |

Only this log has times; no table does.
"""  # noqa: E501

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from jospar.pipeline.system.console import printable, redirect_messages, write_error

if TYPE_CHECKING:
    from jospar.pipeline.document.attempt import Attempt
    from jospar.pipeline.outcome import InputOutcome

_started: list[float] = []


def start_log(wanted: bool) -> None:
    """From here on standard error has log lines only, if they are wanted; else it is as it always is."""
    _started[:] = [time.monotonic()] if wanted else []
    redirect_messages((lambda text: log("message", text=text)) if wanted else None)


def log(event: str, **fields: object) -> None:
    """Writes one line, if a log is wanted."""
    if _started:
        import json  # here, for no other run needs them
        from datetime import UTC, datetime

        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        write_error(json.dumps({"event": event, "time": now, **fields}, ensure_ascii=False))


def log_start(workers: int | None, documents: int, unchanged: int) -> None:
    """The first line of a run."""
    if _started:
        from jospar.version import __version__

        log("started", tool_version=__version__, workers=workers, documents=documents, unchanged=unchanged)


def log_outcome(outcome: InputOutcome, attempt: Attempt | None) -> None:
    """The line of one document; without an attempt it was not tried."""
    if not _started:
        return
    from jospar.pipeline.outcome import find_outcome_state
    from jospar.pipeline.record_counts import COUNTED_TABLES

    counts, refusal = outcome.counts, outcome.refusal
    log(
        "document",
        document_id=outcome.file.document_id,
        source=printable(str(outcome.file.path)),
        status=find_outcome_state(outcome),
        code=refusal.code if refusal else None,
        detail=printable(refusal.detail) or None if refusal else None,
        milliseconds=attempt.milliseconds if attempt else None,
        counts={name: getattr(counts, name) for name in COUNTED_TABLES},
        issues={"error": counts.errors, "warning": counts.warnings, "info": counts.infos},
    )


def log_end(exit_code: int) -> None:
    """The last line."""
    if _started:
        log("ended", exit_code=int(exit_code), milliseconds=round((time.monotonic() - _started[0]) * 1000))
