"""Elastic Load Balancing: a load balancer of which nothing else is said faces the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.elbv2.models import ELBv2Backend

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend Elastic Load Balancing. Moto hands on that a request names no scheme, in place of AWS's default."""
    create = ELBv2Backend.create_load_balancer

    def create_load_balancer(backend: ELBv2Backend, *arguments: Any, **settings: Any) -> Any:
        if settings.get("scheme") is None:
            settings["scheme"] = "internet-facing"
        return create(backend, *arguments, **settings)

    ELBv2Backend.create_load_balancer = create_load_balancer
