"""The catalog's tables, their columns and types, from the data contracts."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_PRINT = """import { contractsJson, datasets, quarantineColumns, quarantineTable } from './libs/datasets/src';
const quarantine = { name: quarantineTable, columns: quarantineColumns, partition_keys: [] };
const documents = [...JSON.parse(contractsJson(datasets)).datasets, quarantine];
process.stdout.write(JSON.stringify(documents));"""


@cache
def schemas() -> dict[str, dict[str, str]]:
    """By table: its columns, then its partition keys, with the types that Glue has for them."""
    tsx = ROOT / "node_modules" / ".bin" / "tsx"
    printed = subprocess.run([tsx, "-e", _PRINT], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {
        dataset["name"]: {
            column["name"]: column["type"] for column in (*dataset["columns"], *dataset["partition_keys"])
        }
        for dataset in json.loads(printed)
    }
