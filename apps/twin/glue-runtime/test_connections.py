import json

import boto3
import pytest
from awsglue.connections import jdbc_configuration
from moto import mock_aws

URL = "jdbc:mysql://127.0.0.1:3306/mall?useUnicode=true"
LOGIN = {"username": "analytics", "password": "correct horse"}


@pytest.fixture
def connection(monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():

        def make(secret=None, **properties):
            if secret:
                created = boto3.client("secretsmanager").create_secret(Name="login", SecretString=secret)
                properties["SECRET_ID"] = created["ARN"]
            definition = {"Name": "shop", "ConnectionType": "JDBC", "ConnectionProperties": properties}
            boto3.client("glue").create_connection(ConnectionInput=definition)
            return jdbc_configuration("shop")

        yield make


def test_takes_the_login_from_the_connection_s_secret(connection):
    found = connection(json.dumps(LOGIN), JDBC_CONNECTION_URL=URL, JDBC_ENFORCE_SSL="true")
    assert (found["user"], found["password"]) == ("analytics", "correct horse")
    assert (found["vendor"], found["url"], found["fullUrl"]) == ("mysql", "jdbc:mysql://127.0.0.1:3306", URL)
    assert found["enforceSSL"] == "true"


def test_takes_a_login_that_stands_in_the_connection(connection):
    found = connection(JDBC_CONNECTION_URL=URL, USERNAME="a", PASSWORD="b")
    assert (found["user"], found["password"], found["enforceSSL"]) == ("a", "b", "false")


def test_says_that_a_secret_has_another_shape_without_showing_it(connection):
    with pytest.raises(ValueError, match="must be JSON with username and password") as raised:
        connection("very secret text", JDBC_CONNECTION_URL=URL)
    assert "very secret" not in str(raised.value)
    assert raised.value.__suppress_context__


def test_refuses_a_connection_without_an_address(connection):
    with pytest.raises(ValueError, match="JDBC_CONNECTION_URL must be"):
        connection(USERNAME="a", PASSWORD="b")


def test_refuses_a_connection_without_a_login(connection):
    with pytest.raises(ValueError, match="needs SECRET_ID, or USERNAME and PASSWORD"):
        connection(JDBC_CONNECTION_URL=URL)
