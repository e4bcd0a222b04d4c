"""What the number of a heading or measure must be in its place, beside what is printed.

Numbers repeat, go missing and stand out of place; the place decides. Pure text, no records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jospar.extract.words.codes import arabic


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """The code that a place has (None where it can't be known) and the issue that the printed one makes, if any."""

    code: str | None
    issue: str | None = None


def place_headings(parent: str | None, printed: Sequence[str | None], labelled: bool = False) -> tuple[PlacedCode, ...]:
    """The codes of sibling headings.

    Headings that name their level may count on their own (`Цель 1` and `Цель 2` below `Направление I`): where none of them extends the
    parent's code, the printed codes stand.

    A printed code stays where it is below its parent's and not yet used; the tasks of one direction may well be numbered 1.1.1, 1.2.1,
    1.1.2, by the indicators that they serve.

    >>> [placed.code for placed in place_headings("1", ["1.1.1", "1.2.1", "1.1.2"])]
    ['1.1.1', '1.2.1', '1.1.2']
    """
    if labelled and parent is not None and not any(code and code.startswith(parent + ".") for code in printed):
        parent = None
    placed: list[PlacedCode] = []
    seen: set[str] = set()
    last: str | None = None
    for code in (code and arabic(code) for code in printed):
        if code is None:
            result = PlacedCode(None, "code_missing" if any(printed) else None)
        elif _fits_heading(code, parent, last) and code not in seen:
            result = PlacedCode(code)
        else:
            made = _after(last, parent)
            while made in seen:
                made = _after(made, parent)
            result = PlacedCode(made, "code_out_of_place")
        placed.append(result)
        last = result.code or last
        seen.update(filter(None, [result.code]))
    return tuple(placed)


def place_measures(parent: str | None, printed: Sequence[str | None]) -> tuple[PlacedCode, ...]:
    """The codes of the measures below one heading.

    A printed code stays where it extends the parent's and comes after the one before it; a gap is an issue. Real documents print `1.2.` in
    the place of 1.1.2.2.

    >>> [placed.code for placed in place_measures("1.1.2", ["1.1.2.1", "1.2"])]
    ['1.1.2.1', '1.1.2.2']
    >>> place_measures("4.2", ["4.2.2", "4.2.4"])[1]
    PlacedCode(code='4.2.4', issue='code_gap')
    """
    if parent is None or not _numbers(parent) or not any(code and "." in code for code in printed):
        return tuple(PlacedCode(code, "code_missing" if code is None and any(printed) else None) for code in printed)
    ordered = _put_in_order(parent, printed)
    if ordered is not None:
        return tuple(PlacedCode(made, "code_out_of_place" if made != code else None) for code, made in zip(printed, ordered, strict=True))
    placed: list[PlacedCode] = []
    last = _numbers(f"{parent}.0")
    for code in printed:
        numbers = _numbers(code) if code else ()
        if code is None or not numbers:
            placed.append(PlacedCode(None, "code_missing" if code is None else None))
        elif code.startswith(parent + ".") and numbers > last:
            gap = numbers[:-1] == last[:-1] and numbers[-1] > last[-1] + 1
            placed.append(PlacedCode(code, "code_gap" if gap else None))
            last = numbers
        else:
            last = (*last[:-1], last[-1] + 1)
            placed.append(PlacedCode(".".join(map(str, last)), "code_out_of_place"))
    return tuple(placed)


def _put_in_order(parent: str, printed: Sequence[str | None]) -> list[str] | None:
    """The codes in order where they only changed places: all of 1.1.1 to 1.1.n, each once, and not in order; else None.

    >>> _put_in_order("1.1", ["1.1.1", "1.1.3", "1.1.2"])
    ['1.1.1', '1.1.2', '1.1.3']
    """
    codes = [f"{parent}.{number}" for number in range(1, len(printed) + 1)]
    return codes if list(printed) != codes and sorted(code or "" for code in printed) == sorted(codes) else None


def _numbers(code: str) -> tuple[int, ...]:
    """The parts of a code as numbers; none where one of them is not."""
    parts = code.split(".")
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else ()


def _fits_heading(code: str, parent: str | None, last: str | None) -> bool:
    if parent is not None:
        return code.startswith(parent + ".")
    if last is None or "." in code or not (code.isdigit() and last.isdigit()):
        return True
    return int(code) > int(last)


def _after(last: str | None, parent: str | None) -> str | None:
    """The code after `last` at its depth, the first below `parent` where there is none."""
    if last is None:
        return f"{parent}.1" if parent else None
    head, dot, number = last.rpartition(".")
    return f"{head}{dot}{int(number) + 1}" if number.isdigit() else None
