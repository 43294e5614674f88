"""What one upload takes of the function, which runs here within its own settings as limits of the system.

    cd functions/survey-parser && PYTHONPATH=src ../../.cache/python/bin/python corpus/measure.py 300000

measures a workbook of so many answers, each with all routes, and prints the report, the memory of the function and
of its reader at their peaks, and the seconds that both computed.
"""

import json
import os
import resource
import sys
from pathlib import Path

SETTINGS = Path(__file__).parents[3] / "libs/ingestion/src/survey-parser-settings.json"
"""What the function is given."""

_MIB = 1024 * 1024


def limit() -> None:
    """Give this process, and each that it starts, what the function has."""
    settings = json.loads(SETTINGS.read_text())
    memory, disk = settings["memoryMib"] * _MIB, settings["temporaryMib"] * _MIB
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (disk, disk))
    resource.setrlimit(resource.RLIMIT_CPU, (settings["timeoutSeconds"], settings["timeoutSeconds"]))


def measure(content: bytes) -> dict[str, object]:
    """Take in a workbook from an emulated bucket."""
    import boto3
    from moto import mock_aws

    from intake import take_in
    from upload import Upload

    with mock_aws():
        session = boto3.Session()
        s3 = session.client("s3")
        for bucket in ("landing", "raw"):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
        upload = Upload("landing", "surveys/survey-2024Q1.xlsx")
        s3.put_object(Bucket=upload.bucket, Key=upload.key, Body=content)
        report = take_in(upload, "raw", session)
    function, reader = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "report": report,
        "function_mib": function.ru_maxrss // 1024,
        "reader_mib": reader.ru_maxrss // 1024,
        "seconds": round(sum(used.ru_utime + used.ru_stime for used in (function, reader))),
    }


if __name__ == "__main__":
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "ap-northeast-1",
    }
    from programs import many

    from answers import ROUTES

    made = many(int(sys.argv[1]), "、".join(ROUTES))
    limit()
    print(json.dumps(measure(made)))
