"""The same bytes whatever machine they are made on: its language, its clock and time zone, the seeds of its hashes, how many workers."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest

from jospar.pipeline.system.exits import Exit
from tests.slow.torture import FULL, choose_some, hash_tables, run
from tests.slow.torture_calls import build_library
from tests.support.pdf import document as pdf_document
from tests.support.pdf import paragraphs, table
from tests.support.programs import miss
from tests.support.reading import SHORT
from tests.support.word import document, p, tbl, tr

ROWS = [[cell.strip() for cell in line.split("\t")] for line in SHORT.decode().splitlines()[2:]]
HTML = f"<!doctype html><html><body><pre>{SHORT.decode()}</pre></body></html>".encode()
WORD = document("".join(map(p, SHORT.decode().splitlines()[:2])) + tbl(*(tr(*row) for row in ROWS)))
PDF = pdf_document(paragraphs(50, 800, *SHORT.decode().splitlines()[:2]) + table(50, 750, [60, 200, 80, 60], ROWS))
# Names that languages sort in ways of their own.
FILES = {"ә.txt": SHORT, "а.html": HTML, "Б.docx": WORD, "i.txt": SHORT, "İ.txt": SHORT, "І.md": SHORT, "z.pdf": PDF, "empty.txt": b""}

LOCALES = ("C", "kk_KZ.UTF-8", "ru_RU.UTF-8")
ZONES = ("UTC", "Asia/Almaty", "America/St_Johns", "Pacific/Kiritimati")
SEEDS = ("0", "1", "random")
WORKERS = ("1", "2", "4")
DEFAULT = ("C", "UTC", "0", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("same")
    (made / "in").mkdir()
    for name, content in FILES.items():
        (made / "in" / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def usual(folder: Path) -> dict[str, str]:
    return extract(folder, *DEFAULT)


def extract(folder: Path, locale: str, zone: str, seed: str, workers: str, **more: str) -> dict[str, str]:
    """The hashes of the files of a snapshot made so."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    variables = {"LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONHASHSEED": seed, "LOCPATH": str(folder / "locales"), **more}
    code, errors = run("extract", folder / "in", "--out", out, "--workers", workers, variables=variables)
    assert (code, errors.count("\n")) == (Exit.SOME_REFUSED, 1), errors
    return hash_tables(out)


def install(folder: Path, locale: str) -> None:
    """Makes a locale for the runs of this test alone; skips the test where its description is not installed."""
    name, _, encoding = locale.partition(".")
    made = folder / "locales" / locale
    if not encoding or made.exists():
        return
    if not shutil.which("localedef"):
        miss(f"{locale} can't be made: localedef is not installed")
    made.parent.mkdir(exist_ok=True)
    done = subprocess.run(("localedef", "-i", name, "-f", encoding, str(made)), capture_output=True, text=True, check=False)
    if not made.exists():
        miss(f"{locale} is not installed and can't be made: {done.stderr.strip()}")


VARIANTS = (
    list(product(LOCALES, ZONES, SEEDS, WORKERS))
    if FULL
    else [
        ("kk_KZ.UTF-8", "Asia/Almaty", "1", "2"),
        ("ru_RU.UTF-8", "America/St_Johns", "random", "4"),
        ("C", "Pacific/Kiritimati", "1", "4"),
    ]
)


@pytest.mark.parametrize(("locale", "zone", "seed", "workers"), VARIANTS)
def test_machines_make_the_same_bytes(folder: Path, usual: dict[str, str], locale: str, zone: str, seed: str, workers: str) -> None:
    install(folder, locale)
    assert extract(folder, locale, zone, seed, workers) == usual
    assert len(usual) > 12


@pytest.mark.parametrize("wrong", choose_some(["-1500000000", "-86400", "5000000000"], small=2))
def test_clocks_that_are_wrong(folder: Path, usual: dict[str, str], wrong: str) -> None:
    variables = {"LD_PRELOAD": str(build_library(folder)), "TORTURE_CLOCK": wrong}
    asked = subprocess.run(("date", "+%s"), env={**os.environ, **variables}, capture_output=True, check=True).stdout
    usual_time = subprocess.run(("date", "+%s"), capture_output=True, check=True).stdout
    assert abs(int(asked) - int(usual_time) - int(wrong)) < 60
    assert extract(folder, *DEFAULT, **variables) == usual
