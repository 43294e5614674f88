"""What a delivery stream does with its records, read from its applied configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from emulator.engines.firehose.errors import UnsupportedError
from emulator.engines.firehose.prefixes import PrefixError, data_prefix, partition_keys

ROLE_OF = "firehose.amazonaws.com"
_COMPRESSIONS = {"UNCOMPRESSED": "", "GZIP": ".gz"}
_PARQUET = {"SNAPPY": "snappy", "GZIP": "gzip", "UNCOMPRESSED": "none"}


@dataclass(frozen=True)
class ParquetOutput:
    """Conversion by the columns of a catalog table."""

    database: str
    table: str
    version: str
    region: str
    role_arn: str
    compression: str

    @property
    def described(self) -> dict[str, str | None]:
        """The table as the lines of failed conversions name it."""
        return {
            "catalogId": None,
            "databaseName": self.database,
            "tableName": self.table,
            "region": self.region,
            "versionId": self.version,
            "catalogArn": None,
        }


@dataclass(frozen=True)
class Destination:
    """An S3 destination."""

    bucket: str
    role_arn: str
    prefix: str
    error_prefix: str
    buffer_bytes: int
    buffer_seconds: int
    is_gzipped: bool
    encryption: dict[str, str]
    """Arguments of `PutObject`."""
    query: str | None
    """The jq query of the partition keys."""
    has_line_feeds: bool
    """Whether Firehose ends each record with a line feed."""
    parquet: ParquetOutput | None
    log: tuple[str, str] | None = None
    """Group and stream of CloudWatch Logs for what could not be delivered."""

    @property
    def keys(self) -> frozenset[str]:
        """The partition keys that the prefix uses."""
        return partition_keys(self.prefix)


def read_destination(stream: Any) -> Destination | None:
    """The S3 destination of moto's stream; `None` if it has another kind. Throws `UnsupportedError`."""
    settings = stream.destinations[0].get("ExtendedS3") or stream.destinations[0].get("S3")
    if settings is None:
        return None
    compression = settings.get("CompressionFormat") or "UNCOMPRESSED"
    if compression not in _COMPRESSIONS:
        raise UnsupportedError(f"compression {compression} is not written here, only {', '.join(_COMPRESSIONS)}")
    if settings.get("CustomTimeZone", "UTC") != "UTC":
        raise UnsupportedError("prefixes are evaluated in UTC only")
    _require_known(settings.get("Prefix") or "")
    hints = settings.get("BufferingHints") or {}
    query, has_line_feeds = _processing(settings.get("ProcessingConfiguration") or {})
    return Destination(
        bucket=settings["BucketARN"].rsplit(":", 1)[-1],
        role_arn=settings["RoleARN"],
        prefix=settings.get("Prefix") or "",
        error_prefix=settings.get("ErrorOutputPrefix") or settings.get("Prefix") or "",
        buffer_bytes=int(hints.get("SizeInMBs", 5)) * 1024 * 1024,
        buffer_seconds=int(hints.get("IntervalInSeconds", 300)),
        is_gzipped=compression == "GZIP",
        encryption=_encryption(settings.get("EncryptionConfiguration") or {}),
        query=query,
        has_line_feeds=has_line_feeds,
        parquet=_parquet(settings.get("DataFormatConversionConfiguration") or {}),
        log=_log(settings.get("CloudWatchLoggingOptions") or {}),
    )


def _require_known(prefix: str) -> None:
    try:
        data_prefix(prefix, dict.fromkeys(partition_keys(prefix), ""), datetime(2000, 1, 1, tzinfo=UTC))
    except PrefixError as error:
        raise UnsupportedError(str(error)) from None


def _processing(configuration: dict[str, Any]) -> tuple[str | None, bool]:
    query, has_line_feeds = None, False
    for processor in configuration.get("Processors", []) if configuration.get("Enabled") else []:
        parameters = {each["ParameterName"]: each["ParameterValue"] for each in processor.get("Parameters", [])}
        match processor["Type"]:
            case "MetadataExtraction":
                query = parameters["MetadataExtractionQuery"]
            case "AppendDelimiterToRecord":
                has_line_feeds = True
            case other:
                raise UnsupportedError(f"processor {other} is not run here")
    return query, has_line_feeds


def _encryption(configuration: dict[str, Any]) -> dict[str, str]:
    key = (configuration.get("KMSEncryptionConfig") or {}).get("AWSKMSKeyARN")
    return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key} if key else {}


def _log(options: dict[str, Any]) -> tuple[str, str] | None:
    return (options["LogGroupName"], options["LogStreamName"]) if options.get("Enabled") else None


def _by_default(serde: dict[str, Any]) -> bool:
    """Whether the SerDe's options are AWS's defaults, which Terraform writes out."""
    unchanged = not serde.get("ConvertDotsInJsonKeysToUnderscores") and not serde.get("ColumnToJsonKeyMappings")
    return unchanged and serde.get("CaseInsensitive", True)


def _parquet(configuration: dict[str, Any]) -> ParquetOutput | None:
    if not configuration or not configuration.get("Enabled", True):
        return None
    formats = configuration["OutputFormatConfiguration"]["Serializer"]
    serde = configuration["InputFormatConfiguration"]["Deserializer"].get("OpenXJsonSerDe")
    if "ParquetSerDe" not in formats or serde is None or not _by_default(serde):
        raise UnsupportedError("conversion is from JSON by the OpenX SerDe without options to Parquet only")
    schema = configuration["SchemaConfiguration"]
    return ParquetOutput(
        database=schema["DatabaseName"],
        table=schema["TableName"],
        version=schema.get("VersionId") or "LATEST",
        region=schema.get("Region") or "",
        role_arn=schema["RoleARN"],
        compression=_PARQUET[(formats["ParquetSerDe"] or {}).get("Compression") or "SNAPPY"],
    )
