"""Reads a CSV from standard input as a spreadsheet does: each row by the names of its columns, amounts as numbers."""

import csv
import io
import json
import sys

rows = list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline="")))
for row in rows:
    float(row["amount"])
    if any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row.values()):
        sys.exit(f"a spreadsheet would calculate {row}")
json.dump(rows, sys.stdout)
