"""A canary in each kind of store is found, and named by its place."""

import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
import pytest
from moto import mock_aws

from leaks.canary import Canary, read_canaries
from leaks.report import look_everywhere
from leaks.search import Search
from leaks.stores import files, objects, services, web

MAIL = "hibari.qzxvkwtnbr@example.jp"
SEARCH = Search([Canary("customer.email", MAIL, ("qzxvkwtnbr",))])
RAW, LANDING, QUARANTINE = (f"mall-dev-{role}-1-ap-northeast-1" for role in ("raw", "landing", "quarantine"))


@pytest.fixture
def client(monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        make = lambda name: boto3.client(name, "ap-northeast-1", aws_access_key_id="a", aws_secret_access_key="b")  # noqa: E731
        for bucket in (RAW, LANDING, QUARANTINE):
            where = {"LocationConstraint": "ap-northeast-1"}
            make("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
            versioned = {"Status": "Enabled"}
            make("s3").put_bucket_versioning(Bucket=bucket, VersioningConfiguration=versioned)
        yield make


def put(client, key="key", body=b"", bucket=RAW, **options):
    client("s3").put_object(Bucket=bucket, Key=key, Body=body, **options)


def leaks(things):
    return sorted({found.place for found in look_everywhere(SEARCH, {"store": things}).leaks})


@pytest.mark.parametrize(
    ("planted", "place"),
    [
        ({"body": gzip.compress(MAIL.encode())}, "key!gzip"),
        ({"key": f"survey of {MAIL}"}, f"survey of {MAIL} (key and metadata)"),
        ({"Metadata": {"by": MAIL}}, "key (key and metadata)"),
        ({"Tagging": f"by={MAIL}"}, "key (tags)"),
    ],
)
def test_of_an_object(client, planted, place):
    put(client, **planted)
    assert leaks(objects.objects(client("s3"))) == [f"s3://{RAW}/{place}"]


def test_of_an_older_version_and_of_a_deleted_object(client):
    put(client, "replaced", MAIL.encode())
    put(client, "replaced", b"clean")
    put(client, "deleted", MAIL.encode())
    client("s3").delete_object(Bucket=RAW, Key="deleted")
    assert leaks(objects.objects(client("s3"))) == [f"s3://{RAW}/deleted", f"s3://{RAW}/replaced"]


def test_of_the_landing_bucket_is_not_looked_for(client):
    put(client, body=MAIL.encode(), bucket=LANDING)
    report = look_everywhere(SEARCH, {"objects": objects.objects(client("s3"))})
    assert (report.leaks, report.allowed) == ([], [])


def test_of_a_rejected_click_is_found_and_allowed_there_and_nowhere_beside_it(client):
    put(client, "errors/clicks/1", MAIL.encode(), QUARANTINE)
    put(client, "rows/1", MAIL.encode(), QUARANTINE)
    report = look_everywhere(SEARCH, {"objects": objects.objects(client("s3"))})
    assert [found.place for found in report.allowed] == [f"s3://{QUARANTINE}/errors/clicks/1"]
    assert [found.place for found in report.leaks] == [f"s3://{QUARANTINE}/rows/1"]
    assert not report.clean


def test_of_the_catalog(client):
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "mall_dev"})
    columns = {"StorageDescriptor": {"Columns": [{"Name": "age", "Type": "int", "Comment": MAIL}]}}
    glue.create_table(DatabaseName="mall_dev", TableInput={"Name": "clicks", **columns})
    partition = {"Values": [MAIL], "StorageDescriptor": {}}
    glue.create_partition(DatabaseName="mall_dev", TableName="clicks", PartitionInput=partition)
    assert leaks(services.catalog(glue)) == ["catalog mall_dev.clicks", "catalog mall_dev.clicks (partitions)"]


def test_of_a_run_s_properties(client):
    glue = client("glue")
    glue.create_workflow(Name="marketing")
    run = glue.start_workflow_run(Name="marketing", RunProperties={"datasets": MAIL})["RunId"]
    assert f"workflow marketing {run} (properties)" in leaks(services.jobs(glue))


def test_of_a_log(client):
    logs = client("logs")
    logs.create_log_group(logGroupName="/aws/lambda/parser")
    for stream in ("a", "b"):
        logs.create_log_stream(logGroupName="/aws/lambda/parser", logStreamName=stream)
    now = {"timestamp": int(time.time() * 1000), "message": json.dumps({"of": MAIL})}
    logs.put_log_events(logGroupName="/aws/lambda/parser", logStreamName="b", logEvents=[now])
    assert leaks(services.log_groups(logs)) == ["log /aws/lambda/parser b"]


def test_of_a_queue_which_keeps_its_messages(client):
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    for number in range(12):
        sqs.send_message(QueueUrl=url, MessageBody=MAIL if number == 11 else "clean")
    assert len(leaks(services.queues(sqs))) == 2
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert sum(int(attributes[name]) for name in attributes if name.startswith("ApproximateNumberOfMessages")) == 12


def test_of_a_query(client):
    athena = client("athena")
    query = athena.start_query_execution(QueryString=f"select '{MAIL}'", WorkGroup="primary")["QueryExecutionId"]
    assert f"query {query}" in leaks(services.queries(athena))


def test_of_a_table_of_notices(client):
    dynamodb = client("dynamodb")
    key = {"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "id", "KeyType": "HASH"}
    dynamodb.create_table(
        TableName="posted", AttributeDefinitions=[key[0]], KeySchema=[key[1]], BillingMode="PAY_PER_REQUEST"
    )
    dynamodb.put_item(TableName="posted", Item={"id": {"S": "1"}, "reason": {"S": MAIL}})
    assert leaks(services.notices(dynamodb)) == ["table posted"]


def test_of_state_plans_and_logs_but_not_of_the_input(tmp_path):
    for name in ("stacks/lake/terraform.tfstate", "logs/emulator.log", "input/customer.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f'{{"value": "{MAIL}"}}')
    assert leaks(files.files(tmp_path)) == ["file logs/emulator.log", "file stacks/lake/terraform.tfstate"]


@pytest.fixture
def server():
    """Answers the canary at two places, as the dashboard and the emulator would."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(MAIL.encode() if self.path in ("/data.json", "/_twin/status") else b"clean")

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_of_the_page(server):
    assert leaks(web.page(f"{server}/")) == ["page /data.json"]


def test_of_what_the_twin_tells_of_itself(server):
    assert leaks(web.status(server)) == ["twin /_twin/status"]


@pytest.mark.parametrize(("marks", "sentence"), [([], "must be texts"), (["ab"], "of 6 bytes")])
def test_refuses_canaries_that_nothing_could_find(tmp_path, marks, sentence):
    (tmp_path / "canaries.json").write_text(json.dumps([{"name": "a", "value": "ab", "marks": marks}]))
    with pytest.raises(ValueError, match=sentence):
        read_canaries(tmp_path / "canaries.json")
