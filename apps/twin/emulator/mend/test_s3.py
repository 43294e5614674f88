from __future__ import annotations

import io
import threading

from moto.s3.models import FakeKey

from emulator.conftest import ACCOUNT, REGION
from emulator.mend.s3 import keep_readers_apart


class Slow(io.BytesIO):
    """A body that is not read before somebody else has had time to."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.is_sought, self.others = threading.Event(), threading.Event()

    def seek(self, *position: int) -> int:
        reached = super().seek(*position)
        if not self.is_sought.is_set():
            self.is_sought.set()
            self.others.wait(0.5)
        return reached


def test_an_object_is_read_whole_while_its_etag_is_made() -> None:
    keep_readers_apart()
    key, read = FakeKey("report.json", b"", ACCOUNT, REGION), []
    body = key._value_buffer = Slow(b"content")
    reader = threading.Thread(target=lambda: read.append(key.value))
    reader.start()
    assert body.is_sought.wait(60)
    assert key.etag == '"9a0364b9e99bb480dd25e1f0284c8555"'
    body.others.set()
    reader.join()
    assert read == [b"content"]
