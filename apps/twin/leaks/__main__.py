"""Look for canaries in everything that a running twin keeps.

Prints JSON: `looked_at` (things by store), `leaks` and `allowed` (canary, place, what stands around it), `unopened`.
Exit code 1 when a canary leaked, or something packed could not be opened.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from leaks.canary import read_canaries
from leaks.report import look_everywhere
from leaks.search import Search
from leaks.stores.twin import stores


def main() -> int:
    """Scan and report."""
    parser = argparse.ArgumentParser(prog="leaks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--canaries", type=Path, required=True, help="JSON list of name, value and marks")
    parser.add_argument("--state", type=Path, required=True, help="the twin's folder")
    parser.add_argument("--page", help="address of the dashboard, with a slash at its end")
    options = parser.parse_args()
    report = look_everywhere(Search(read_canaries(options.canaries)), stores(options.state, options.page))
    print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    return 0 if report.clean else 1


if __name__ == "__main__":
    sys.exit(main())
