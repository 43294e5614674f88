"""One quarter's survey: sheets in, responses and routes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from answers import age_of, routes_of, satisfaction_of
from cells import Cell, Row, Sheet, text_of
from headings import Columns, find_header
from refusal import RefusedError
from times import utc_of

_TOTALS = {"合計", "小計", "総計", "計", "total"}


@dataclass(frozen=True)
class Response:
    """One response. What cannot be read is kept in a form that the gate's rules see as bad."""

    response_id: str | None
    answered_at: datetime | None
    age: int | None
    age_band: str
    satisfaction: int | None
    satisfaction_given: bool


@dataclass(frozen=True)
class Route:
    """One route by which a response's author came to know the shop."""

    response_id: str
    inflow_route: str


@dataclass(frozen=True)
class Survey:
    """What a file says, in the order of its rows, and what was left out."""

    responses: tuple[Response, ...]
    routes: tuple[Route, ...]
    duplicates: int
    unknown_routes: int

    @property
    def rows_read(self) -> int:
        """Rows with answers: responses and repeated ones."""
        return len(self.responses) + self.duplicates


def parse_survey(sheets: Iterable[Sheet]) -> Survey:
    """Read every sheet that has a header; the first response of each id stays.

    A response without an id stays, for the gate to judge, but names no routes.

    Raises:
        RefusedError: no sheet has a header.
    """
    headed = [(sheet, found) for sheet in sheets if (found := find_header(sheet.rows)) is not None]
    if not headed:
        raise RefusedError(
            "no visible sheet has the headings 回答ID (Response ID), 回答日時 (Submitted at) and 年齢 (Age) in its"
            " first 50 rows; export the responses with these headings"
        )
    seen: set[str] = set()
    responses: list[Response] = []
    routes: list[Route] = []
    duplicates = unknown_routes = 0
    for sheet, (position, columns) in headed:
        for row in sheet.rows[position + 1 :]:
            if _is_filler(row):
                continue
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
    return Survey(tuple(responses), tuple(routes), duplicates, unknown_routes)


def _is_filler(row: Row) -> bool:
    """Whether a row is blank or begins with the word for a total."""
    first = next((text for cell in row if (text := text_of(cell)) is not None), None)
    return first is None or first.casefold() in _TOTALS


def _response(row: Row, columns: Columns, epoch: datetime) -> Response:
    age = age_of(_cell(row, columns.age))
    satisfaction = satisfaction_of(_cell(row, columns.satisfaction))
    return Response(
        response_id=text_of(_cell(row, columns.response_id)),
        answered_at=utc_of(_cell(row, columns.time), epoch),
        age=age.years,
        age_band=age.band,
        satisfaction=satisfaction.score,
        satisfaction_given=satisfaction.given,
    )


def _cell(row: Row, position: int | None) -> Cell:
    return None if position is None or position >= len(row) else row[position]
