"""What a survey says, once it is read."""

from datetime import datetime
from typing import NamedTuple


class Response(NamedTuple):
    """One response. What cannot be read is kept in a form that the gate's rules see as bad."""

    response_id: str | None
    answered_at: datetime | None
    age: int | None
    age_band: str
    satisfaction: int | None
    satisfaction_given: bool


class Route(NamedTuple):
    """One route by which a response's author came to know the shop."""

    response_id: str
    inflow_route: str


class Survey(NamedTuple):
    """What a file says, in the order of its rows, and what was left out."""

    responses: tuple[Response, ...]
    routes: tuple[Route, ...]
    duplicates: int
    unknown_routes: int

    @property
    def rows_read(self) -> int:
        """Rows with answers: responses and repeated ones."""
        return len(self.responses) + self.duplicates
