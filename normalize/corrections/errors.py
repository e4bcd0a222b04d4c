"""What is wrong with a file of corrections; it stands alone, because every start of the command imports it."""

from __future__ import annotations


class BadCorrections(Exception):
    """A file of corrections is malformed; the message names the file and the line, and says what is wrong."""
