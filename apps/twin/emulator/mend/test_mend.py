from __future__ import annotations

import json

import pytest

from emulator.conftest import ACCOUNT, REGION, Emulator, zipped

PANDAS_LAYER = f"arn:aws:lambda:{REGION}:336392948345:layer:AWSSDKPandas-Python311"


def bucket(emulator: Emulator, name: str) -> str:
    emulator.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


class TestS3:
    def test_keeps_the_smallest_size_that_a_lifecycle_moves(self, emulator: Emulator) -> None:
        s3, name = emulator.client("s3"), bucket(emulator, "sized")
        rule = {"ID": "all", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 3}}

        def told(**size: str) -> tuple[str, str]:
            put = s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [rule]}, **size)
            got = s3.get_bucket_lifecycle_configuration(Bucket=name)
            return put["TransitionDefaultMinimumObjectSize"], got["TransitionDefaultMinimumObjectSize"]

        assert told(TransitionDefaultMinimumObjectSize="varies_by_storage_class") == ("varies_by_storage_class",) * 2
        assert told() == ("all_storage_classes_128K",) * 2

    def test_a_versioned_bucket_can_be_emptied_of_versions_and_delete_markers(self, emulator: Emulator) -> None:
        s3, name = emulator.client("s3"), bucket(emulator, "versioned")
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        for _ in range(2):
            s3.put_object(Bucket=name, Key="a", Body=b"a")
            s3.delete_object(Bucket=name, Key="a")
        upload = s3.create_multipart_upload(Bucket=name, Key="b")["UploadId"]
        part = s3.upload_part(Bucket=name, Key="b", UploadId=upload, PartNumber=1, Body=b"b")
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        s3.complete_multipart_upload(Bucket=name, Key="b", UploadId=upload, MultipartUpload=parts)
        s3.delete_object(Bucket=name, Key="b")

        kept = s3.list_object_versions(Bucket=name)
        versions = [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in kept["Versions"] + kept["DeleteMarkers"]]
        assert len(versions) == 6
        assert "Errors" not in s3.delete_objects(Bucket=name, Delete={"Objects": versions})
        s3.delete_bucket(Bucket=name)

    def test_a_policy_that_asks_for_tls_shuts_nobody_out(self, emulator: Emulator) -> None:
        s3, name = emulator.client("s3"), bucket(emulator, "tls-only")
        insecure = {"Bool": {"aws:SecureTransport": "false"}}
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": insecure}
        policy = {"Version": "2012-10-17", "Statement": [{**deny, "Resource": [f"arn:aws:s3:::{name}/*"]}]}
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps(policy))
        s3.put_object(Bucket=name, Key="a", Body=b"x")
        assert s3.get_object(Bucket=name, Key="a")["Body"].read() == b"x"

    def test_tells_that_event_bridge_is_told_beside_other_destinations(self, emulator: Emulator) -> None:
        s3, name = emulator.client("s3"), bucket(emulator, "bridged")
        s3.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        assert s3.get_bucket_notification_configuration(Bucket=name)["EventBridgeConfiguration"] == {}


class TestSqs:
    def test_keeps_policies_apart_and_answers_a_redrive_policy_as_it_was_written(self, emulator: Emulator) -> None:
        sqs = emulator.client("sqs")
        sqs.create_queue(QueueName="dead")
        url = sqs.create_queue(QueueName="live")["QueueUrl"]
        written = f'{{"deadLetterTargetArn":"arn:aws:sqs:{REGION}:{ACCOUNT}:dead","maxReceiveCount":3}}'
        all_of_it = {"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
        policy = {"Version": "2012-10-17", "Statement": [all_of_it]}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": written})
        told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert told["RedrivePolicy"] == written
        assert json.loads(told["Policy"])["Statement"][0]["Action"] == "sqs:*"


class TestLambda:
    def test_knows_the_public_layer_and_remembers_where_failures_and_logs_go(self, emulator: Emulator) -> None:
        functions = emulator.client("lambda")
        layer = functions.get_layer_version(LayerName=PANDAS_LAYER, VersionNumber=23)
        assert layer["LayerVersionArn"] == f"{PANDAS_LAYER}:23"
        assert functions.get_layer_version_by_arn(Arn=f"{PANDAS_LAYER}:23")["Version"] == 23
        functions.create_function(
            FunctionName="settled",
            Runtime="python3.11",
            Handler="main.handle",
            Role=emulator.role("settled", "lambda.amazonaws.com"),
            Code={"ZipFile": zipped({"main.py": ""})},
            Layers=[f"{PANDAS_LAYER}:23"],
            DeadLetterConfig={"TargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead"},
            LoggingConfig={"LogGroup": "/elsewhere"},
        )
        functions.update_function_configuration(FunctionName="settled", TracingConfig={"Mode": "Active"})
        told = functions.get_function_configuration(FunctionName="settled")
        assert told["Layers"][0]["Arn"] == f"{PANDAS_LAYER}:23"
        assert told["DeadLetterConfig"]["TargetArn"].endswith(":dead")
        assert told["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/elsewhere"}
        assert told["TracingConfig"] == {"Mode": "Active"}


class TestEc2:
    def test_describes_rules_for_groups_and_prefix_lists_too(self, emulator: Emulator) -> None:
        ec2 = emulator.client("ec2")
        group = ec2.create_security_group(GroupName="group", Description="x")["GroupId"]
        listed = ec2.create_managed_prefix_list(PrefixListName="list", MaxEntries=1, AddressFamily="IPv4")
        ports = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2}
        allowed = [
            {**ports, "UserIdGroupPairs": [{"GroupId": group, "Description": "itself"}]},
            {**ports, "PrefixListIds": [{"PrefixListId": listed["PrefixList"]["PrefixListId"], "Description": "list"}]},
        ]
        for permission in allowed:
            ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
        owned = [{"Name": "group-id", "Values": [group]}]
        rules = ec2.describe_security_group_rules(Filters=owned)["SecurityGroupRules"]
        assert {rule.get("Description") for rule in rules if not rule["IsEgress"]} == {"itself", "list"}


class TestRds:
    def test_tells_and_resets_parameters_by_their_source(self, emulator: Emulator) -> None:
        rds, group = emulator.client("rds"), {"DBParameterGroupName": "tuned"}
        rds.create_db_parameter_group(**group, DBParameterGroupFamily="mysql8.4", Description="x")
        changed = {"ParameterName": "long_query_time", "ParameterValue": "2", "ApplyMethod": "immediate"}
        rds.modify_db_parameter_group(**group, Parameters=[changed])
        assert rds.describe_db_parameters(**group, Source="user")["Parameters"] == [{**changed, "Source": "user"}]
        assert rds.describe_db_parameters(**group, Source="system")["Parameters"] == []
        rds.reset_db_parameter_group(**group, Parameters=[changed])
        assert rds.describe_db_parameters(**group)["Parameters"] == []


class TestAthena:
    def test_changes_and_removes_named_queries(self, emulator: Emulator) -> None:
        athena = emulator.client("athena")
        query = {"Name": "first", "QueryString": "select 1"}
        named = {"NamedQueryId": athena.create_named_query(**query, Database="mall")["NamedQueryId"]}
        athena.update_named_query(**named, Name="second", QueryString="select 2")
        assert athena.get_named_query(**named)["NamedQuery"]["QueryString"] == "select 2"
        athena.delete_named_query(**named)
        assert named["NamedQueryId"] not in athena.list_named_queries()["NamedQueryIds"]
        with pytest.raises(athena.exceptions.InvalidRequestException):
            athena.delete_named_query(**named)
