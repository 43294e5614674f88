from __future__ import annotations

from emulator.conftest import Emulator


def test_a_detector_keeps_its_other_features_when_one_is_changed(emulator: Emulator) -> None:
    guardduty = emulator.client("guardduty")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    for name, status in (
        ("S3_DATA_EVENTS", "ENABLED"),
        ("RDS_LOGIN_EVENTS", "ENABLED"),
        ("S3_DATA_EVENTS", "DISABLED"),
    ):
        guardduty.update_detector(DetectorId=detector, Features=[{"Name": name, "Status": status}])
    told = guardduty.get_detector(DetectorId=detector)["Features"]
    assert {feature["Name"]: feature["Status"] for feature in told} == {
        "S3_DATA_EVENTS": "DISABLED",
        "RDS_LOGIN_EVENTS": "ENABLED",
    }
