"""The picture of a page, as it is handed to the report: already encoded, with the size of the page that boxes are counted on."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page, counted from 1: its size in points and its encoded image (`media_type` is image/png or image/webp)."""

    page: int
    width: float
    height: float
    media_type: str
    data: bytes

    @property
    def address(self) -> str:
        """The image as an address that needs no network."""
        return f"data:{self.media_type};base64,{b64encode(self.data).decode()}"


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures of a document by ascending page, and how many pages were left out so that the file stays small."""

    pictures: tuple[PagePicture, ...] = ()
    left_out: int = 0
