"""Pickles of what moto and the engines keep, in one graph, so that who shared an object shares it again."""

from __future__ import annotations

import io
import marshal
import pickle
import threading
from importlib import import_module
from types import CellType, FunctionType
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import Certificate, load_pem_x509_certificate
from moto.s3.utils import _VersionedKeyStore

if TYPE_CHECKING:
    from emulator.twin import Twin

_LOCK, _RLOCK = type(threading.Lock()), type(threading.RLock())


def dumped(twin: Twin, thing: Any) -> bytes:
    """`thing` as bytes. Throws `TypeError` or `PicklingError` that names what has no form on disk."""
    stream = io.BytesIO()
    _Pickler(twin, stream).dump(thing)
    return stream.getvalue()


def loaded(twin: Twin, stream: Any) -> Any:
    """The next thing in a stream of such bytes. Throws `EOFError` or `UnpicklingError` at a torn end."""
    return _Unpickler(twin, stream).load()


def _local(code: bytes, module: str, defaults: tuple[Any, ...] | None, held: tuple[Any, ...]) -> FunctionType:
    """A function that was written within another: its code, and what it held of that one."""
    cells = tuple(map(CellType, held))
    return FunctionType(marshal.loads(code), vars(import_module(module)), None, defaults, cells)


def _key(pem: bytes) -> Any:
    return load_pem_private_key(pem, None)


def _certificate(pem: bytes) -> Certificate:
    return load_pem_x509_certificate(pem)


def _key_store(versions: dict[str, list[Any]], more: dict[str, Any]) -> _VersionedKeyStore:
    store = _VersionedKeyStore()
    dict.update(store, versions)
    store.__dict__.update(more)
    return store


class _Pickler(pickle.Pickler):
    def __init__(self, twin: Twin, stream: Any) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._twin = twin

    def persistent_id(self, thing: Any) -> str | None:
        return "twin" if thing is self._twin else None

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, _LOCK):
            return threading.Lock, ()  # whoever held it is gone
        if isinstance(thing, _RLOCK):
            return threading.RLock, ()
        if isinstance(thing, WeakValueDictionary):
            return WeakValueDictionary, (), None, None, iter(list(thing.items()))
        if isinstance(thing, FunctionType) and "<locals>" in thing.__qualname__:
            held = tuple(cell.cell_contents for cell in thing.__closure__ or ())
            return _local, (marshal.dumps(thing.__code__), thing.__module__, thing.__defaults__, held)
        if isinstance(thing, _VersionedKeyStore):
            return _key_store, (dict(thing), thing.__dict__)  # its items are the newest versions only
        if isinstance(thing, RSAPrivateKey | EllipticCurvePrivateKey):
            return _key, (thing.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),)
        if isinstance(thing, Certificate):
            return _certificate, (thing.public_bytes(Encoding.PEM),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, twin: Twin, stream: Any) -> None:
        super().__init__(stream)
        self._twin = twin

    def persistent_load(self, _name: Any) -> Any:
        return self._twin
