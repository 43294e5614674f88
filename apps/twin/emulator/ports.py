"""Ports of the loopback that nobody else is given before a server listens on them."""

from __future__ import annotations

import socket


def hold_port() -> socket.socket:
    """A free port, held until the socket is closed: whoever knows its number may listen on it meanwhile."""
    holder = socket.socket()
    # a listener that reuses addresses, as servers do, is let in beside a socket that does too and never listens
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    return holder
