"""An emulator of their own: time passes in all of its buckets, and it is killed."""

from emulator.conftest import emulator  # noqa: F401
