#!/usr/bin/env bash
# Software: PyYAML 6.0.3 with libyaml.
# Expected: SafeLoader and CSafeLoader are one loader, slow and fast: they take the same texts and count the same places.
# Happens:  a tab behind the colon (`record:	"x"`) is a ScannerError of SafeLoader and fine for CSafeLoader. In a text that begins with a byte
#           order mark CSafeLoader does not count that, so each `start_mark.index` is one less than the place in the text.
# Matters:  who reads files of people with the fast one and edits them by the places of the other refuses what was just read, or cuts a
#           character off.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check PyYAML==6.0.3
venv/bin/python - <<'PY'
import sys

import yaml

TEXT = "\ufeffcode: 1\nname: 2\n"


def load(loader):
    try:
        return yaml.load('record:\t"x"', Loader=loader)
    except yaml.YAMLError as error:
        return type(error).__name__


def place(loader):
    return yaml.compose(TEXT, Loader=loader).value[1][0].start_mark.index


seen = [(load(loader), place(loader)) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]
print(f"SafeLoader, CSafeLoader; the second key is at {TEXT.index('name')}:", *seen)
if seen != [("ScannerError", 9), ({"record": "x"}, 8)]:
    sys.exit(f"changed: {seen}")
PY
