"""Reads selectors of CSS and tells which elements they find: by tag, class, id, attribute and place among the children, with ancestors.

It must not know what is declared for an element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_SIMPLE = re.compile(
    r"""(?P<tag>\*|[a-z][\w-]*)|\.(?P<cls>(?:[\w-]|[^\x00-\x7f]|\\.)+)|\#(?P<id>(?:[\w-]|[^\x00-\x7f]|\\.)+)
    |\[\s*(?P<attr>[\w:-]+)\s*(?:(?P<op>[~|^$*]?=)\s*["']?(?P<value>[^"'\]]*)["']?\s*)?\]
    |::?(?P<pseudo>[a-z-]+)(?:\((?P<arg>[^()]*)\))?""",
    re.IGNORECASE | re.VERBOSE,
)
_NTH = re.compile(r"\s*(?:(?P<a>[+-]?\d*)n)?\s*(?P<b>[+-]?\s*\d+)?\s*")
_PARTS = frozenset({"before", "after"})
# Always so on paper; all others that are not read hold for a moment or can't be told, and their rules for nothing.
_ALWAYS = frozenset({"link", "any-link", "root", "read-only"})
_MOST_STEPS = 8


class ElementKey(NamedTuple):
    """What a selector can see of an element: its tag, id, classes and attributes, and which child of its parent it is, from 1.

    `path` is one number for all elements whose own and whose ancestors' tags, ids and classes are the same.
    """

    tag: str
    name: str
    classes: frozenset[str]
    attributes: Mapping[str, str]
    place: int
    path: int


class _Attribute(NamedTuple):
    name: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True)
class _Compound:
    """A selector of one element; `nth` are the step and the first of its places, `not_` what it must not be."""

    tag: str = ""
    ids: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    attributes: tuple[_Attribute, ...] = ()
    nth: tuple[int, int] | None = None
    not_: tuple[_Compound, ...] = ()

    @property
    def specificity(self) -> tuple[int, int, int]:
        inner = [one.specificity for one in self.not_]
        return (
            len(self.ids) + sum(one[0] for one in inner),
            len(self.classes) + len(self.attributes) + (self.nth is not None) + sum(one[1] for one in inner),
            bool(self.tag) + sum(one[2] for one in inner),
        )

    @property
    def looks_around(self) -> bool:
        """Whether it asks for more than tag, id and classes."""
        return bool(self.attributes or self.nth or self.not_)

    def holds(self, element: ElementKey) -> bool:
        return (
            (not self.tag or self.tag == element.tag)
            and all(name == element.name for name in self.ids)
            and self.classes <= element.classes
            and all(_has(element.attributes, attribute) for attribute in self.attributes)
            and (self.nth is None or _is_nth(element.place, *self.nth))
            and not any(one.holds(element) for one in self.not_)
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """Which elements a rule is for.

    `steps` are its compounds, the last first, each with what joins it to the one before it: `>` or a space. `part` is `before` or `after`
    where it is for what stands there.
    """

    steps: tuple[tuple[_Compound, str], ...]
    part: str

    @property
    def last(self) -> _Compound:
        """The compound of the element itself."""
        return self.steps[0][0]

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How many ids, classes and the like, and tags it has."""
        each = [compound.specificity for compound, _ in self.steps]
        return sum(one[0] for one in each), sum(one[1] for one in each), sum(one[2] for one in each)

    @property
    def looks_beyond_path(self) -> bool:
        """Whether it asks for more than tags, ids and classes."""
        return any(compound.looks_around for compound, _ in self.steps)

    def finds(self, element: ElementKey, ancestors: Sequence[ElementKey]) -> bool:
        """Whether an element is one of those; `ancestors` are the elements around it, the innermost last."""
        return self.last.holds(element) and _climbs(self.steps, 1, ancestors, len(ancestors))


def read_selector(selector: str) -> Selector | None:
    """A selector without commas, None where it is not understood."""
    steps: list[tuple[_Compound, str]] = []
    part, joint, position = "", "", 0
    while position < len(selector):
        found = _read_compound(selector, position)
        if found is None or part:
            return None
        compound, part, position = found
        if steps and joint not in {" ", ">"}:
            return None
        # What browsers put around the rows of a table need not be in the file.
        if steps and steps[-1][0] == _Compound("tbody"):
            steps.pop()
            joint = " "
        steps.append((compound, joint))
        match = _COMBINATOR.match(selector, position)
        if match:
            joint, position = match[1] or " ", match.end()
    return Selector(tuple(reversed(steps)), part) if 0 < len(steps) <= _MOST_STEPS else None


def _read_compound(selector: str, position: int) -> tuple[_Compound, str, int] | None:
    tag, part = "", ""
    ids: list[str] = []
    classes: list[str] = []
    attributes: list[_Attribute] = []
    nth, not_ = None, []
    begins = position
    while match := _SIMPLE.match(selector, position):
        position = match.end()
        if match["tag"]:
            tag = "" if match["tag"] == "*" else match["tag"].lower()
        elif match["cls"]:
            classes.append(match["cls"].replace("\\", ""))
        elif match["id"]:
            ids.append(match["id"].replace("\\", ""))
        elif match["attr"]:
            attributes.append(_Attribute(match["attr"].lower(), match["op"] or "", (match["value"] or "").strip()))
        else:
            pseudo, argument = match["pseudo"].lower(), match["arg"]
            if pseudo in _PARTS:
                part = pseudo
            elif pseudo in {"first-child", "nth-child"}:
                nth = _read_nth("1" if argument is None else argument)
                if nth is None:
                    return None
            elif pseudo == "not" and argument and (inner := _read_compound(argument.strip(), 0)) and inner[2] == len(argument.strip()):
                not_.append(inner[0])
            elif pseudo not in _ALWAYS:
                return None
    if position == begins or (position < len(selector) and not _COMBINATOR.match(selector, position)):
        return None
    return _Compound(tag, tuple(ids), frozenset(classes), tuple(attributes), nth, tuple(not_)), part, position


def _read_nth(argument: str) -> tuple[int, int] | None:
    text = {"odd": "2n+1", "even": "2n"}.get(argument.strip().lower(), argument.lower())
    match = _NTH.fullmatch(text)
    if match is None or not text.strip():
        return None
    step = 0 if match["a"] is None else int(match["a"] + "1") if match["a"] in {"", "+", "-"} else int(match["a"])
    return step, int("".join((match["b"] or "0").split()))


def _is_nth(place: int, step: int, first: int) -> bool:
    return place == first if step == 0 else (place - first) % step == 0 and (place - first) // step >= 0


def _has(attributes: Mapping[str, str], wanted: _Attribute) -> bool:
    value = attributes.get(wanted.name)
    if value is None or not wanted.operator:
        return value is not None
    return {
        "=": lambda: value == wanted.value,
        "~=": lambda: wanted.value in value.split(),
        "|=": lambda: value == wanted.value or value.startswith(wanted.value + "-"),
        "^=": lambda: bool(wanted.value) and value.startswith(wanted.value),
        "$=": lambda: bool(wanted.value) and value.endswith(wanted.value),
        "*=": lambda: bool(wanted.value) and wanted.value in value,
    }[wanted.operator]()


def _climbs(steps: tuple[tuple[_Compound, str], ...], number: int, ancestors: Sequence[ElementKey], end: int) -> bool:
    """Whether the compounds from one on are found among the first `end` ancestors, from the inside to the outside."""
    if number == len(steps):
        return True
    joint, compound = steps[number - 1][1], steps[number][0]
    for at in range(end - 1, -1, -1):
        if compound.holds(ancestors[at]):
            if _climbs(steps, number + 1, ancestors, at):
                return True
            # Of those that any ancestor may stand above, the innermost leaves the most.
            if steps[number][1] != ">":
                return False
        if joint == ">":
            return False
    return False
