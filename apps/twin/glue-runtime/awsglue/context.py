"""The entry to Spark and to the connections of the catalog."""

from __future__ import annotations

import logging
from typing import NoReturn

from pyspark import SparkContext
from pyspark.sql import SparkSession

from awsglue.connections import jdbc_configuration


class GlueContext:
    """Glue's context around a Spark context.

    https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-crawler-pyspark-extensions-glue-context.html
    """

    def __init__(self, sparkContext: SparkContext) -> None:  # noqa: N803
        self.spark_session = SparkSession(sparkContext)

    def extract_jdbc_conf(self, connection_name: str, catalog_id: str | None = None) -> dict[str, str]:
        """What a JDBC reader needs of a catalog connection.

        Keys `user`, `password`, `vendor`, `url` (without the database), `fullUrl`, `enforceSSL` (`true` or `false`) and
        the custom certificate's, which are empty. User and password come from the connection's secret where it has one.
        """
        return jdbc_configuration(connection_name, catalog_id)

    def get_logger(self) -> logging.Logger:
        """A logger whose lines appear in the run's log."""
        return logging.getLogger("glue")

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(
            f"GlueContext.{name} is not provided here: use spark_session, extract_jdbc_conf or get_logger, "
            "or add what AWS documents to glue-runtime"
        )
