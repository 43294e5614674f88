"""What moto answers otherwise than RDS does: option groups of MySQL 8.4, life-cycle support, read replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from emulator.conftest import eventually

if TYPE_CHECKING:
    from emulator.conftest import Emulator

SOURCE, REPLICA = "source", "replica"


def test_audits_mysql_84_by_an_option_group(emulator: Emulator) -> None:
    rds = emulator.client("rds")
    group = {"OptionGroupName": "audit", "EngineName": "mysql", "MajorEngineVersion": "8.4"}
    rds.create_option_group(**group, OptionGroupDescription="x")
    chosen = [{"Name": "SERVER_AUDIT_EVENTS", "Value": "CONNECT"}]
    option = {"OptionName": "MARIADB_AUDIT_PLUGIN", "OptionSettings": chosen}
    rds.modify_option_group(OptionGroupName="audit", OptionsToInclude=[option], ApplyImmediately=True)
    (told,) = rds.describe_option_groups(OptionGroupName="audit")["OptionGroupsList"]
    assert (told["MajorEngineVersion"], told["Options"]) == ("8.4", [option])
    with pytest.raises(rds.exceptions.ClientError, match=r"Cannot find major version 9\.9"):
        rds.create_option_group(
            **{**group, "OptionGroupName": "y", "MajorEngineVersion": "9.9"}, OptionGroupDescription="x"
        )


def test_tells_the_support_that_an_instance_has(emulator: Emulator) -> None:
    rds = emulator.client("rds")
    of_mysql = {"Engine": "mysql", "EngineVersion": "8.4", "DBInstanceClass": "db.m7g.large", "AllocatedStorage": 20}
    master = {"MasterUsername": "admin", "MasterUserPassword": "a-long-password"}
    disabled = "open-source-rds-extended-support-disabled"
    rds.create_db_instance(DBInstanceIdentifier=SOURCE, **of_mysql, **master, EngineLifecycleSupport=disabled)
    (source,) = rds.describe_db_instances(DBInstanceIdentifier=SOURCE)["DBInstances"]
    assert source["EngineLifecycleSupport"] == disabled
    rds.create_db_instance(DBInstanceIdentifier="other", **of_mysql, **master)
    (other,) = rds.describe_db_instances(DBInstanceIdentifier="other")["DBInstances"]
    assert other["EngineLifecycleSupport"] == "open-source-rds-extended-support"


def test_gives_a_replica_an_identity_and_its_sources_address(emulator: Emulator) -> None:
    rds = emulator.client("rds")

    def told(identifier: str) -> dict:
        return rds.describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"][0]

    eventually(lambda: told(SOURCE)["DBInstanceStatus"] == "available")
    tags = [{"Key": "tier", "Value": "database"}]
    rds.create_db_instance_read_replica(
        DBInstanceIdentifier=REPLICA,
        SourceDBInstanceIdentifier=SOURCE,
        Tags=tags,
        EnableCloudwatchLogsExports=["audit"],
    )
    source, replica = told(SOURCE), told(REPLICA)
    assert replica["DbiResourceId"] != source["DbiResourceId"]
    assert (replica["TagList"], replica["EnabledCloudwatchLogsExports"]) == (tags, ["audit"])
    assert replica["Endpoint"]["Port"] == source["Endpoint"]["Port"]
    rds.delete_db_instance(DBInstanceIdentifier=REPLICA, SkipFinalSnapshot=True)
    assert told(SOURCE)["ReadReplicaDBInstanceIdentifiers"] == []
