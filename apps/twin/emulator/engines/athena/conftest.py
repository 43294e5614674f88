"""An emulator for each module: what its catalog holds as a whole is asked for."""

from emulator.conftest import emulator  # noqa: F401
