#!/usr/bin/env bash
# Software: markdown-it-py 4.3.0 and mistune 3.4.0 (both CommonMark); Markdown 3.11.3 (Python-Markdown) does otherwise.
# Expected: `**«Қаржы»**ның бағыты`, a name in bold with a Kazakh ending behind it, is shown with the name in bold.
# Happens:  the stars are shown. By CommonMark a run of stars behind a sign (» % ) .) and before a letter can't close anything. With a hyphen
#           before the ending (`**Үлесі, %**-ға`) it is bold; Python-Markdown shows bold in both.
# Matters:  Kazakh adds endings to names in quotes and to percentages, so titles keep stars when read by the rule, and lose them when read
#           by the other program: one document, two titles.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check markdown-it-py==4.3.0 mistune==3.4.0 Markdown==3.11.3
venv/bin/python - <<'PY'
import sys

import markdown
import mistune
from markdown_it import MarkdownIt

ways = (MarkdownIt("commonmark").render, mistune.create_markdown(), markdown.markdown)
seen = [["<strong>" in way(text) for way in ways] for text in ("**«Қаржы»**ның бағыты", "**Үлесі, %**-ға")]
print("bold in markdown-it-py, mistune, Python-Markdown:", *seen)
if seen != [[False, False, True], [True, True, True]]:
    sys.exit(f"changed: {seen}")
PY
