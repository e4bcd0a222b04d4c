"""Reads style sheets and inline styles: which declarations hold for which elements.

It knows the syntax of CSS as far as office programs and browsers write it: selectors by tag, class, id, attribute and place among the
children, with their descendants. It must not know what a property does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(r"\s*([-\w]+)\s*:(.*)", re.DOTALL)
_PIECE = re.compile(r"""[^"'();]+|"[^"]*"|'[^']*'|.""", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_BLOCK = re.compile(r"[{};]")
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)
_SCREEN = re.compile(r"\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_COMMA = re.compile(r",(?![^()]*\))")
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
_MOST_DEPTH, _MOST_STEPS, _MOST_RULES, _LONGEST_SELECTOR = 8, 8, 5_000, 4_000


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


class Declared(NamedTuple):
    """A declaration: its value, and whether it is important."""

    value: str
    important: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for the elements that a selector finds; `steps` are its compounds, the last first, each with what joins it to the one
    before it in this order: `>` or a space. `part` is `before` or `after` where they are for what stands there.
    """

    steps: tuple[tuple[_Compound, str], ...]
    part: str
    specificity: tuple[int, int, int]
    declarations: Mapping[str, Declared]

    @property
    def last(self) -> _Compound:
        """The compound of the element itself."""
        return self.steps[0][0]

    @property
    def looks_beyond_path(self) -> bool:
        """Whether it asks for more than tags, ids and classes."""
        return any(compound.looks_around for compound, _ in self.steps)

    def finds(self, element: ElementKey, ancestors: Sequence[ElementKey]) -> bool:
        """Whether an element is one of those; `ancestors` are the elements around it, the innermost last."""
        return self.last.holds(element) and _climbs(self.steps, 1, ancestors, len(ancestors))


def read_declarations(text: str) -> dict[str, Declared]:
    """The declarations of a block or of an inline style, names and most values in small letters.

    >>> read_declarations("COLOR: White; font-size:0 !important")
    {'color': Declared(value='white', important=False), 'font-size': Declared(value='0', important=True)}
    """
    found: dict[str, Declared] = {}
    for one in _split_declarations(_COMMENT.sub(" ", text)):
        match = _DECLARATION.fullmatch(one)
        if match is None:
            continue
        name, value = match[1].lower(), match[2].strip()
        bare = _IMPORTANT.sub("", value).strip()
        declared = Declared(bare if name == "content" or name.startswith("--") else bare.lower(), bare != value)
        if declared.important or not (name in found and found[name].important):
            found[name] = declared
    return found


def _split_declarations(text: str) -> Iterator[str]:
    """What semicolons part, but for those in quotes and brackets."""
    pieces: list[str] = []
    depth = 0
    for match in _PIECE.finditer(text):
        depth = max(depth + (match[0] == "(") - (match[0] == ")"), 0)
        if match[0] == ";" and depth == 0:
            yield "".join(pieces)
            pieces.clear()
        else:
            pieces.append(match[0])
    yield "".join(pieces)


def read_rules(sheet: str) -> list[Rule]:
    """The rules of a style sheet that hold on a screen, in order; those with selectors that are not understood are left out."""
    return list(islice(_rules(_COMMENT.sub(" ", sheet), 0), _MOST_RULES))


def _rules(sheet: str, depth: int) -> Iterator[Rule]:
    position = 0
    while match := _BLOCK.search(sheet, position):
        prelude, position = sheet[position : match.start()].strip(), match.end()
        if match[0] != "{":
            continue
        end = _end_of_block(sheet, position)
        body, position = sheet[position:end], end + 1
        if not prelude.startswith("@"):
            yield from _rules_of(prelude, body)
        elif depth < _MOST_DEPTH and _holds_on_screen(prelude):
            yield from _rules(body, depth + 1)


def _end_of_block(sheet: str, position: int) -> int:
    depth = 1
    for match in _BRACE.finditer(sheet, position):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(sheet)


def _holds_on_screen(prelude: str) -> bool:
    name, _, condition = prelude[1:].partition(" ")
    if name.lower() in {"supports", "layer"}:
        return True
    return name.lower() == "media" and any(_SCREEN.fullmatch(one) for one in condition.split(","))


def _rules_of(prelude: str, body: str) -> Iterator[Rule]:
    declarations = read_declarations(body)
    for selector in _COMMA.split(prelude) if declarations and len(prelude) <= _LONGEST_SELECTOR else ():
        steps, part = _read_selector(selector.strip())
        if steps:
            specificity = tuple(map(sum, zip(*(compound.specificity for compound, _ in steps), strict=True)))
            yield Rule(steps, part, (specificity[0], specificity[1], specificity[2]), declarations)


def _read_selector(selector: str) -> tuple[tuple[tuple[_Compound, str], ...], str]:
    """The compounds of a selector from the last on, and the part that it names; none where it is not understood."""
    steps: list[tuple[_Compound, str]] = []
    part, joint, position = "", "", 0
    while position < len(selector):
        found = _read_compound(selector, position)
        if found is None or part:
            return (), ""
        compound, part, position = found
        if steps and joint not in {" ", ">"}:
            return (), ""
        # What browsers put around the rows of a table need not be in the file.
        if steps and steps[-1][0] == _Compound("tbody"):
            steps.pop()
            joint = " "
        steps.append((compound, joint))
        match = _COMBINATOR.match(selector, position)
        if match:
            joint, position = match[1] or " ", match.end()
    return (tuple(reversed(steps)) if len(steps) <= _MOST_STEPS else ()), part


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
