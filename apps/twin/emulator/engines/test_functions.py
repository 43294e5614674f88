from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import ACCOUNT, REGION, Emulator, eventually, zipped

PANDAS_LAYER = f"arn:aws:lambda:{REGION}:336392948345:layer:AWSSDKPandas-Python311:23"


def function(emulator: Emulator, files: dict[str, str], **settings: Any) -> str:
    name = f"function-{uuid.uuid4().hex[:8]}"
    role = emulator.role(name, "lambda.amazonaws.com")
    defaults = {"Runtime": "python3.11", "Handler": "main.handle", "Timeout": 30}
    created = emulator.client("lambda").create_function(
        FunctionName=name, Role=role, Code={"ZipFile": zipped(files)}, **{**defaults, **settings}
    )
    return created["FunctionArn"]


def invoke(emulator: Emulator, arn: str, event: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
    answer = emulator.client("lambda").invoke(FunctionName=arn, Payload=json.dumps(event).encode(), **options)
    body = answer["Payload"].read()
    return json.loads(body) if body else None, answer


def queue(emulator: Emulator) -> tuple[str, str]:
    name = f"queue-{uuid.uuid4().hex[:8]}"
    url = emulator.client("sqs").create_queue(QueueName=name)["QueueUrl"]
    return url, f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"


def message(emulator: Emulator, url: str) -> dict[str, Any]:
    def received() -> list[dict[str, Any]]:
        answer = emulator.client("sqs").receive_message(QueueUrl=url, MessageAttributeNames=["All"])
        return answer.get("Messages", [])

    found = eventually(received)[0]
    # it would come again when its visibility timeout is over
    emulator.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=found["ReceiptHandle"])
    return found


def let_in(emulator: Emulator, arn: str, service: str, source: str) -> None:
    emulator.client("lambda").add_permission(
        FunctionName=arn,
        StatementId="source",
        Action="lambda:InvokeFunction",
        Principal=service,
        SourceArn=source,
    )


def bucket(emulator: Emulator) -> str:
    name = f"bucket-{uuid.uuid4().hex[:8]}"
    emulator.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


ECHO_S3 = """
import json, os, urllib.parse, boto3
def handle(event, context):
    record = event["Records"][0]
    key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
    bucket = record["s3"]["bucket"]["name"]
    text = boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    identity = boto3.client("sts").get_caller_identity()["Arn"]
    found = {"key": key, "raw": record["s3"]["object"]["key"], "event": record["eventName"], "text": text}
    boto3.client("s3").put_object(Bucket=bucket, Key=f"done/{len(text)}", Body=json.dumps({**found, "as": identity}))
"""


class TestPythonFunctions:
    def test_an_object_starts_the_function_as_its_role_whatever_way_it_is_made(self, emulator: Emulator) -> None:
        s3, name = emulator.client("s3"), bucket(emulator)
        arn = function(emulator, {"main.py": ECHO_S3})
        let_in(emulator, arn, "s3.amazonaws.com", f"arn:aws:s3:::{name}")
        rules = [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".txt"}]
        watched = {
            "LambdaFunctionArn": arn,
            "Events": ["s3:ObjectCreated:*"],
            "Filter": {"Key": {"FilterRules": rules}},
        }
        s3.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration={"LambdaFunctionConfigurations": [watched]}
        )

        s3.put_object(Bucket=name, Key="in/a b+ü.txt", Body=b"1")
        s3.put_object(Bucket=name, Key="elsewhere/x.txt", Body=b"22")
        s3.put_object(Bucket=name, Key="in/x.csv", Body=b"22")
        s3.copy_object(Bucket=name, Key="in/copy.txt", CopySource=f"{name}/elsewhere/x.txt")
        upload = s3.create_multipart_upload(Bucket=name, Key="in/parts.txt")["UploadId"]
        part = s3.upload_part(Bucket=name, Key="in/parts.txt", UploadId=upload, PartNumber=1, Body=b"333")["ETag"]
        s3.complete_multipart_upload(
            Bucket=name,
            Key="in/parts.txt",
            UploadId=upload,
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part}]},
        )
        emulator.wait_idle()

        done = s3.list_objects_v2(Bucket=name, Prefix="done/")["Contents"]
        found = [json.loads(s3.get_object(Bucket=name, Key=each["Key"])["Body"].read()) for each in done]
        assert [(each["key"], each["event"]) for each in found] == [
            ("in/a b+ü.txt", "ObjectCreated:Put"),
            ("in/copy.txt", "ObjectCreated:Copy"),
            ("in/parts.txt", "ObjectCreated:CompleteMultipartUpload"),
        ]
        assert found[0]["raw"] == "in/a+b%2B%C3%BC.txt"
        role = arn.rsplit(":", 1)[1]
        assert {"name": role, "invocations": 3, "errors": 0} in emulator.control("status")["functions"]
        assert {each["as"] for each in found} == {f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{role}"}

    def test_s3_refuses_a_function_that_does_not_let_it_in(self, emulator: Emulator) -> None:
        arn, name = function(emulator, {"main.py": ECHO_S3}), bucket(emulator)
        watched = {"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}
        with pytest.raises(Exception, match="Unable to validate the following destination"):
            emulator.client("s3").put_bucket_notification_configuration(
                Bucket=name, NotificationConfiguration={"LambdaFunctionConfigurations": [watched]}
            )

    def test_tells_result_error_and_the_tail_of_the_log(self, emulator: Emulator) -> None:
        code = "def handle(event, context):\n    print('seen', event)\n    return 6 // event"
        arn = function(emulator, {"main.py": code})
        result, answer = invoke(emulator, arn, 3, LogType="Tail")
        assert result == 2
        assert "seen 3" in base64.b64decode(answer["LogResult"]).decode()
        assert "FunctionError" not in answer

        error, answer = invoke(emulator, arn, 0)
        assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
        assert error["errorType"] == "ZeroDivisionError"

        events = emulator.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{arn.rsplit(':', 1)[1]}")
        assert "seen 0" in [event["message"] for event in events["events"]]

    def test_keeps_a_worker_warm_and_replaces_it_when_the_code_or_a_setting_changes(self, emulator: Emulator) -> None:
        code = "import os\ncount = 0\ndef handle(event, _):\n    global count\n    count += 1\n    return [%s, count]"
        arn = function(emulator, {"main.py": code % "'first'"}, Environment={"Variables": {"WORD": "changed"}})
        assert [invoke(emulator, arn, {})[0] for _ in range(2)] == [["first", 1], ["first", 2]]
        updated = zipped({"main.py": code % "os.environ['WORD']"})
        emulator.client("lambda").update_function_code(FunctionName=arn, ZipFile=updated)
        assert invoke(emulator, arn, {})[0] == ["changed", 1]

    def test_sees_its_layer_and_nothing_else_of_this_machine(self, emulator: Emulator) -> None:
        code = (
            "import importlib.util\n"
            "def handle(names, context):\n    return [n for n in names if importlib.util.find_spec(n)]"
        )
        names = ["boto3", "pandas", "awswrangler", "openpyxl", "moto", "pyspark"]
        bare = function(emulator, {"main.py": code})
        assert invoke(emulator, bare, names)[0] == ["boto3"]
        layered = function(emulator, {"main.py": code}, Layers=[PANDAS_LAYER])
        assert invoke(emulator, layered, names)[0] == ["boto3", "pandas", "awswrangler", "openpyxl"]

    @pytest.mark.parametrize(
        ("code", "timeout", "error"),
        [
            ("import time\ndef handle(event, context):\n    time.sleep(600)", 1, "Sandbox.Timedout"),
            ("import os\ndef handle(event, context):\n    os._exit(3)", 60, "Runtime.ExitError"),
            ("import absent\ndef handle(event, context):\n    pass", 60, "Runtime.ImportModuleError"),
        ],
        ids=["too slow", "ends its process", "cannot be loaded"],
    )
    def test_a_function_that_breaks_is_an_error_and_works_no_more_in_that_worker(
        self, emulator: Emulator, code: str, timeout: int, error: str
    ) -> None:
        arn = function(emulator, {"main.py": code}, Timeout=timeout)
        assert [invoke(emulator, arn, {})[0]["errorType"] for _ in range(2)] == [error, error]


class TestNodeFunctions:
    def test_answers_with_its_environment_its_role_and_the_sdk_that_lambda_brings(self, emulator: Emulator) -> None:
        code = """
        const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
        exports.handler = async (event, context) => {
          console.log('seen', event);
          if (event.fail) throw new RangeError('too much');
          const identity = await new STSClient({}).send(new GetCallerIdentityCommand({}));
          const left = context.getRemainingTimeInMillis();
          return { word: process.env.WORD, arn: identity.Arn, left: left > 0 && left <= 30000 };
        };"""
        settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Environment": {"Variables": {"WORD": "set"}}}
        arn = function(emulator, {"index.js": code}, **settings)
        role = arn.rsplit(":", 1)[1]
        result, answer = invoke(emulator, arn, {"x": 1}, LogType="Tail")
        assert result == {"word": "set", "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{role}", "left": True}
        assert "INFO\tseen { x: 1 }" in base64.b64decode(answer["LogResult"]).decode()
        error, answer = invoke(emulator, arn, {"fail": True})
        assert (error["errorType"], error["errorMessage"], answer["FunctionError"]) == (
            "RangeError",
            "too much",
            "Unhandled",
        )


class TestAsynchronousInvocations:
    def test_are_tried_three_times_and_end_in_the_dead_letter_queue(self, emulator: Emulator) -> None:
        url, queue_arn = queue(emulator)
        code = "def handle(event, context):\n    print(context.aws_request_id)\n    raise ValueError('no')"
        arn = function(emulator, {"main.py": code}, DeadLetterConfig={"TargetArn": queue_arn})
        _, answer = invoke(emulator, arn, {"order": 7}, InvocationType="Event")
        assert answer["StatusCode"] == 202
        dead = message(emulator, url)
        assert json.loads(dead["Body"]) == {"order": 7}
        told = {name: (each["DataType"], each["StringValue"]) for name, each in dead["MessageAttributes"].items()}
        assert told.keys() == {"RequestID", "ErrorCode", "ErrorMessage"}
        assert (told["ErrorCode"], told["ErrorMessage"]) == (("Number", "200"), ("String", "no"))
        group = f"/aws/lambda/{arn.rsplit(':', 1)[1]}"
        lines = emulator.client("logs").filter_log_events(logGroupName=group)["events"]
        assert [line["message"] for line in lines].count(told["RequestID"][1]) == 3
        counted = {"name": arn.rsplit(":", 1)[1], "invocations": 3, "errors": 3}
        assert counted in emulator.control("status")["functions"]

    def test_need_a_role_that_may_send_dead_letters_when_the_function_is_made(self, emulator: Emulator) -> None:
        _, queue_arn = queue(emulator)
        emulator.role("mute", "lambda.amazonaws.com")
        emulator.client("iam").delete_role_policy(RoleName="mute", PolicyName="everything")
        sentence = "permissions to call SendMessage on SQS: .*/mute/mute is not authorized to perform: sqs:SendMessage"
        with pytest.raises(ClientError, match=sentence) as caught:
            emulator.client("lambda").create_function(
                FunctionName="mute",
                Runtime="python3.11",
                Handler="main.handle",
                Role=f"arn:aws:iam::{ACCOUNT}:role/mute",
                Code={"ZipFile": zipped({"main.py": ""})},
                DeadLetterConfig={"TargetArn": queue_arn},
            )
        assert caught.value.response["Error"]["Code"] == "InvalidParameterValueException"

    def test_go_to_the_failure_destination_after_as_many_retries_as_are_set(self, emulator: Emulator) -> None:
        url, queue_arn = queue(emulator)
        arn = function(emulator, {"main.py": "def handle(event, context):\n    raise ValueError('no')"})
        emulator.client("lambda").put_function_event_invoke_config(
            FunctionName=arn,
            MaximumRetryAttempts=0,
            DestinationConfig={"OnFailure": {"Destination": queue_arn}},
        )
        invoke(emulator, arn, {"order": 8}, InvocationType="Event")
        record = json.loads(message(emulator, url)["Body"])
        assert record["requestPayload"] == {"order": 8}
        assert record["requestContext"]["approximateInvokeCount"] == 1
        assert record["responsePayload"]["errorMessage"] == "no"

    def test_outlive_the_process_that_ran_them(self, emulator: Emulator) -> None:
        name = bucket(emulator)
        code = f"""
import boto3, os
def handle(event, context):
    s3 = boto3.client("s3")
    s3.put_object(Bucket={name!r}, Key=f"began/{{os.getpid()}}", Body=b"")
    s3.put_object(Bucket={name!r}, Key="done", Body=context.aws_request_id.encode())
"""
        arn = function(emulator, {"main.py": code})
        function_name = arn.rsplit(":", 1)[1]
        emulator.control(f"fault?kind=lambda&step={function_name.rpartition('-')[2]}", "POST")
        invoke(emulator, arn, {}, InvocationType="Event")
        emulator.wait_idle()
        s3 = emulator.client("s3")
        keys = [each["Key"] for each in s3.list_objects_v2(Bucket=name)["Contents"]]
        assert len(keys) == 3
        assert {"name": function_name, "invocations": 2, "errors": 1} in emulator.control("status")["functions"]

    def test_that_nobody_may_run_now_are_kept_as_failures_are(self, emulator: Emulator) -> None:
        url, queue_arn = queue(emulator)
        arn = function(emulator, {"main.py": "def handle(e, c):\n    pass"}, DeadLetterConfig={"TargetArn": queue_arn})
        emulator.client("lambda").put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=0)
        invoke(emulator, arn, {"order": 9}, InvocationType="Event")
        assert json.loads(message(emulator, url)["Body"]) == {"order": 9}


class TestOtherServices:
    def test_a_topic_and_a_queue_start_functions(self, emulator: Emulator) -> None:
        url, queue_arn = queue(emulator)
        seen_url, _ = queue(emulator)
        code = f"""
import json, boto3
def handle(event, context):
    record = event["Records"][0]
    text = record["Sns"]["Message"] if "Sns" in record else record["body"]
    boto3.client("sqs").send_message(QueueUrl={seen_url!r}, MessageBody=text)
"""
        arn = function(emulator, {"main.py": code})
        topic = emulator.client("sns").create_topic(Name="topic")["TopicArn"]
        emulator.client("sns").subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn)
        emulator.client("sns").publish(TopicArn=topic, Message="by topic")
        assert message(emulator, seen_url)["Body"] == "by topic"
        emulator.client("lambda").create_event_source_mapping(FunctionName=arn, EventSourceArn=queue_arn)
        emulator.client("sqs").send_message(QueueUrl=url, MessageBody="by queue")
        assert message(emulator, seen_url)["Body"] == "by queue"
