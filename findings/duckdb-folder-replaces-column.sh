#!/usr/bin/env bash
# Software: DuckDB 2.0.0; pyarrow 26.0.1 as the other.
# Expected: a column of a Parquet file is what stands in the file; the name of a folder may add a column, and does not where there is one.
# Happens:  in a folder `year=2024`, the column year of the file is replaced by 2024, even where one file is named by its full path. No
#           warning; `hive_partitioning=false` gives the file. pyarrow keeps what the file says.
# Matters:  years of plans are a column here, and people put one dataset a year side by side in such folders: all targets become those of one
#           year, and two programs disagree about one file.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check duckdb==2.0.0 pyarrow==26.0.1
mkdir -p "year=2024"
venv/bin/python - <<'PY'
import sys

import duckdb
import pyarrow
import pyarrow.parquet

FILE = "year=2024/values.parquet"
pyarrow.parquet.write_table(pyarrow.table({"value": [10, 20], "year": [2030, 2031]}), FILE)
plain, told = f"FROM '{FILE}'", f"FROM read_parquet('{FILE}', hive_partitioning=false)"
seen = [[year for _, year in duckdb.sql(query).fetchall()] for query in (plain, told)]
seen.append(pyarrow.parquet.read_table(FILE)["year"].to_pylist())
print("years by DuckDB, by DuckDB told not to, by pyarrow:", *seen)
if seen != [[2024, 2024], [2030, 2031], [2030, 2031]]:
    sys.exit(f"changed: {seen}")
PY
