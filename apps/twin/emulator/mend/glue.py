"""Glue: updates that moto does not know, deletes of connections, data quality rule sets, a connection's type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, utcnow
from moto.glue.exceptions import AlreadyExistsException, EntityNotFoundException
from moto.glue.models import FakeConnection, FakeTrigger, GlueBackend
from moto.glue.responses import GlueResponse
from moto.glue.utils import Action, Predicate

from emulator.access.call import Need
from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_JOB = [
    "Description",
    "LogUri",
    "Role",
    "Command",
    "Connections",
    "MaxRetries",
    "AllocatedCapacity",
    "Timeout",
    "MaxCapacity",
    "WorkerType",
    "NumberOfWorkers",
    "SecurityConfiguration",
    "NotificationProperty",
    "GlueVersion",
    "CodeGenConfigurationNodes",
    "SourceControlDetails",
    "NonOverridableArguments",
]
_CRAWLER = [
    "Role",
    "DatabaseName",
    "Description",
    "Targets",
    "Schedule",
    "Classifiers",
    "TablePrefix",
    "SchemaChangePolicy",
    "RecrawlPolicy",
    "LineageConfiguration",
    "Configuration",
    "CrawlerSecurityConfiguration",
]


def install(twin: Twin) -> None:
    """Mend Glue. The operations below are added when this module is imported."""
    _list_tables_that_are_shown(twin)
    told = FakeConnection.as_dict

    def as_dict(connection: FakeConnection, hide_password: bool = False) -> dict[str, Any]:
        given = {name: connection.connection_input.get(name) for name in ("ConnectionType", "MatchCriteria")}
        return {**told(connection, hide_password), **given}

    FakeConnection.as_dict = as_dict


def _list_tables_that_are_shown(twin: Twin) -> None:
    """`GetTables` answers the tables that its caller may get, without a word of others.

    https://docs.aws.amazon.com/glue/latest/dg/security_iam_id-based-policy-examples.html (Filter tables by GetTables)
    """
    told = GlueResponse.get_tables

    def get_tables(response: GlueResponse) -> ActionResult:
        listed, database = told(response).result["TableList"], response.parameters["DatabaseName"]
        arn = f"arn:aws:glue:{twin.region}:{twin.account}:table/{database}"

        def is_shown(table: dict[str, Any]) -> bool:
            return twin.gate.shows(response.access_key, Need("glue:GetTables", f"{arn}/{table['Name']}"))

        return ActionResult({"TableList": [table for table in listed if is_shown(table)]})

    GlueResponse.get_tables = get_tables


@operation(GlueResponse, "UpdateJob")
def update_job(response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
    """As in AWS, the update replaces the whole definition."""
    job, update = response.glue_backend.get_job(request["JobName"]), request["JobUpdate"]
    for name in _JOB:
        setattr(job, camelcase_to_underscores(name), update.get(name))
    job.default_arguments = update.get("DefaultArguments") or {}
    job.execution_property = update.get("ExecutionProperty") or {}
    job.execution_class = update.get("ExecutionClass") or "STANDARD"
    job.last_modified_on = utcnow()
    return {"JobName": job.name}


@operation(GlueResponse, "UpdateTrigger")
def update_trigger(response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
    """As in AWS, the update replaces the whole definition; the trigger stays as active as it was."""
    trigger: FakeTrigger = response.glue_backend.get_trigger(request["Name"])
    update = request["TriggerUpdate"]
    trigger.description = update.get("Description")
    trigger.schedule = update.get("Schedule")
    trigger.actions = [Action(action) for action in update.get("Actions", [])]
    trigger.predicate = Predicate(update["Predicate"]) if update.get("Predicate") else None
    trigger.event_batching_condition = update.get("EventBatchingCondition")
    return {"Trigger": trigger.as_dict()}


@operation(GlueResponse, "UpdateCrawler")
def update_crawler(response: GlueResponse, request: dict[str, Any]) -> None:
    """What the request does not name stays."""
    crawler = response.glue_backend.get_crawler(request["Name"])
    if crawler.status != "READY":
        raise AwsError("CrawlerRunningException", f"Crawler with name {crawler.name} is {crawler.status}")
    for name in _CRAWLER:
        if name in request:
            setattr(crawler, camelcase_to_underscores(name), request[name])
    crawler.version += 1
    crawler.last_updated = utcnow()


@operation(GlueResponse, "UpdateConnection")
def update_connection(response: GlueResponse, request: dict[str, Any]) -> None:
    """As in AWS, the update replaces the whole definition."""
    backend: GlueBackend = response.glue_backend
    old = backend.get_connection(request.get("CatalogId"), request["Name"], "")
    new = FakeConnection(backend, old.catalog_id, {**request["ConnectionInput"], "Name": old.name}, {})
    new.created_time = old.created_time
    backend.connections[old.name] = new


@operation(GlueResponse, "DeleteConnection")
def delete_connection(response: GlueResponse, request: dict[str, Any]) -> None:
    """Forget a connection."""
    connection = response.glue_backend.get_connection(request.get("CatalogId"), request["ConnectionName"], "")
    response.glue_backend.tagger.delete_all_tags_for_resource(connection.arn)
    del response.glue_backend.connections[connection.name]


@operation(GlueResponse, "CreateDataQualityRuleset")
def create_ruleset(response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
    """Keep a rule set; who evaluates it fetches its text."""
    rulesets, name = _rulesets(response.glue_backend), request["Name"]
    if name in rulesets:
        raise AlreadyExistsException(f"DataQualityRuleset {name}")
    kept = {key: request[key] for key in ("Name", "Description", "Ruleset", "TargetTable") if key in request}
    rulesets[name] = {**kept, "CreatedOn": utcnow(), "LastModifiedOn": utcnow()}
    response.glue_backend.tag_resource(_ruleset_arn(response.glue_backend, name), request.get("Tags"))
    return {"Name": name}


@operation(GlueResponse, "GetDataQualityRuleset")
def get_ruleset(response: GlueResponse, request: dict[str, Any]) -> Mapping[str, Any]:
    """The rule set's text and what was said with it."""
    return _ruleset(response.glue_backend, request["Name"])


@operation(GlueResponse, "ListDataQualityRulesets")
def list_rulesets(response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
    """All rule sets without their text; of one table if the filter says so."""
    target = (request.get("Filter") or {}).get("TargetTable")
    kept = [
        rules for rules in _rulesets(response.glue_backend).values() if not target or rules.get("TargetTable") == target
    ]
    return {"Rulesets": [{key: value for key, value in rules.items() if key != "Ruleset"} for rules in kept]}


@operation(GlueResponse, "UpdateDataQualityRuleset")
def update_ruleset(response: GlueResponse, request: dict[str, Any]) -> Mapping[str, Any]:
    """Replace text or description."""
    ruleset = _ruleset(response.glue_backend, request["Name"])
    ruleset.update({key: request[key] for key in ("Description", "Ruleset") if key in request})
    ruleset["LastModifiedOn"] = utcnow()
    return {key: ruleset[key] for key in ("Name", "Description", "Ruleset") if key in ruleset}


@operation(GlueResponse, "DeleteDataQualityRuleset")
def delete_ruleset(response: GlueResponse, request: dict[str, Any]) -> None:
    """Forget a rule set."""
    name = _ruleset(response.glue_backend, request["Name"])["Name"]
    response.glue_backend.tagger.delete_all_tags_for_resource(_ruleset_arn(response.glue_backend, name))
    del _rulesets(response.glue_backend)[name]


def _rulesets(backend: GlueBackend) -> dict[str, dict[str, Any]]:
    return backend.__dict__.setdefault("data_quality_rulesets", {})


def _ruleset(backend: GlueBackend, name: str) -> dict[str, Any]:
    try:
        return _rulesets(backend)[name]
    except KeyError:
        raise EntityNotFoundException(f"DataQualityRuleset {name} not found") from None


def _ruleset_arn(backend: GlueBackend, name: str) -> str:
    return f"arn:aws:glue:{backend.region_name}:{backend.account_id}:dataQualityRuleset/{name}"
