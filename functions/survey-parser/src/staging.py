"""Writes a parsed survey to the raw bucket as two Parquet objects, one of each dataset a quarter."""

import awswrangler as wr
import boto3
import pandas as pd

from parsed import Survey

_RESPONSE_TYPES = {
    "response_id": "string",
    "answered_at": "datetime64[us, UTC]",
    "age": "Int32",
    "age_band": "string",
    "satisfaction": "Int32",
    "satisfaction_given": "boolean",
}
_ROUTE_TYPES = {"response_id": "string", "inflow_route": "string"}


def stage(survey: Survey, raw_bucket: str, quarter: str, session: boto3.Session) -> None:
    """Replace the quarter's staged objects. The same survey gives the same bytes, so it may run twice."""
    # Responses last: who sees new responses finds their routes.
    _write(
        survey.routes, _ROUTE_TYPES, f"s3://{raw_bucket}/staged/survey_route/quarter={quarter}/routes.parquet", session
    )
    _write(
        survey.responses,
        _RESPONSE_TYPES,
        f"s3://{raw_bucket}/staged/survey_response/quarter={quarter}/responses.parquet",
        session,
    )


def _write(rows: tuple, types: dict[str, str], path: str, session: boto3.Session) -> None:
    columns = {
        name: pd.Series([getattr(row, name) for row in rows], dtype=dtype, name=name) for name, dtype in types.items()
    }
    wr.s3.to_parquet(
        pd.DataFrame(columns),
        path,
        index=False,
        boto3_session=session,
        # Spark reads INT96, the default, as a time without a zone that it knows.
        pyarrow_additional_kwargs={
            "coerce_timestamps": "us",
            "use_deprecated_int96_timestamps": False,
            "version": "2.6",
        },
    )
