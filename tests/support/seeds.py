"""What random tests begin from: the same every time, or the seed that JOSPAR_SEED gives them (`make test-random` draws a fresh one)."""

from __future__ import annotations

import os

SEED = int(os.environ["JOSPAR_SEED"]) if os.environ.get("JOSPAR_SEED") else None


def choose_seed(usual: int) -> int:
    """What made-up documents and moments are drawn from; `usual` where no seed is given."""
    return usual if SEED is None else SEED


def choose_examples(usual: int, fresh: int) -> int:
    """How many examples a random test draws: few where they are the same every time, many from a fresh seed."""
    return usual if SEED is None else fresh
