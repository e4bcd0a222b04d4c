"""Decides which declarations win for an element: those of the style sheets of a page, of the element itself, and important ones.

It knows the cascade. It must not know what a property does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from jospar.extract.readers.html.css import Declared, Rule, read_declarations, read_rules
from jospar.extract.readers.html.selectors import ElementKey

Declarations = Mapping[str, str]
"""The value of each property that is declared for an element."""

_SHEET_BEGINS, _SHEET_ENDS = re.compile(r"<style\b([^<>]*)>", re.IGNORECASE), re.compile(r"</style\b", re.IGNORECASE)
_OTHER_MEDIUM = re.compile(r"\bmedia\s*=\s*[\"']?(?!\s*(?:all|screen)\b)[a-z]", re.IGNORECASE)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_ROOTS = frozenset({"", "html", "body"})
_NONE: Declarations = {}
_MOST_CACHED = 10_000


class StyleSheets:
    """The style sheets of one page; `writes` says that they put text in front of elements or behind them."""

    def __init__(self, markup: str) -> None:
        rules = list(chain.from_iterable(map(read_rules, _sheets(markup))))
        self._variables = dict(_variables(rules))
        self._by_last: dict[str, list[tuple[int, Rule]]] = {}
        for number, rule in enumerate(rules):
            self._by_last.setdefault(_key(rule), []).append((number, rule))
        self.writes = any(rule.selector.part for rule in rules)
        self._declared: dict[tuple[int, str, str], Declarations] = {}
        self._cached: dict[tuple[str, str, frozenset[str], str], list[tuple[int, Rule]]] = {}

    def declare(self, element: ElementKey, ancestors: Sequence[ElementKey], part: str = "") -> Declarations:
        """The declarations for an element, or for `part` of it: what stands `before` or `after` its content.

        They are one and the same for all elements whose path and style are, where no rule asks for more.
        """
        inline = element.attributes.get("style", "") if not part else ""
        if not self._by_last and not inline:
            return _NONE
        key = (element.path, part, inline)
        known = self._declared.get(key)
        if known is not None:
            return known
        candidates = self._candidates(element, part)
        rules = [(number, rule) for number, rule in candidates if rule.selector.finds(element, ancestors)]
        declared = self._win(rules, inline) if rules or inline else _NONE
        if not any(rule.selector.looks_beyond_path for _, rule in candidates) and len(self._declared) < _MOST_CACHED:
            self._declared[key] = declared
        return declared

    def _win(self, rules: Iterable[tuple[int, Rule]], inline: str) -> Declarations:
        ordered = [rule.declarations for _, rule in sorted(rules, key=lambda numbered: (numbered[1].selector.specificity, numbered[0]))]
        won: dict[str, Declared] = {}
        for declarations in (*ordered, read_declarations(inline)):
            for name, declared in declarations.items():
                if declared.important or not (name in won and won[name].important):
                    won.pop(name, None)
                    won[name] = declared
        return {name: self._resolve(declared.value) for name, declared in won.items()}

    def _candidates(self, element: ElementKey, part: str) -> list[tuple[int, Rule]]:
        """The rules whose last compound may find an element, by its tag, id and classes."""
        key = (element.tag, element.name, element.classes, part)
        found = self._cached.get(key)
        if found is None:
            keys = ["", element.tag, *(f".{name}" for name in element.classes), *([f"#{element.name}"] if element.name else [])]
            rules = [numbered for one in keys for numbered in self._by_last.get(one, ())]
            found = [
                (number, rule)
                for number, rule in rules
                if rule.selector.part == part and (rule.selector.last.looks_around or rule.selector.last.holds(element))
            ]
            if len(self._cached) < _MOST_CACHED:
                self._cached[key] = found
        return found

    def _resolve(self, value: str) -> str:
        if "var(" not in value:
            return value
        return _VARIABLE.sub(lambda match: self._variables.get(match[1], (match[2] or "").strip()), value)


def _sheets(markup: str) -> Iterator[str]:
    """The style sheets in a page, but for those of other media than the screen."""
    position = 0
    while begins := _SHEET_BEGINS.search(markup, position):
        ends = _SHEET_ENDS.search(markup, begins.end())
        position = ends.start() if ends else len(markup)
        if not _OTHER_MEDIUM.search(begins[1]):
            yield markup[begins.end() : position]


def _variables(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """The custom properties that hold for the whole page."""
    for rule in rules:
        if len(rule.selector.steps) == 1 and rule.selector.last.tag in _ROOTS and not rule.selector.last.classes:
            yield from ((name, declared.value.lower()) for name, declared in rule.declarations.items() if name.startswith("--"))


def _key(rule: Rule) -> str:
    if rule.selector.last.ids:
        return f"#{rule.selector.last.ids[0]}"
    return f".{min(rule.selector.last.classes)}" if rule.selector.last.classes else rule.selector.last.tag
