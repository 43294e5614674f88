"""An emulator that is killed comes back with all that it had accepted."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import boto3
import botocore.exceptions
import pymysql
import pytest

from emulator.conftest import PATIENCE_SECONDS, REGION, Emulator, eventually, start, zipped

ECHO = """
import boto3
def handle(event, context):
    s3 = boto3.client("s3")
    s3.put_object(Bucket="kept", Key="began", Body=b"")
    s3.put_object(Bucket="kept", Key="handled", Body=event["word"].encode())
"""
SLEEP = "import time\ntime.sleep(600)"


class Reborn:
    """The same emulator before its end and after it."""

    def __init__(self, before: Emulator) -> None:
        self.now = before

    def client(self, service: str) -> Any:
        return self.now.client(service)

    def die(self) -> None:
        self.now.kill()
        self.live()

    def live(self) -> None:
        self.now.process.wait(PATIENCE_SECONDS)
        self.now = start(self.now.state, self.now.port)


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reborn]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TWIN_GLUE_MINUTE_SECONDS", "2")
        reborn = Reborn(start(tmp_path_factory.mktemp("state")))
        location = {"LocationConstraint": REGION}
        reborn.client("s3").create_bucket(Bucket="kept", CreateBucketConfiguration=location)
        yield reborn
        reborn.now.stop()


def body(twin: Reborn, key: str) -> bytes | None:
    try:
        return twin.client("s3").get_object(Bucket="kept", Key=key)["Body"].read()
    except botocore.exceptions.ClientError:
        return None


def test_settings_keys_secrets_and_messages_are_kept(twin: Reborn) -> None:
    url = twin.client("sqs").create_queue(QueueName="kept")["QueueUrl"]
    twin.client("sqs").send_message(QueueUrl=url, MessageBody="hello")
    twin.client("secretsmanager").create_secret(Name="kept", SecretString="said")
    key = twin.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    twin.now.role("kept", "glue.amazonaws.com")
    twin.client("glue").create_database(DatabaseInput={"Name": "kept"})
    twin.client("accessanalyzer").create_analyzer(analyzerName="kept", type="ACCOUNT")
    certificate = twin.client("acm").request_certificate(DomainName="kept.example")["CertificateArn"]
    twin.client("ec2").create_vpc(CidrBlock="10.9.0.0/16")
    vpcs = twin.client("ec2").describe_vpcs()["Vpcs"]

    twin.die()

    assert twin.client("sqs").receive_message(QueueUrl=url)["Messages"][0]["Body"] == "hello"
    assert twin.client("secretsmanager").get_secret_value(SecretId="kept")["SecretString"] == "said"
    assert twin.client("kms").get_public_key(KeyId=key)["PublicKey"]
    assert twin.client("iam").get_role(RoleName="kept")["Role"]["RoleName"] == "kept"
    assert twin.client("glue").get_database(Name="kept")["Database"]["Name"] == "kept"
    assert twin.client("accessanalyzer").get_analyzer(analyzerName="kept")["analyzer"]["name"] == "kept"
    assert twin.client("acm").get_certificate(CertificateArn=certificate)["Certificate"]
    assert twin.client("ec2").describe_vpcs()["Vpcs"] == vpcs


def test_a_session_of_a_person_is_kept(twin: Reborn) -> None:
    def signed(key: dict[str, Any], token: str | None = None) -> Any:
        secrets = {"aws_secret_access_key": key["SecretAccessKey"], "aws_session_token": token}
        return boto3.client(
            "sts", endpoint_url=twin.now.endpoint, region_name=REGION, aws_access_key_id=key["AccessKeyId"], **secrets
        )

    iam = twin.client("iam")
    hanako = iam.create_user(UserName="hanako")["User"]
    session = signed(iam.create_access_key(UserName="hanako")["AccessKey"]).get_session_token()["Credentials"]

    twin.die()

    assert signed(session, session["SessionToken"]).get_caller_identity()["Arn"] == hanako["Arn"]


def test_an_object_that_was_answered_for_is_kept_though_the_end_comes_at_once(twin: Reborn) -> None:
    s3 = twin.client("s3")
    s3.put_bucket_versioning(Bucket="kept", VersioningConfiguration={"Status": "Enabled"})
    for text in ("first", "second"):
        s3.put_object(Bucket="kept", Key="twice", Body=text)
    s3.put_object(Bucket="kept", Key="gone", Body=b"x")

    twin.die()

    s3 = twin.client("s3")
    s3.put_object(Bucket="kept", Key="late", Body="late")
    s3.copy_object(Bucket="kept", Key="copied", CopySource="kept/late")
    s3.delete_objects(Bucket="kept", Delete={"Objects": [{"Key": "gone"}]})
    twin.now.process.kill()
    twin.live()

    assert [body(twin, key) for key in ("twice", "late", "copied", "gone")] == [b"second", b"late", b"late", None]
    versions = twin.client("s3").list_object_versions(Bucket="kept", Prefix="twice")["Versions"]
    first = next(each["VersionId"] for each in versions if not each["IsLatest"])
    assert twin.client("s3").get_object(Bucket="kept", Key="twice", VersionId=first)["Body"].read() == b"first"


def test_records_that_firehose_accepted_are_delivered_and_counted(twin: Reborn) -> None:
    role = twin.now.role("kept-stream", "firehose.amazonaws.com")
    destination = {"RoleARN": role, "BucketARN": "arn:aws:s3:::kept", "Prefix": "records/"}
    firehose = twin.client("firehose")
    firehose.create_delivery_stream(DeliveryStreamName="kept", ExtendedS3DestinationConfiguration=destination)

    def put(data: bytes) -> None:
        twin.client("firehose").put_record(DeliveryStreamName="kept", Record={"Data": data})

    def counts() -> Counter[str]:
        told = twin.now.control("status")["streams"]["kept"]
        assert told["records"] == told["delivered"] + told["failed"] + told["waiting"]
        assert told["objects"] == told["delivered"]  # one record each
        return Counter(records=told["records"], waiting=told["waiting"])

    put(b"first\n")
    twin.now.control("firehose/flush", "POST")
    put(b"early\n")

    twin.die()

    assert counts()["records"] == 2
    put(b"late\n")
    twin.now.process.kill()
    twin.live()
    assert counts()["records"] == 3
    # what was kept is also delivered by itself, within a second of the start
    twin.now.control("firehose/flush", "POST")
    assert not counts()["waiting"]
    listed = twin.client("s3").list_objects_v2(Bucket="kept", Prefix="records/")["Contents"]
    assert sorted(body(twin, each["Key"]) for each in listed) == [b"early\n", b"first\n", b"late\n"]


def test_an_event_whose_function_was_at_work_is_handled_after_all(twin: Reborn) -> None:
    role = twin.now.role("function-kept", "lambda.amazonaws.com")
    settings = {"Runtime": "python3.11", "Handler": "main.handle", "Timeout": 30}
    twin.client("lambda").create_function(
        FunctionName="function-kept", Role=role, Code={"ZipFile": zipped({"main.py": ECHO})}, **settings
    )

    twin.die()

    twin.now.control("fault?kind=twin&step=kept&write=2", "POST")
    payload = json.dumps({"word": "after all"})
    twin.client("lambda").invoke(FunctionName="function-kept", InvocationType="Event", Payload=payload)
    twin.live()

    assert eventually(lambda: body(twin, "handled")) == b"after all"


def test_a_run_that_was_under_way_has_failed_and_is_tried_again(twin: Reborn) -> None:
    glue, role = twin.client("glue"), twin.now.role("kept-job", "glue.amazonaws.com")
    twin.client("s3").put_object(Bucket="kept", Key="glue/job.py", Body=SLEEP)
    command = {"Name": "pythonshell", "ScriptLocation": "s3://kept/glue/job.py", "PythonVersion": "3"}
    glue.create_job(Name="kept", Role=role, Command=command, MaxRetries=1)
    glue.create_workflow(Name="kept")
    actions = [{"JobName": "kept"}]
    glue.create_trigger(Name="kept", WorkflowName="kept", Type="ON_DEMAND", Actions=actions)
    run_id = glue.start_workflow_run(Name="kept")["RunId"]
    eventually(lambda: glue.get_job_runs(JobName="kept")["JobRuns"][0]["JobRunState"] == "RUNNING")

    twin.die()

    runs = eventually(lambda: len(found := twin.client("glue").get_job_runs(JobName="kept")["JobRuns"]) == 2 and found)
    assert (runs[1]["JobRunState"], runs[1]["ErrorMessage"]) == ("FAILED", "The machine of this run is lost")
    twin.client("glue").stop_workflow_run(Name="kept", RunId=run_id)
    eventually(lambda: twin.client("glue").get_workflow_run(Name="kept", RunId=run_id)["Run"]["Status"] == "STOPPED")


def test_a_database_answers_where_it_did_with_what_was_committed(twin: Reborn) -> None:
    rds = twin.client("rds")
    rds.create_db_instance(
        DBInstanceIdentifier="kept",
        Engine="mysql",
        DBInstanceClass="db.t4g.medium",
        DBName="shop",
        MasterUsername="keeper",
        MasterUserPassword="kept-by-many",
        AllocatedStorage=20,
    )

    def instance() -> Any:
        return twin.client("rds").describe_db_instances(DBInstanceIdentifier="kept")["DBInstances"][0]

    eventually(lambda: instance()["DBInstanceStatus"] == "available")
    endpoint = instance()["Endpoint"]

    def connect() -> Any:
        login = {"user": "keeper", "password": "kept-by-many", "database": "shop", "autocommit": True}
        tls = {"check_hostname": False, "verify_mode": "none"}
        return pymysql.connect(host=endpoint["Address"], port=endpoint["Port"], ssl=tls, **login)

    with contextlib.closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("create table orders (id int)")
        cursor.execute("insert into orders values (1)")

    twin.die()

    assert instance()["Endpoint"] == endpoint
    with contextlib.closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("select id from orders")
        assert cursor.fetchall() == ((1,),)
