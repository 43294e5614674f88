"""One quarter's survey: sheets in, responses and routes out."""

from collections.abc import Iterable
from datetime import datetime

from answers import age_of, response_id_of, routes_of, satisfaction_of
from cells import Cell, Row, Sheet, Unsaved, text_of
from headings import Columns, find_header
from parsed import Response, Route, Survey
from refusal import RefusedError
from times import utc_of

RESPONSE_LIMIT = 300_000
"""Most rows with answers of one file: a hundred times a large survey."""

_TOTALS = {"合計", "小計", "総計", "計", "total"}


def parse_survey(sheets: Iterable[Sheet]) -> Survey:
    """Read every sheet that has a header; the first response of each id stays.

    A response without an id stays, for the gate to judge, but names no routes.

    Raises:
        RefusedError: no sheet has a header, a heading stands twice, an answer is a formula without a saved value, or
            there are too many answers.
    """
    headed = False
    seen: set[str] = set()
    responses: list[Response] = []
    routes: list[Route] = []
    duplicates = unknown_routes = 0
    for sheet in sheets:
        rows = iter(sheet.rows)
        columns = find_header(rows)
        if columns is None:
            continue
        headed = True
        for row in rows:
            if _is_filler(row):
                continue
            if len(responses) + duplicates == RESPONSE_LIMIT:
                raise RefusedError(
                    f"the file has more than {RESPONSE_LIMIT:,} answers; upload those of one quarter alone"
                )
            response = _response(row, columns, sheet.epoch)
            if response.response_id in seen:
                duplicates += 1
                continue
            responses.append(response)
            if response.response_id is None:
                continue
            seen.add(response.response_id)
            named = routes_of(_cell(row, columns.route))
            routes += [Route(response.response_id, route) for route in named.routes]
            unknown_routes += named.unknown
    if not headed:
        raise RefusedError(
            "no visible sheet has the headings 回答ID (Response ID), 回答日時 (Submitted at) and 年齢 (Age) in its"
            " first 50 rows; export the responses with these headings"
        )
    return Survey(tuple(responses), tuple(routes), duplicates, unknown_routes)


def _is_filler(row: Row) -> bool:
    """Whether a row is blank or begins with the word for a total."""
    for cell in row:
        if cell is None:
            continue
        if isinstance(cell, Unsaved):
            return False
        if (text := text_of(cell)) is not None:
            return text.casefold() in _TOTALS
    return True


def _response(row: Row, columns: Columns, epoch: datetime) -> Response:
    age = age_of(_cell(row, columns.age))
    satisfaction = satisfaction_of(_cell(row, columns.satisfaction))
    return Response(
        response_id=response_id_of(_cell(row, columns.response_id)),
        answered_at=utc_of(_cell(row, columns.time), epoch),
        age=age.years,
        age_band=age.band,
        satisfaction=satisfaction.score,
        satisfaction_given=satisfaction.given,
    )


def _cell(row: Row, position: int | None) -> Cell:
    cell = None if position is None or position >= len(row) else row[position]
    if isinstance(cell, Unsaved):
        raise RefusedError("an answer is a formula without a saved value; open the file in Excel and save it")
    return cell
