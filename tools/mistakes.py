"""Which seeded mistakes the checks notice, and what they say of documents that have none (`make mistakes`).

    python tools/mistakes.py --count 40 --only "digit changed" --keep missed/

A mistake is noticed if there is an issue at its record, year, task or relation that the document without it does not have. `relation` says
that enough of a relation between numbers holds still to prove the mistake, `context` that codes, units, years or the row itself do,
`remnant` that too little of a relation is left. The exit is 1 where fewer than 95 % of the first two are noticed, or more than one clean
measure in a hundred has a warning or an error.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from jospar.normalize.records import Records, Severity
from tests.generator.documents import Form
from tests.generator.mistakes import Bearing
from tests.generator.sample import sample_trials
from tests.generator.slips import Slip
from tests.generator.trials import Trial, clean_records, documents, trials
from tests.support.reading import SAMPLE

_ROW = "{:<26}{:<11}{:>7}{:>9}{:>8}{:>7}{:>8}{:>11}{:>7}"
_HEAD = ("mistake", "bears", "seeded", "noticed", "", "info", "missed", "suggested", "right")
_BEARS = (Bearing.RELATION, Bearing.CONTEXT)


@dataclass(slots=True)
class Tally:
    """Counts over trials; `noticed` are those with a warning or an error, `whispered` those with an info only."""

    seeded: int = 0
    noticed: int = 0
    whispered: int = 0
    suggested: int = 0
    right: int = 0

    @property
    def rate(self) -> float:
        """How many of a hundred are noticed."""
        return 100 * self.noticed / max(1, self.seeded)

    def add(self, trial: Trial) -> None:
        """Counts a trial in."""
        self.seeded += 1
        self.noticed += trial.noticed.loudly
        self.whispered += bool(trial.noticed.issues) and not trial.noticed.loudly
        self.suggested += trial.noticed.suggestion_right is not None
        self.right += trial.noticed.suggestion_right is True


@dataclass(slots=True)
class Alarms:
    """The issues of documents without mistakes, by severity and code."""

    documents: int = 0
    measures: int = 0
    issues: Counter[tuple[Severity, str]] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Warnings and errors in a hundred measures."""
        loud = sum(count for (severity, _), count in self.issues.items() if severity is not Severity.INFO)
        return 100 * loud / max(1, self.measures)

    def add(self, records: Records) -> None:
        """Counts a document in."""
        self.documents += 1
        self.measures += len(records.measures)
        self.issues.update((issue.severity, issue.code) for issue in records.issues)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the trials, prints the tables, keeps what is not noticed."""
    options = _parse(arguments)
    slips = tuple(options.only or Slip)
    alarms = Alarms()
    tallies = [_run(_generated(options, slips, form, alarms), options, f"made-up documents, {form}") for form in options.forms]
    _print_alarms(alarms)
    if Form.TEXT in options.forms:
        tallies.append(_run(sample_trials(SAMPLE.read_bytes(), slips), options, "sample, text"))
    return int(alarms.rate > 1 or any(tally.rate < 95 for tally in tallies if tally.seeded))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=84, help="made-up documents, of all layouts in turn")
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--only", action="append", type=Slip, choices=list(Slip), metavar="KIND", help=f"one of: {'; '.join(Slip)}")
    forms = [Form.TEXT, Form.WORD, Form.PDF]
    parser.add_argument("--forms", nargs="+", type=Form, default=[Form.TEXT], choices=forms, metavar="FORM", help=", ".join(forms))
    parser.add_argument("--keep", type=Path, help="a folder for the documents whose mistake is not noticed")
    parser.add_argument("--list", action="store_true", help="a line for each mistake that is not noticed")
    return parser.parse_args(arguments)


def _generated(options: argparse.Namespace, slips: tuple[Slip, ...], form: Form, alarms: Alarms) -> Iterator[Trial]:
    for document in documents(options.count, options.seed):
        clean = clean_records(document, form)
        alarms.add(clean)
        yield from trials(document, clean, form, slips)


def _run(run: Iterable[Trial], options: argparse.Namespace, title: str) -> Tally:
    """Prints the table of some trials; the tally of those that something bears on."""
    tallies: dict[tuple[Slip, Bearing], Tally] = {}
    total = Tally()
    missed = 0
    for trial in run:
        tallies.setdefault((trial.mistake.slip, trial.mistake.bearing), Tally()).add(trial)
        if trial.mistake.bearing not in _BEARS:
            continue
        total.add(trial)
        if not trial.noticed.loudly:
            missed += 1
            _report(trial, options, missed)
    print(f"\n{title}\n{_ROW.format(*_HEAD)}")
    for slip in Slip:
        for bearing in Bearing:
            if (slip, bearing) in tallies:
                print(_line(slip, bearing, tallies[slip, bearing]))
    print(_line("all that something bears on", "", total))
    return total


def _report(trial: Trial, options: argparse.Namespace, number: int) -> None:
    mistake = trial.mistake
    infos = ", ".join(sorted({issue.code for issue in trial.noticed.issues}))
    line = f"{mistake.slip} ({mistake.because}) {mistake.what} [{trial.name}]" + (f" only {infos}" if infos else "")
    if options.list:
        print(line)
    if options.keep is not None:
        stem, _, suffix = trial.name.rpartition(".")
        options.keep.mkdir(parents=True, exist_ok=True)
        path = options.keep / f"{number:04}-{stem}-{mistake.slip.replace(' ', '-')}.{suffix}"
        path.write_bytes(trial.data)
        truth = [f"{key} {year or ''}: {text}" for (key, year), text in mistake.truth.items()]
        lines = [line, "", "An issue is expected at one of:", *sorted(mistake.at), "", "What stood there:", *truth]
        path.with_name(f"{path.name}.missed.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(name: str, bearing: str, tally: Tally) -> str:
    missed = tally.seeded - tally.noticed - tally.whispered
    rate = f"{tally.rate:.1f}%"
    return _ROW.format(name, bearing, tally.seeded, tally.noticed, rate, tally.whispered, missed, tally.suggested, tally.right)


def _print_alarms(alarms: Alarms) -> None:
    print(f"\nclean documents: {alarms.documents}, measures: {alarms.measures}, warnings and errors per 100 measures: {alarms.rate:.2f}")
    for (severity, code), count in sorted(alarms.issues.items(), key=lambda item: (item[0][0] is Severity.INFO, -item[1])):
        print(f"{severity:<9}{code:<30}{count:>6}{100 * count / max(1, alarms.measures):>8.2f}")


if __name__ == "__main__":
    sys.exit(main())
