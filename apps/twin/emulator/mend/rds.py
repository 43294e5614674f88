"""RDS: what an instance is asked to be, it says it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from moto.rds.models import DBInstance

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend RDS."""
    create = DBInstance.__init__

    def __init__(self: DBInstance, backend: Any, *arguments: Any, **settings: Any) -> None:  # noqa: N807
        create(self, backend, *arguments, **settings)
        # each instance has its own resource id; moto gives all the same
        self.dbi_resource_id = f"db-{uuid.uuid4().hex[:26].upper()}"

    DBInstance.__init__ = __init__
