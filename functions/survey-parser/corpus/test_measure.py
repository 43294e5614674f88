"""The function takes in a large survey within what it is given."""

import json
import os
import subprocess
import sys
from pathlib import Path

from measure import SETTINGS


def test_takes_in_100_000_answers_within_the_functions_memory_time_and_disk():
    program = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("measure.py")), "100000"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run(program, capture_output=True, check=True, env=environment, text=True)
    measured = json.loads(ended.stdout)
    assert measured["report"]["responses"] == 100_000
    assert measured["function_mib"] + measured["reader_mib"] <= json.loads(SETTINGS.read_text())["memoryMib"]
