"""Start the emulator: `python -m emulator --port P --state DIR --account ID --region R`.

It is ready when `GET /_twin/health` answers 200, and ends, with all its children, on SIGTERM or SIGINT.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Run until told to stop; 0 when stopped in order."""
    options = _options()
    for folder in ("logs", "work"):
        (options.state / folder).mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        filename=options.state / "logs" / "emulator.log",
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    _set_environment(options)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _serve(options, stop)
    return 0


def _serve(options: argparse.Namespace, stop: threading.Event) -> None:
    # moto reads its settings when it is imported
    from emulator import mend
    from emulator.application import Application
    from emulator.authenticate import Authenticated
    from emulator.background import Background
    from emulator.durable.snapshots import Snapshots
    from emulator.engines import ENGINES
    from emulator.processes import Processes
    from emulator.replies import Replies
    from emulator.server import Server
    from emulator.twin import Twin

    twin = Twin(
        port=options.port,
        state=options.state,
        account=options.account,
        region=options.region,
        processes=Processes(),
        background=Background(),
    )
    snapshots = twin.snapshots = Snapshots(twin)
    snapshots.install()
    mend.install(twin)
    for name in ENGINES:
        import_module(f"emulator.engines.{name}").install(twin)
    twin.control.status("account", lambda: twin.account)
    twin.control.status("region", lambda: twin.region)
    twin.control.status("failed work", lambda: twin.background.failures)
    gate, store = twin.gate, twin.gate.store
    twin.control.route("GET", "permissions", lambda _query: gate.usage.report(store, gate.mode))
    twin.control.route("GET", "permissions/necessary", lambda _query: gate.necessity.report(store, store.roles()))
    twin.control.route("GET", "permissions/groups", lambda _query: gate.necessity.report(store, store.groups()))
    twin.control.busy("background", lambda: twin.background.under_way)

    server = Server(twin.port, Authenticated(twin.credentials, Replies(Application(twin))))
    # the socket listens already: what the engines go on with waits for the first answer
    if snapshots.restore():
        twin.recover()
    snapshots.start()
    server.start()
    logging.getLogger("twin").info("account %s, %s, %s", twin.account, twin.region, twin.endpoint)
    # a signal may come to another thread, and is heeded when this one wakes
    while not stop.wait(1):
        pass
    server.stop()
    twin.stop()


def _set_environment(options: argparse.Namespace) -> None:
    os.environ.update(
        MOTO_ACCOUNT_ID=options.account,
        MOTO_IAM_LOAD_MANAGED_POLICIES="true",
        MOTO_PORT=str(options.port),
        MOTO_EVENTS_INVOKE_HTTP="false",
        AWS_DEFAULT_REGION=options.region,
    )
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        os.environ.pop(name, None)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="emulator", description="AWS on 127.0.0.1, with engines behind its services.")
    parser.add_argument("--port", type=int, required=True, help="free port on 127.0.0.1")
    parser.add_argument("--state", type=lambda text: Path(text).resolve(), required=True, help="folder to write in")
    parser.add_argument("--account", type=_matching(r"\d{12}", "twelve digits"), required=True)
    parser.add_argument("--region", type=_matching(r"[a-z]{2}(-[a-z]+)+-\d", "a region name"), required=True)
    return parser.parse_args()


def _matching(pattern: str, allowed: str):
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise argparse.ArgumentTypeError(f"must be {allowed}, got '{text}'")
        return text

    return check


if __name__ == "__main__":
    sys.exit(main())
