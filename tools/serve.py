"""Serve the built book on this machine, compressed as a web host would send it.

Python's own server sends files as they are, which makes a page several times
heavier here than where it is published.
"""

import errno
import gzip
import os
import sys
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

BOOK = Path(__file__).resolve().parents[1] / "_build" / "html"

# Named here because Python asks the machine for them, and machines differ.
TEXT = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "text/xml",
}
BINARY = {".png": "image/png", ".ico": "image/x-icon", ".woff": "font/woff", ".woff2": "font/woff2"}


@lru_cache(maxsize=1024)
def packed(path: Path, changed: int) -> bytes:
    """Return the file compressed; `changed`, its time of change, keeps the cache honest."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Answer from one folder: text compressed, nothing listed, nothing logged."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes: do not wait between them

    def guess_type(self, path):
        """Return the content type of a path."""
        suffix = Path(path).suffix.lower()
        if suffix in TEXT:
            return f"{TEXT[suffix]}; charset=utf-8"
        return BINARY.get(suffix) or super().guess_type(path)

    def send_head(self):
        """Send the headers and return what follows them."""
        path = Path(self.translate_path(self.path))
        if "\0" in str(path) or not path.resolve().is_relative_to(Path(self.directory).resolve()):
            return self.send_error(HTTPStatus.NOT_FOUND, "File not found")
        if urlsplit(self.path).path.endswith("/"):
            path = path / "index.html"
        compress = path.suffix.lower() in TEXT and "gzip" in self.headers.get("Accept-Encoding", "")
        if not (compress and path.is_file()):
            return super().send_head()

        facts = path.stat()
        modified = self.date_time_string(facts.st_mtime)
        if self.headers.get("If-Modified-Since") == modified:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            return self.end_headers()
        body = packed(path, facts.st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", modified)
        self.end_headers()
        return BytesIO(body)

    def end_headers(self):
        """Add what every answer carries: a rebuilt page must show at the next reload."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        super().end_headers()

    def list_directory(self, path):
        """Answer that a folder without a page is not there, as a web host does."""
        return self.send_error(HTTPStatus.NOT_FOUND, "File not found")

    def log_message(self, format, *args):
        """Say nothing: the browser shows what failed."""


class Server(ThreadingHTTPServer):
    """A server that does not complain when a browser stops listening."""

    def handle_error(self, request, client_address):
        """Report an error, unless the other side merely went away."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve(folder, port: int) -> ThreadingHTTPServer:
    """Return a server of `folder` on 127.0.0.1, not started yet; port 0 takes any free one."""
    return Server(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def open_server(folder, port: int, tries: int = 20) -> ThreadingHTTPServer:
    """Return a server on `port`, or on the next free one, saying so."""
    for candidate in range(port, min(port + tries, 65536)):
        try:
            return serve(folder, candidate)
        except PermissionError:
            sys.exit(f"serve: port {candidate} is not allowed here; try make serve PORT=8000")
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            print(f"serve: port {candidate} is in use, trying the next one", flush=True)
    sys.exit(f"serve: no free port from {port} on; choose one with make serve PORT=...")


def main():
    """Serve the book until Ctrl-C."""
    wanted = os.environ.get("PORT") or "8000"
    if not (wanted.isascii() and wanted.isdigit() and int(wanted) < 65536):
        sys.exit(f"serve: PORT must be a whole number from 0 to 65535, not '{wanted}'")
    if not (BOOK / "index.html").is_file():
        sys.exit("serve: there is no book in _build/html yet; run make book first")
    with open_server(BOOK, int(wanted)) as server:
        print(f"The book is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
