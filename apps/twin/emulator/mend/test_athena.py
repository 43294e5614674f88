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
