#!/usr/bin/env bash
# Software: pyarrow 26.0.1, with the S3 server of moto 5.2.5 (boto3 1.44.8).
# Expected: where the code that writes an object fails within `with filesystem.open_output_stream(...)`, no object appears: S3 shows an upload
#           only when it is completed.
# Happens:  leaving the block by the exception completes the upload: the first half is an object like any other. By `ParquetWriter` it is even
#           a good Parquet file, of the rows so far.
# Matters:  a run that dies in the middle of a table leaves a table that every reader opens without a word. On a disk everybody writes beside
#           and renames; on S3 one expects that to be needless.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pyarrow==26.0.1 boto3==1.44.8 "moto[server]==5.2.5"
export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true
venv/bin/python - <<'PY'
import logging
import sys

import boto3
import pyarrow
import pyarrow.parquet
from moto.server import ThreadedMotoServer
from pyarrow import fs

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
address = "http://{}:{}".format(*server.get_host_and_port())
boto3.client("s3", region_name="us-east-1", endpoint_url=address).create_bucket(Bucket="plans")
store = fs.S3FileSystem(endpoint_override=address, region="us-east-1")
rows = pyarrow.table({"value": [1, 2]})
try:
    with store.open_output_stream("plans/half.txt") as file:
        file.write(b"half")
        raise ValueError
except ValueError:
    pass
try:
    with pyarrow.parquet.ParquetWriter("plans/half.parquet", rows.schema, filesystem=store) as writer:
        writer.write_table(rows)
        raise ValueError
except ValueError:
    pass
found = {item.path: item.size for item in store.get_file_info(fs.FileSelector("plans"))}
seen = found.get("plans/half.txt"), pyarrow.parquet.read_table("plans/half.parquet", filesystem=store).num_rows
server.stop()
print("bytes and rows that are there after both failed:", *seen)
if seen != (4, 2):
    sys.exit(f"changed: {seen}")
PY
