"""What services tell of their work: catalog, job runs, quality results, logs, queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaks.stores.answers import Thing, as_text, pages


def catalog(glue: Any) -> Iterator[Thing]:
    """Databases, tables and partitions."""
    for database in _listed(glue, "get_databases", "DatabaseList"):
        yield f"catalog {database['Name']}", as_text(database)
        for table in _listed(glue, "get_tables", "TableList", DatabaseName=database["Name"]):
            which = {"DatabaseName": database["Name"], "TableName": table["Name"]}
            place = f"catalog {database['Name']}.{table['Name']}"
            yield place, as_text(table)
            yield f"{place} (partitions)", as_text(list(_listed(glue, "get_partitions", "Partitions", **which)))


def jobs(glue: Any) -> Iterator[Thing]:
    """Jobs with their runs' errors, workflows with their runs' properties, and crawlers."""
    for job in _listed(glue, "get_jobs", "Jobs"):
        yield f"job {job['Name']}", as_text(job)
        yield f"job {job['Name']} (runs)", as_text(list(_listed(glue, "get_job_runs", "JobRuns", JobName=job["Name"])))
    for workflow in _listed(glue, "list_workflows", "Workflows"):
        yield f"workflow {workflow}", as_text(glue.get_workflow(Name=workflow, IncludeGraph=True)["Workflow"])
        runs = list(_listed(glue, "get_workflow_runs", "Runs", Name=workflow))
        yield f"workflow {workflow} (runs)", as_text(runs)
        for run in runs:
            properties = glue.get_workflow_run_properties(Name=workflow, RunId=run["WorkflowRunId"])
            yield f"workflow {workflow} {run['WorkflowRunId']} (properties)", as_text(properties)
    yield "crawlers", as_text(list(_listed(glue, "get_crawlers", "Crawlers")))


def rule_sets(glue: Any) -> Iterator[Thing]:
    """Data Quality rule sets with their text."""
    for rule_set in _listed(glue, "list_data_quality_rulesets", "Rulesets"):
        yield f"rule set {rule_set['Name']}", as_text(glue.get_data_quality_ruleset(Name=rule_set["Name"]))


def log_groups(logs: Any) -> Iterator[Thing]:
    """Every event of every log stream."""
    for group in _listed(logs, "describe_log_groups", "logGroups"):
        name = group["logGroupName"]
        for stream in _listed(logs, "describe_log_streams", "logStreams", logGroupName=name):
            place = f"log {name} {stream['logStreamName']}"
            yield f"{place} (name)", place.encode()
            events = _listed(
                logs, "filter_log_events", "events", logGroupName=name, logStreamNames=[stream["logStreamName"]]
            )
            yield place, "\n".join(event["message"] for event in events).encode("utf-8", "surrogatepass")


def queues(sqs: Any) -> Iterator[Thing]:
    """Attributes and messages of every queue; the messages stay in it."""
    for url in _listed(sqs, "list_queues", "QueueUrls"):
        yield f"queue {url}", as_text(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]))
        seen: set[str] = set()
        while True:
            # hidden for a moment, so that each call brings others
            request = {"QueueUrl": url, "MaxNumberOfMessages": 10, "VisibilityTimeout": 5}
            messages = sqs.receive_message(**request, AttributeNames=["All"], MessageAttributeNames=["All"])
            new = [message for message in messages.get("Messages", []) if message["MessageId"] not in seen]
            if not new:
                break
            seen |= {message["MessageId"] for message in new}
            for message in new:
                yield f"queue {url} {message['MessageId']}", as_text(message)
                yield f"queue {url} {message['MessageId']} (body)", message["Body"].encode()


def queries(athena: Any) -> Iterator[Thing]:
    """Named queries, and every query of every work group with what became of it."""
    for name in [group["Name"] for group in _listed(athena, "list_work_groups", "WorkGroups")]:
        for query in _listed(athena, "list_named_queries", "NamedQueryIds", WorkGroup=name):
            yield f"named query {query}", as_text(athena.get_named_query(NamedQueryId=query))
        for query in _listed(athena, "list_query_executions", "QueryExecutionIds", WorkGroup=name):
            execution = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]
            yield f"query {query}", as_text(execution)
            if execution["Status"]["State"] == "SUCCEEDED":
                rows = list(_listed(athena, "get_query_results", "ResultSet", QueryExecutionId=query))
                yield f"query {query} (results)", as_text(rows)


def notices(dynamodb: Any) -> Iterator[Thing]:
    """Items of every DynamoDB table."""
    for table in _listed(dynamodb, "list_tables", "TableNames"):
        yield f"table {table}", as_text(list(_listed(dynamodb, "scan", "Items", TableName=table)))


def _listed(client: Any, operation: str, member: str, **request: Any) -> Iterator[Any]:
    """The members of all pages of a list; of an answer that is no list, the answer itself."""
    if client.can_paginate(operation):
        answers = pages(client, operation, **request)
    else:
        answers = _by_token(getattr(client, operation), request)
    for answer in answers:
        found = answer.get(member, [])
        yield from found if isinstance(found, list) else [found]


def _by_token(ask: Any, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    while True:
        answer = ask(**request)
        yield answer
        if not answer.get("NextToken"):
            return
        request = {**request, "NextToken": answer["NextToken"]}
