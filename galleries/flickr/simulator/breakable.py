"""An HTTP door whose lines really break, for tests that come through the back door.

The server of the demo answers by WSGI, where an application can neither reset a connection
nor keep silent. Here each request has a thread and its socket in hand.
"""

import contextlib
import signal
import socket
import struct
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.doors import MAX_BODY
from galleries.flickr.simulator.http import Reply, Request

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

RESET_AT_CLOSE = struct.pack("ii", 1, 0)


def serve(sim: "Simulator", address: tuple[str, int]) -> None:
    """Serve until somebody says stop."""
    with Breakable(sim, address) as server:

        def stop(*_: object) -> None:
            threading.Thread(target=server.shutdown).start()

        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, stop)
        server.serve_forever(poll_interval=0.1)


class Breakable(ThreadingHTTPServer):
    """Serve it with ``serve_forever``, end it with ``shutdown``."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, sim: "Simulator", address: tuple[str, int]) -> None:
        super().__init__(address, Handler)
        self.sim = sim

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that left is no news; the next one is answered all the same."""


class Handler(BaseHTTPRequestHandler):
    server: Breakable
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            self.send_error(HTTPStatus.CONTENT_TOO_LARGE)
            return
        body = self.rfile.read(length).decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "")
        reply = self.server.sim.handle(
            Request(self.command, f"http://{host}{self.path}", headers, body)
        )
        time.sleep(reply.wait_s)
        if reply.broken == "reset":
            self._reset()
        else:
            self._send(reply)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = _answer

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.all_headers:
            self.send_header(name, value)
        self.end_headers()
        if reply.broken == "cut":
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self.close_connection = True
        elif self.command != "HEAD":
            self.wfile.write(reply.body)

    def _reset(self) -> None:
        """Close the line at once, so that the other side reads "connection reset by peer"."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
        with contextlib.suppress(OSError):
            self.rfile.close()  # it holds the socket as well
            self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """The journal says it all."""
