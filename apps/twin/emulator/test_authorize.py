from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from emulator.conftest import ACCOUNT, REGION, Emulator, document, refused, start

BUCKET = "mall-test-lake"


def statement(action: Any, resource: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


class Role:
    """A role of its own for a test, and clients with its session."""

    def __init__(self, emulator: Emulator, name: str, *statements: dict[str, Any]) -> None:
        self._emulator, self.name = emulator, name
        trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
        iam = emulator.client("iam")
        self.arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
        if statements:
            iam.put_role_policy(RoleName=name, PolicyName="grants", PolicyDocument=document(*statements))
        self._session = emulator.client("sts").assume_role(RoleArn=self.arn, RoleSessionName="test")["Credentials"]

    def client(self, service: str) -> Any:
        return self._emulator.client(service, self._session)


@pytest.fixture(scope="module")
def key(emulator: Emulator) -> str:
    return emulator.client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module", autouse=True)
def bucket(emulator: Emulator, key: str) -> None:
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})
    plain = {"Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    tls = {**statement("s3:*", f"arn:aws:s3:::{BUCKET}/*"), **plain, "Effect": "Deny"}
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(tls))
    s3.put_object(Bucket=BUCKET, Key="raw/a.csv", Body=b"a")
    s3.put_object(Bucket=BUCKET, Key="curated/a.csv", Body=b"a")


class TestS3:
    def test_reads_what_its_policies_say_and_no_more(self, emulator: Emulator, key: str) -> None:
        objects = statement("s3:GetObject", f"arn:aws:s3:::{BUCKET}/raw/*")
        via = {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}
        s3 = Role(emulator, "reader", objects, statement("kms:Decrypt", key, Condition=via)).client("s3")
        assert s3.get_object(Bucket=BUCKET, Key="raw/a.csv")["Body"].read() == b"a"
        refused(
            lambda: s3.get_object(Bucket=BUCKET, Key="curated/a.csv"),
            "AccessDenied",
            rf"assumed-role/reader/test is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::{BUCKET}"
            "/curated/a.csv because no identity-based policy allows the s3:GetObject action",
        )

    def test_wants_the_key_too(self, emulator: Emulator, key: str) -> None:
        whole = statement(["s3:GetObject", "s3:PutObject"], f"arn:aws:s3:::{BUCKET}/*")
        s3 = Role(emulator, "keyless", whole).client("s3")
        refused(
            lambda: s3.get_object(Bucket=BUCKET, Key="raw/a.csv"), "AccessDenied", f"kms:Decrypt on resource: {key}"
        )
        refused(lambda: s3.put_object(Bucket=BUCKET, Key="raw/b", Body=b"b"), "AccessDenied", "kms:GenerateDataKey")

    def test_lists_by_prefix(self, emulator: Emulator) -> None:
        prefix = {"StringLikeIfExists": {"s3:prefix": ["raw/*"]}}
        s3 = Role(emulator, "lister", statement("s3:ListBucket", f"arn:aws:s3:::{BUCKET}", Condition=prefix)).client(
            "s3"
        )
        assert s3.list_objects_v2(Bucket=BUCKET, Prefix="raw/")["KeyCount"] == 1
        refused(lambda: s3.list_objects_v2(Bucket=BUCKET, Prefix="curated/"), "AccessDenied", "s3:ListBucket")

    def test_tells_of_absence_only_who_may_list(self, emulator: Emulator) -> None:
        objects = statement("s3:GetObject", f"arn:aws:s3:::{BUCKET}/*")
        blind = Role(emulator, "blind", objects).client("s3")
        seeing = Role(emulator, "seeing", objects, statement("s3:ListBucket", f"arn:aws:s3:::{BUCKET}")).client("s3")
        with pytest.raises(Exception, match="403"):
            blind.head_object(Bucket=BUCKET, Key="absent")
        with pytest.raises(Exception, match="404"):
            seeing.head_object(Bucket=BUCKET, Key="absent")


class TestServices:
    def test_refuse_in_their_own_protocols(self, emulator: Emulator) -> None:
        role = Role(emulator, "nobody")
        url = emulator.client("sqs").create_queue(QueueName="letters")["QueueUrl"]
        refused(
            lambda: role.client("sqs").send_message(QueueUrl=url, MessageBody="x"),
            "AccessDeniedException",
            "sqs:SendMessage",
        )
        refused(lambda: role.client("glue").get_database(Name="x"), "AccessDeniedException", "glue:GetDatabase")
        refused(lambda: role.client("rds").describe_db_snapshots(), "AccessDenied", "rds:DescribeDBSnapshots")
        refused(lambda: role.client("ec2").describe_subnets(), "UnauthorizedOperation", "ec2:DescribeSubnets")
        refused(
            lambda: role.client("lambda").invoke(FunctionName="f"), "AccessDeniedException", "lambda:InvokeFunction"
        )

    def test_want_catalog_database_and_table(self, emulator: Emulator) -> None:
        glue = emulator.client("glue")
        glue.create_database(DatabaseInput={"Name": "mall"})
        glue.create_table(DatabaseName="mall", TableInput={"Name": "purchase"})
        arn = f"arn:aws:glue:{REGION}:{ACCOUNT}"
        whole = [f"{arn}:catalog", f"{arn}:database/mall", f"{arn}:table/mall/purchase"]
        reader = Role(emulator, "catalog-reader", statement("glue:GetTable", whole)).client("glue")
        assert reader.get_table(DatabaseName="mall", Name="purchase")["Table"]["Name"] == "purchase"
        halved = Role(emulator, "catalog-half", statement("glue:GetTable", whole[1:])).client("glue")
        refused(
            lambda: halved.get_table(DatabaseName="mall", Name="purchase"), "AccessDeniedException", f"{arn}:catalog"
        )

    def test_list_the_tables_that_one_may_get_and_say_nothing_of_others(self, emulator: Emulator) -> None:
        glue = emulator.client("glue")
        glue.create_database(DatabaseInput={"Name": "shop"})
        for table in ("bad_rows", "good_rows"):
            glue.create_table(DatabaseName="shop", TableInput={"Name": table})
        arns = [f"arn:aws:glue:{REGION}:{ACCOUNT}:{each}" for each in ("catalog", "database/shop", "table/shop/good_*")]
        reader = Role(emulator, "good-reader", statement("glue:GetTables", arns)).client("glue")
        assert [each["Name"] for each in glue.get_tables(DatabaseName="shop")["TableList"]] == ["bad_rows", "good_rows"]
        assert [each["Name"] for each in reader.get_tables(DatabaseName="shop")["TableList"]] == ["good_rows"]
        refused(
            lambda: reader.get_tables(DatabaseName="payroll"), "AccessDeniedException", "glue:GetTables on resource"
        )
        told = emulator.control("permissions")
        assert [each for each in told["refused"] if each["resource"].endswith("bad_rows")] == []
        assert "good-reader" not in told["never_used"]

    def test_want_each_alarm_that_is_named(self, emulator: Emulator) -> None:
        ours = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:mall-*"
        alarms = Role(emulator, "watchman", statement("cloudwatch:DescribeAlarms", ours)).client("cloudwatch")
        assert alarms.describe_alarms(AlarmNames=["mall-dev-late"])["MetricAlarms"] == []
        refused(lambda: alarms.describe_alarms(AlarmNames=["other"]), "AccessDenied", "alarm:other")

    def test_want_bus_source_and_kind_of_each_event(self, emulator: Emulator) -> None:
        bus = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
        ours = {"StringEquals": {"events:source": "mall.surveys", "events:detail-type": "Survey Refused"}}
        events = Role(emulator, "teller", statement("events:PutEvents", bus, Condition=ours)).client("events")
        told = {"Source": "mall.surveys", "DetailType": "Survey Refused", "Detail": "{}"}
        assert events.put_events(Entries=[told, told])["FailedEntryCount"] == 0
        for other in ({"Source": "mall.shop"}, {"DetailType": "Survey Parsed"}, {"EventBusName": "other"}):
            refused(
                lambda entry={**told, **other}: events.put_events(Entries=[told, entry]),
                "AccessDeniedException",
                "assumed-role/teller/test is not authorized to perform: events:PutEvents on resource: "
                + bus.replace("default", other.get("EventBusName", "default")),
            )

    @pytest.mark.parametrize("name", ["AdministratorAccess", "ReadOnlyAccess"])
    def test_read_the_policies_that_aws_manages(self, emulator: Emulator, name: str) -> None:
        role, arn = Role(emulator, f"has-{name}"), f"arn:aws:iam::aws:policy/{name}"
        emulator.client("iam").attach_role_policy(RoleName=role.name, PolicyArn=arn)
        assert role.client("iam").get_policy(PolicyArn=arn)["Policy"]["Arn"] == arn

    def test_name_an_operation_that_is_in_no_table(self, emulator: Emulator) -> None:
        ours = f"arn:aws:glue:{REGION}:{ACCOUNT}:job/ours"
        spared = {"Effect": "Deny", "Action": "glue:List*", "NotResource": ours}
        here = {"StringEquals": {"aws:RequestedRegion": REGION}}
        for name, statements in {
            "of-one": [statement("glue:*", ours)],
            "of-others": [statement("*", "*"), spared],
            "of-here": [statement("*", "*", Condition=here)],
        }.items():
            glue = Role(emulator, name, *statements).client("glue")
            refused(glue.list_jobs, "AccessDeniedException", "glue:ListJobs is in no table")
        wide = Role(emulator, "of-all", statement("*", "*")).client("sqs")
        refused(wide.list_queues, "AccessDeniedException", "sqs:ListQueues is in no table")

    def test_decide_on_it_where_no_policy_asks_what_it_is_on(self, emulator: Emulator) -> None:
        reader = Role(emulator, "browser", statement(["glue:List*", "glue:Get*"], "*"))
        assert reader.client("glue").list_jobs()["JobNames"] == []
        refused(
            lambda: reader.client("glue").delete_job(JobName="x"),
            "AccessDeniedException",
            "no identity-based policy allows",
        )

    def test_want_leave_to_pass_whatever_role_it_hands_on(self, emulator: Emulator) -> None:
        foreign = f"arn:aws:iam::{ACCOUNT}:role/foreign"
        ours = {"Effect": "Deny", "Action": "iam:PassRole", "NotResource": f"arn:aws:iam::{ACCOUNT}:role/ours"}
        glue = Role(emulator, "maker", statement("*", "*"), ours).client("glue")
        job = {"Role": foreign, "Command": {"Name": "glueetl"}}
        refused(
            lambda: glue.update_job(JobName="x", JobUpdate=job),
            "AccessDeniedException",
            f"iam:PassRole on resource: {foreign}",
        )

    def test_let_everyone_ask_who_they_are(self, emulator: Emulator) -> None:
        assert Role(emulator, "self").client("sts").get_caller_identity()["Arn"].endswith("assumed-role/self/test")

    def test_refuse_a_policy_that_cannot_be_read(self, emulator: Emulator) -> None:
        wrong = statement("glue:GetDatabase", "*", Condition={"StringEquals": {"glue:mood": "good"}})
        role = Role(emulator, "misspelt", wrong)
        refused(
            lambda: role.client("glue").get_database(Name="mall"), "AccessDeniedException", "glue:mood is not known"
        )


class TestPermissions:
    def test_tell_what_was_used_refused_and_never_used(self, emulator: Emulator) -> None:
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:used:*"
        spare = {**statement("sns:Publish", "arn:aws:sns:*:*:x"), "Sid": "Spare"}
        role = Role(emulator, "thrifty", {**statement("logs:CreateLogStream", arn), "Sid": "Write"}, spare)
        emulator.client("logs").create_log_group(logGroupName="used")
        role.client("logs").create_log_stream(logGroupName="used", logStreamName="s")
        refused(
            lambda: role.client("logs").create_log_group(logGroupName="new"), "AccessDeniedException", "CreateLogGroup"
        )
        told = emulator.control("permissions")
        assert told["mode"] == "enforce"
        assert told["never_used"]["thrifty"] == ["grants/Spare"]
        used = [line["action"] for line in told["used"] if line["principal"] == role.arn]
        assert used == ["logs:CreateLogStream"]
        assert [line["action"] for line in told["refused"] if line["principal"] == role.arn] == ["logs:CreateLogGroup"]


def test_observes_without_refusing_where_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_IAM", "observe")
    running = start(tmp_path)
    role = Role(running, "observed")
    assert role.client("ec2").describe_subnets()["Subnets"]
    [line] = running.control("permissions")["refused"]
    assert (line["principal"], line["action"], line["count"]) == (role.arn, "ec2:DescribeSubnets", 1)
    running.stop()
