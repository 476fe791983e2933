"""Serve the built book on this machine, compressed as a web host would send it."""

import asyncio
import errno
import mimetypes
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, StaticFileHandler

BOOK = Path(__file__).resolve().parents[1] / "_build" / "html"
HERE = "127.0.0.1"
TYPES = mimetypes.MimeTypes()  # Python's own: what a machine says of a script may be `text/plain`
TYPES.add_type("text/javascript", ".js")
TYPES.add_type("font/woff2", ".woff2")


class Files(StaticFileHandler):
    """Answer from one folder: text compressed, nothing listed."""

    def get_content_type(self):
        """Return the type that a file's name tells."""
        kind = TYPES.guess_type(self.absolute_path)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def set_extra_headers(self, path):
        """A rebuilt page must show at the next reload."""
        self.set_header("Cache-Control", "no-cache")


async def listen(folder, port: int) -> tuple[HTTPServer, int]:
    """Return a server of a folder that runs in this loop, and its port: any free one for 0."""
    files = (r"/(.*)", Files, {"path": str(folder), "default_filename": "index.html"})
    silent = {"log_function": lambda handler: None}  # the browser shows what failed
    server = HTTPServer(Application([files], compress_response=True, **silent))
    sockets = bind_sockets(port, HERE)
    server.add_sockets(sockets)
    return server, sockets[0].getsockname()[1]


@contextmanager
def serving(folder):
    """Serve a folder while the context lasts; return its address."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def within(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    async def close():
        server.stop()
        await server.close_all_connections()

    server, port = within(listen(folder, 0))
    try:
        yield f"http://{HERE}:{port}"
    finally:
        within(close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def listen_somewhere(folder, port: int, tries: int = 20) -> int:
    """Serve a folder on a port, or on the next free one, saying so; return which."""
    for candidate in range(port, min(port + tries, 65536)):
        try:
            return (await listen(folder, candidate))[1]
        except PermissionError:
            sys.exit(f"serve: port {candidate} is not allowed here; try make serve PORT=8000")
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            print(f"serve: port {candidate} is in use, trying the next one", flush=True)
    sys.exit(f"serve: no free port from {port} on; choose one with make serve PORT=...")


async def serve(port: int):
    """Serve the book for ever."""
    port = await listen_somewhere(BOOK, port)
    print(f"The book is at http://{HERE}:{port}/ (Ctrl-C stops)", flush=True)
    await asyncio.Event().wait()


def main():
    """Serve the book until Ctrl-C."""
    wanted = os.environ.get("PORT") or "8000"
    if not (wanted.isascii() and wanted.isdigit() and int(wanted) < 65536):
        sys.exit(f"serve: PORT must be a whole number from 0 to 65535, not '{wanted}'")
    if not (BOOK / "index.html").is_file():
        sys.exit("serve: there is no book in _build/html yet; run make book first")
    try:
        asyncio.run(serve(int(wanted)))
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
