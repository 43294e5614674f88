from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import ACCOUNT, REGION, Emulator


class TestAccessAnalyzer:
    def test_tells_of_an_analyzer_what_was_said_when_it_was_made(self, emulator: Emulator) -> None:
        client = emulator.client("accessanalyzer")
        unused = {"unusedAccess": {"unusedAccessAge": 90}}
        kind = "ACCOUNT_UNUSED_ACCESS"
        arn = client.create_analyzer(
            analyzerName="insiders", type=kind, configuration=unused, tags={"tier": "governance"}
        )["arn"]
        assert arn == f"arn:aws:access-analyzer:{REGION}:{ACCOUNT}:analyzer/insiders"

        told = client.get_analyzer(analyzerName="insiders")["analyzer"]
        assert (told["arn"], told["type"], told["status"]) == (arn, kind, "ACTIVE")
        assert told["configuration"] == unused
        client.tag_resource(resourceArn=arn, tags={"owner": "platform"})
        client.untag_resource(resourceArn=arn, tagKeys=["tier"])
        assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"owner": "platform"}

    def test_knows_an_analyzer_once_and_not_after_it_is_deleted(self, emulator: Emulator) -> None:
        client = emulator.client("accessanalyzer")
        client.create_analyzer(analyzerName="outsiders", type="ACCOUNT")
        with pytest.raises(client.exceptions.ConflictException):
            client.create_analyzer(analyzerName="outsiders", type="ACCOUNT")
        client.delete_analyzer(analyzerName="outsiders")
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            client.get_analyzer(analyzerName="outsiders")
