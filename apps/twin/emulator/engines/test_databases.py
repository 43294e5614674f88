from __future__ import annotations

import json
from typing import Any

import pymysql
import pytest

from emulator.conftest import Emulator, eventually

Connection = pymysql.connections.Connection


def create(emulator: Emulator, name: str, **settings: Any) -> dict[str, Any]:
    defaults = {"DBName": "shop", "MasterUsername": "keeper", "ManageMasterUserPassword": True, "AllocatedStorage": 20}
    return emulator.client("rds").create_db_instance(
        DBInstanceIdentifier=name, Engine="mysql", DBInstanceClass="db.t4g.medium", **{**defaults, **settings}
    )["DBInstance"]


def described(emulator: Emulator, name: str) -> dict[str, Any]:
    return emulator.client("rds").describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def available(emulator: Emulator, name: str) -> dict[str, Any]:
    def instance() -> dict[str, Any] | None:
        found = described(emulator, name)
        return found if found["DBInstanceStatus"] == "available" else None

    return eventually(instance)


def secret(emulator: Emulator, instance: dict[str, Any]) -> dict[str, str]:
    arn = instance["MasterUserSecret"]["SecretArn"]
    return json.loads(emulator.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


def connect(instance: dict[str, Any], user: dict[str, str], **options: Any) -> Connection[Any]:
    endpoint = instance["Endpoint"]
    return pymysql.connect(
        host=endpoint["Address"],
        port=endpoint["Port"],
        user=user["username"],
        password=user["password"],
        ssl={"check_hostname": False, "verify_mode": "none"},
        **options,
    )


def rows(connection: Connection[Any], statement: str) -> list[tuple[Any, ...]]:
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


class TestDatabases:
    def test_an_instance_answers_where_it_says_with_the_password_of_its_secret(self, emulator: Emulator) -> None:
        assert create(emulator, "first")["DBInstanceStatus"] == "creating"
        instance = available(emulator, "first")
        user = secret(emulator, instance)
        assert user["username"] == "keeper"
        facts = "select @@time_zone, @@character_set_server, @@sql_mode like '%STRICT_TRANS_TABLES%', database()"
        assert rows(connect(instance, user, database="shop"), facts) == [("+00:00", "utf8mb4", 1, "shop")]
        temporary = str(emulator.state / "mariadb" / "first.tmp")
        assert rows(connect(instance, user), "select @@tmpdir") == [(temporary,)], "shared with other servers"
        with pytest.raises(pymysql.OperationalError, match="Access denied"):
            connect(instance, {**user, "password": "guessed"})
        with pytest.raises(pymysql.OperationalError, match="denied"):
            connect(instance, {"username": "root", "password": ""})

    def test_that_crashes_is_started_again_where_it_was_with_what_was_committed(self, emulator: Emulator) -> None:
        create(emulator, "crashing")
        instance = available(emulator, "crashing")
        user = secret(emulator, instance)
        connection = connect(instance, user, database="shop", autocommit=True)
        with connection.cursor() as cursor:
            cursor.execute("create table orders (id int)")
            cursor.execute("insert into orders values (1)")
            cursor.execute("begin")
            cursor.execute("insert into orders values (2)")
            emulator.control("fault?kind=database", "POST")
            with pytest.raises(pymysql.OperationalError):
                cursor.execute("commit")

        def answered() -> list[tuple[Any, ...]] | None:
            try:
                return rows(connect(instance, user, database="shop"), "select id from orders")
            except pymysql.OperationalError:
                return None

        assert eventually(answered) == [(1,)]

    def test_a_monitored_instance_writes_figures_of_its_machine_as_its_role(self, emulator: Emulator) -> None:
        role = emulator.role("watcher", "monitoring.rds.amazonaws.com")
        create(emulator, "watched", MonitoringInterval=60, MonitoringRoleArn=role)
        stream = available(emulator, "watched")["DbiResourceId"]
        logs = emulator.client("logs")
        emulator.wait_idle()
        (event,) = logs.get_log_events(logGroupName="RDSOSMetrics", logStreamName=stream)["events"]
        assert json.loads(event["message"])["instanceID"] == "watched"
        used = [line["action"] for line in emulator.control("permissions")["used"] if line["principal"] == role]
        assert used == [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
            "logs:PutRetentionPolicy",
        ]

    def test_obeys_its_parameter_group_at_the_start_and_when_it_changes(self, emulator: Emulator) -> None:
        rds = emulator.client("rds")
        rds.create_db_parameter_group(DBParameterGroupName="strict", DBParameterGroupFamily="mysql8.4", Description="x")

        def require_tls(value: str) -> None:
            setting = {"ParameterName": "require_secure_transport", "ParameterValue": value, "ApplyMethod": "immediate"}
            rds.modify_db_parameter_group(DBParameterGroupName="strict", Parameters=[setting])

        require_tls("1")
        create(emulator, "tls", DBParameterGroupName="strict")
        instance = available(emulator, "tls")
        user = secret(emulator, instance)
        assert rows(connect(instance, user), "show status like 'Ssl_version'")[0][1].startswith("TLSv1.")
        plain = {"user": user["username"], "password": user["password"], "ssl_disabled": True}
        address = {"host": instance["Endpoint"]["Address"], "port": instance["Endpoint"]["Port"]}
        with pytest.raises(pymysql.OperationalError, match="require_secure_transport"):
            pymysql.connect(**address, **plain)
        require_tls("0")
        assert rows(pymysql.connect(**address, **plain), "select 1") == [(1,)]

    def test_keeps_its_data_over_a_stop_and_is_gone_after_its_deletion(self, emulator: Emulator) -> None:
        create(emulator, "kept")
        rds, instance = emulator.client("rds"), available(emulator, "kept")
        user = secret(emulator, instance)
        rows(connect(instance, user, database="shop", autocommit=True), "create table t as select 7 as n")
        rds.stop_db_instance(DBInstanceIdentifier="kept")
        with pytest.raises(pymysql.OperationalError, match="refused"):
            connect(instance, user)
        rds.start_db_instance(DBInstanceIdentifier="kept")
        assert rows(connect(instance, user, database="shop"), "select n from t") == [(7,)]

        rds.delete_db_instance(DBInstanceIdentifier="kept", SkipFinalSnapshot=True)
        with pytest.raises(pymysql.OperationalError, match="refused"):
            connect(instance, user)
        assert not list((emulator.state / "mariadb").glob("kept*"))

    def test_a_rotated_password_replaces_the_old_one(self, emulator: Emulator) -> None:
        create(emulator, "rotated")
        instance = available(emulator, "rotated")
        before = secret(emulator, instance)
        emulator.client("rds").modify_db_instance(
            DBInstanceIdentifier="rotated", RotateMasterUserPassword=True, ApplyImmediately=True
        )
        after = secret(emulator, instance)
        assert rows(connect(instance, after), "select 1") == [(1,)]
        with pytest.raises(pymysql.OperationalError, match="Access denied"):
            connect(instance, before)
