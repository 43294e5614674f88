"""Work groups of Athena as Terraform changes them."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import Emulator


def test_a_work_group_is_changed_in_place(emulator: Emulator) -> None:
    athena = emulator.client("athena")
    limits = {"BytesScannedCutoffPerQuery": 10_000_000, "ResultConfiguration": {"OutputLocation": "s3://a/"}}
    athena.create_work_group(Name="marketing", Configuration=limits, Description="first")
    athena.update_work_group(
        WorkGroup="marketing",
        Description="second",
        State="DISABLED",
        ConfigurationUpdates={
            "RemoveBytesScannedCutoffPerQuery": True,
            "PublishCloudWatchMetricsEnabled": True,
            "ResultConfigurationUpdates": {"OutputLocation": "s3://b/"},
        },
    )
    group = athena.get_work_group(WorkGroup="marketing")["WorkGroup"]
    assert (group["Description"], group["State"]) == ("second", "DISABLED")
    configuration = group["Configuration"]
    assert "BytesScannedCutoffPerQuery" not in configuration
    assert configuration["PublishCloudWatchMetricsEnabled"]
    assert configuration["ResultConfiguration"]["OutputLocation"] == "s3://b/"


def test_a_work_group_that_is_not_there_is_not_changed(emulator: Emulator) -> None:
    with pytest.raises(ClientError, match="nobody is not found"):
        emulator.client("athena").update_work_group(WorkGroup="nobody", Description="x")


def test_prepared_statements_are_changed_listed_and_removed(emulator: Emulator) -> None:
    athena = emulator.client("athena")
    athena.create_work_group(Name="preparing", Configuration={})
    named = {"StatementName": "by_id", "WorkGroup": "preparing"}
    athena.create_prepared_statement(**named, QueryStatement="select ?")
    athena.update_prepared_statement(**named, QueryStatement="select 1 + ?")
    assert athena.get_prepared_statement(**named)["PreparedStatement"]["QueryStatement"] == "select 1 + ?"
    listed = athena.list_prepared_statements(WorkGroup="preparing")["PreparedStatements"]
    assert [each["StatementName"] for each in listed] == ["by_id"]
    athena.delete_prepared_statement(**named)
    with pytest.raises(ClientError, match="by_id was not found"):
        athena.get_prepared_statement(**named)


def test_named_queries_are_told_together(emulator: Emulator) -> None:
    athena = emulator.client("athena")
    athena.create_work_group(Name="asking", Configuration={})
    query = {"Name": "one", "Database": "shop", "QueryString": "select 1", "WorkGroup": "asking"}
    kept = athena.create_named_query(**query)["NamedQueryId"]
    absent = "00000000-0000-4000-8000-000000000000"
    told = athena.batch_get_named_query(NamedQueryIds=[kept, absent])
    assert [each | query for each in told["NamedQueries"]] == told["NamedQueries"]
    assert [each["NamedQueryId"] for each in told["NamedQueries"]] == [kept]
    assert [each["NamedQueryId"] for each in told["UnprocessedNamedQueryIds"]] == [absent]
