"""What the fields of a form show: the text in them, the entry that is chosen, whether a box is ticked.

It knows the elements of forms. It must not know where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Fields that show no value, and those that show one by a picture.
_WITHOUT_VALUE = frozenset({"hidden", "submit", "reset", "button", "image", "file"})
_DRAWN = frozenset({"range", "color", "password"})
_BOXES = {"checkbox": ("☐", "☑"), "radio": ("○", "◉")}


@dataclass(slots=True)
class Option:
    """An entry of a list: its text, and whether the page chooses it, and can."""

    is_chosen: bool
    is_open: bool
    label: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is shown of it."""
        return self.label or " ".join("".join(self.pieces).split())


@dataclass(slots=True)
class OptionList:
    """A list of entries while it is read; `is_long` says that it shows several of them at once."""

    is_long: bool
    options: list[Option] = field(default_factory=list)

    def begin(self, attributes: Mapping[str, str]) -> None:
        """Another entry."""
        self.options.append(Option("selected" in attributes, "disabled" not in attributes, attributes.get("label", "")))

    def write(self, text: str) -> None:
        """Text of the last entry."""
        if self.options:
            self.options[-1].pieces.append(text)

    @property
    def shown(self) -> str | None:
        """The entry that one sees; None where there are several, which no text of the cell tells apart."""
        chosen = [option for option in self.options if option.is_chosen]
        if self.is_long:
            return None if self.options else ""
        first = next((option for option in self.options if option.is_open), None)
        option = chosen[-1] if chosen else first
        return option.text if option else ""


def read_option_list(attributes: Mapping[str, str]) -> OptionList:
    """A list that begins."""
    size = attributes.get("size", "").strip()
    return OptionList("multiple" in attributes or (size.isdigit() and int(size) > 1))


def read_input(attributes: Mapping[str, str]) -> str | None:
    """What an `input` shows; None where it shows a value that is no text.

    >>> read_input({"value": "46"}), read_input({"type": "checkbox", "checked": ""}), read_input({"type": "hidden", "value": "7"})
    ('46', '☑', '')
    """
    kind, value = attributes.get("type", "text").strip().lower(), attributes.get("value", "")
    if kind in _BOXES:
        return _BOXES[kind]["checked" in attributes]
    if kind in _WITHOUT_VALUE:
        return ""
    is_hint = not value and any(map(str.isdigit, attributes.get("placeholder", "")))
    return None if is_hint or (kind in _DRAWN and (value or kind != "password")) else value
