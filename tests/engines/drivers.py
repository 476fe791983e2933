"""Three engines behind one interface: what tests need of a browser, and no more.

Chromium comes through Playwright. Firefox speaks WebDriver BiDi itself; WebKit has Debian's
WebKitWebDriver, on a screen that xvfb makes up. Elsewhere Playwright's own Firefox and WebKit
serve.
"""

import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import urllib.request
from base64 import b64decode
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Error
from websocket import create_connection

from tools.browser import install, launch

KEYS = {"ArrowLeft": "\ue012", "ArrowRight": "\ue014"}
PATIENCE = 60  # seconds for an answer
COMPLETE = """while (document.readyState !== "complete") {
  await new Promise((done) => setTimeout(done, 10));
}"""
PAGE = "(async () => { %s })().then((value) => JSON.stringify(value ?? null))"


class Firefox:
    """Firefox by WebDriver BiDi: messages over a socket, and no other driver."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command = [program, "--headless", "--no-remote", "--profile", self.folder.name]
        command += ["--remote-debugging-port", "0", "about:blank"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if found := re.search(r"BiDi listening on (ws://\S+)", line):
                break
        self.socket = create_connection(
            f"{found[1]}/session", timeout=PATIENCE, suppress_origin=True
        )
        self.numbers, self.complaints = itertools.count(), []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method, **params):
        """Send a command and return its result; note what pages complain of meanwhile."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.complaints.append(answer["params"]["text"])
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, url):
        self.send("browsingContext.navigate", context=self.tab, url=url, wait="complete")
        self.run(COMPLETE)  # now and then Firefox answers before it is

    def run(self, body, inside=False):
        context = self.tab
        if inside:
            tree = self.send("browsingContext.getTree", root=self.tab)["contexts"][0]
            context = tree["children"][0]["context"]
        done = self.send(
            "script.evaluate",
            expression=PAGE % body,
            target={"context": context},
            awaitPromise=True,
            userActivation=True,
        )
        assert done["type"] == "success", done
        return json.loads(done["result"]["value"])

    def act(self, actions):
        self.send("input.performActions", context=self.tab, actions=actions)

    def picture(self):
        return b64decode(self.send("browsingContext.captureScreenshot", context=self.tab)["data"])

    def close(self):
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        self.folder.cleanup()


class WebKit:
    """WebKit by WebDriver: a request for each command. To this driver a finger is a mouse."""

    inside = False
    complaints = ()  # the protocol does not tell; pages are watched from within

    def __init__(self, program):
        port = 8770 + os.getpid() % 200
        command = ["xvfb-run", "-a", program, f"--port={port}"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.address = f"http://127.0.0.1:{port}/session"
        for _ in range(PATIENCE * 10):
            try:
                session = self.send("POST", "", capabilities={"alwaysMatch": {}})
                break
            except urllib.error.URLError:
                if self.process.poll() is not None:
                    raise
                subprocess.run(["sleep", "0.1"], check=True)
        self.address += f"/{session['sessionId']}"
        self.send("POST", "/window/rect", width=1280, height=900)

    def send(self, method, path, **body):
        data = json.dumps(body).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, url):
        self.turn(inside=False)
        self.send("POST", "/url", url=url)

    def turn(self, inside):
        """Speak to the page, or to the frame in it; once inside, its number means nothing."""
        if inside != self.inside:
            self.send("POST", "/frame", id=0 if inside else None)
            self.inside = inside

    def run(self, body, inside=False):
        self.turn(inside)
        script = f"const done = arguments[0]; {PAGE % body}.then(done, (e) => done('!' + e))"
        said = self.send("POST", "/execute/async", script=script, args=[])
        assert not said.startswith("!"), said
        return json.loads(said)

    def act(self, actions):
        self.turn(inside=False)
        self.send("POST", "/actions", actions=actions)

    def picture(self):
        return b64decode(self.send("GET", "/screenshot"))

    def close(self):
        self.send("DELETE", "")
        os.killpg(self.process.pid, 15)
        self.process.wait()


class Playwrights:
    """An engine that Playwright drives."""

    def __init__(self, browser):
        self.browser = browser
        self.tab, self.complaints = self.browser.new_page(has_touch=True), []
        self.tab.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, url):
        self.tab.goto(url)

    def run(self, body, inside=False):
        frame = self.tab.frames[1] if inside else self.tab
        return json.loads(frame.evaluate(PAGE % body))

    def act(self, actions):
        """Do what the protocol's actions say, as far as tests use them."""
        names = {code: name for name, code in KEYS.items()}
        for source in actions:
            touch = source.get("parameters", {}).get("pointerType") == "touch"
            if touch and self.browser.browser_type.name == "chromium":
                self._touch(source["actions"])
                continue
            for action in source["actions"]:
                if action["type"] == "keyDown":
                    self.tab.keyboard.press(names[action["value"]])
                if action["type"] == "pointerMove":
                    self.tab.mouse.move(action["x"], action["y"])
                if action["type"] == "pointerDown":
                    self.tab.mouse.down()
                if action["type"] == "pointerUp":
                    self.tab.mouse.up()

    def _touch(self, actions):
        """Put a finger down where it first goes, and lift it in the end."""
        session = self.tab.context.new_cdp_session(self.tab)
        moves = [{"x": each["x"], "y": each["y"]} for each in actions if "x" in each]
        kinds = ["touchStart", *["touchMove"] * (len(moves) - 1), "touchEnd"]
        for kind, points in zip(kinds, [*([each] for each in moves), []]):
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        session.detach()

    def picture(self):
        return self.tab.screenshot()

    def close(self):
        self.browser.close()


PACKAGES = {"firefox": ["firefox-esr"], "webkit": ["webkit2gtk-driver", "xvfb"]}
PROGRAMS = {"firefox": ("firefox-esr", "firefox"), "webkit": ("WebKitWebDriver",)}
OWN = {"firefox": Firefox, "webkit": WebKit}


def found(name):
    """Return the program of an engine, or None."""
    programs = filter(None, map(shutil.which, PROGRAMS[name]))
    return next(programs, None) if name != "webkit" or shutil.which("xvfb-run") else None


@contextmanager
def engine(name, playwright):
    """Start an engine and end it; without one, say in a sentence what to install."""
    with ExitStack() as stack:
        if name == "chromium":
            one = Playwrights(launch(playwright))
        else:
            program = found(name) or (install(*PACKAGES[name]) and found(name))
            own = getattr(playwright, name)
            try:
                one = OWN[name](program) if program else Playwrights(own.launch())
            except Error as error:
                remedy = f"install it (Debian: {' or '.join(PROGRAMS[name])}) or run "
                remedy += f"'playwright install {name}', then the same command again"
                raise SystemExit(f"engines: there is no {name} here: {remedy}") from error
        stack.callback(one.close)
        yield one
