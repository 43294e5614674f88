"""Connections of the Data Catalog, resolved through the Glue and Secrets Manager APIs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import boto3

_JDBC_URL = re.compile(r"(?P<url>jdbc:(?P<vendor>\w+)://[^/?]+)(?:[/?].*)?")


def jdbc_configuration(connection_name: str, catalog_id: str | None = None) -> dict[str, str]:
    """The settings of a JDBC connection, as `GlueContext.extract_jdbc_conf` says; `ValueError` if it is no such one."""
    where = {"CatalogId": catalog_id} if catalog_id else {}
    connection = boto3.client("glue").get_connection(Name=connection_name, HidePassword=False, **where)["Connection"]
    properties = connection["ConnectionProperties"]
    full_url = properties.get("JDBC_CONNECTION_URL", "")
    parts = _JDBC_URL.fullmatch(full_url)
    if parts is None:
        raise ValueError(
            f"connection {connection_name}: JDBC_CONNECTION_URL must be jdbc:<vendor>://<host>[:<port>]/<database>, "
            f"got a connection of type {connection.get('ConnectionType')} without one"
        )
    user, password = _login(connection_name, properties)
    return {
        "user": user,
        "password": password,
        "vendor": parts["vendor"],
        "url": parts["url"],
        "fullUrl": full_url,
        "enforceSSL": properties.get("JDBC_ENFORCE_SSL", "false").lower(),
        "customJDBCCert": "",
        "customJDBCCertString": "",
        "skipCustomJDBCCertValidation": "false",
    }


def _login(connection_name: str, properties: Mapping[str, str]) -> tuple[str, str]:
    if "SECRET_ID" in properties:
        secret = boto3.client("secretsmanager").get_secret_value(SecretId=properties["SECRET_ID"])
        try:
            login = json.loads(secret["SecretString"])
            return login["username"], login["password"]
        except (ValueError, KeyError, TypeError):
            # the cause would print the secret's text
            secret_id = properties["SECRET_ID"]
            raise ValueError(
                f"connection {connection_name}: secret {secret_id} must be JSON with username and password"
            ) from None
    if "USERNAME" in properties and "PASSWORD" in properties:
        return properties["USERNAME"], properties["PASSWORD"]
    raise ValueError(f"connection {connection_name}: needs SECRET_ID, or USERNAME and PASSWORD")
