#!/usr/bin/env bash
# Software: deltalake 1.6.6 (delta-rs) with pyarrow 26.0.1.
# Expected: rows that are given to `write_deltalake` as a stream of batches stand in the one file that it writes in the order of the stream.
# Happens:  batches are taken up by several threads and written as they come, so the order is another one each time (on one processor it may
#           be kept). So it is with a `pyarrow.Table` that has several batches; one that is a single batch keeps its order.
# Matters:  rows of a document stand in reading order, and the order may be all that says which heading is above which row.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check deltalake==1.6.6 pyarrow==26.0.1
venv/bin/python - <<'PY'
import glob
import os
import sys

import pyarrow
import pyarrow.parquet
from deltalake import write_deltalake

if os.cpu_count() == 1:
    print("skipped: there is one processor only, on which the order may be kept")
    sys.exit()
rows = pyarrow.table({"row": list(range(10_000))})
write_deltalake("stream", pyarrow.RecordBatchReader.from_batches(rows.schema, rows.to_batches(10)))
write_deltalake("table", pyarrow.Table.from_batches(rows.to_batches(10)))
write_deltalake("batch", rows)
seen = {}
for name in ("stream", "table", "batch"):
    (file,) = glob.glob(f"{name}/*.parquet")
    found = pyarrow.parquet.read_table(file)["row"].to_pylist()
    assert sorted(found) == list(range(10_000))
    seen[name] = found == sorted(found)
print("one file each, with all rows; in order:", seen)
if seen != {"stream": False, "table": False, "batch": True}:
    sys.exit(f"changed: {seen}")
PY
