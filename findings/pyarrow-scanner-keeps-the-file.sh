#!/usr/bin/env bash
# Software: pyarrow 26.0.1.
# Expected: a scanner that gives a Parquet file batch after batch, told to read one batch and one file ahead and to use no threads, needs the
#           memory of some batches; the file has sixty row groups of a megabyte each.
# Happens:  its peak is the whole file: by `pre_buffer`, which is on, everything is fetched at the start and kept to the end. None of the words
#           of the scanner turn it off, only `ParquetFragmentScanOptions(pre_buffer=False)`, with which the peak is less than a fifth.
# Matters:  reading a table in batches is done so that memory does not grow with it, and here it does.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pyarrow==26.0.1
cat > scan.py <<'PY'
import sys

import pyarrow
import pyarrow.dataset as ds

options = {} if sys.argv[1] == "as-it-is" else {"default_fragment_scan_options": ds.ParquetFragmentScanOptions(pre_buffer=False)}
dataset = ds.dataset("rows.parquet", format=ds.ParquetFileFormat(**options))
for _ in dataset.scanner(batch_size=8192, batch_readahead=1, fragment_readahead=1, use_threads=False).to_batches():
    pass
print(pyarrow.default_memory_pool().max_memory())
PY
venv/bin/python - <<'PY'
import os
import subprocess
import sys

import pyarrow
import pyarrow.parquet

with pyarrow.parquet.ParquetWriter("rows.parquet", pyarrow.schema({"text": pyarrow.string()}), compression="none", use_dictionary=False) as writer:
    for _ in range(60):
        writer.write_table(pyarrow.table({"text": [os.urandom(50).hex() for _ in range(10_000)]}))
size = os.path.getsize("rows.parquet")
shares = [int(subprocess.check_output((sys.executable, "scan.py", way))) / size for way in ("as-it-is", "without")]
print(f"peak memory by the size of the file: {shares[0]:.2f}, without pre_buffer {shares[1]:.2f}")
if not shares[0] > 0.9 or not shares[1] < 0.2:
    sys.exit(f"changed: {shares}")
PY
