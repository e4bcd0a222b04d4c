#!/usr/bin/env bash
# Software: mistune 3.4.0, markdown-it-py 4.3.0, Markdown 3.11.3 (Python-Markdown).
# Expected: of a table with one row that has a cell too many, all is shown, or that row is told.
# Happens:  markdown-it-py and Python-Markdown leave the last cell of the row out without a word, as GFM has it; in mistune the whole table is
#           none any more, but a paragraph with pipes.
# Matters:  a stray pipe in a name shifts a row by one cell, and then it is the number of the last year that is gone.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check markdown-it-py==4.3.0 mistune==3.4.0 Markdown==3.11.3
venv/bin/python - <<'PY'
import re
import sys

import markdown
import mistune
from markdown_it import MarkdownIt

TABLE = "| Name | 2024 | 2025 |\n|---|---|---|\n| Grants | 10 | 20 |\n| Staff | PhD | 30 | 40 |\n"
ways = (
    MarkdownIt("commonmark").enable("table").render,
    lambda text: markdown.markdown(text, extensions=["tables"]),
    mistune.create_markdown(plugins=["table"]),
)
seen = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", way(TABLE))[3:] for way in ways]
print("the cells in markdown-it-py, Python-Markdown, mistune:", *seen)
cut = ["Grants", "10", "20", "Staff", "PhD", "30"]
if seen != [cut, cut, []]:
    sys.exit(f"changed: {seen}")
PY
