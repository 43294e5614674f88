"""GuardDuty: a change of one feature leaves the others as they are, where moto forgets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.guardduty.models import Detector

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend GuardDuty."""
    change = Detector.update

    def update(detector: Detector, enable: Any, frequency: Any, sources: Any, features: list[dict[str, Any]]) -> None:
        by_name = {feature["name"]: feature for feature in [*detector.features, *(features or [])]}
        change(detector, enable, frequency, sources, list(by_name.values()))

    Detector.update = update
