"""A script as it talks to Quanke: the standard library's urllib and a token, no more than curl can."""

import html
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.cookiejar import CookieJar


@dataclass
class Answer:
    status: int
    headers: object
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(opener, request: urllib.request.Request, seconds: float = 30) -> Answer:
    try:
        with opener.open(request, timeout=seconds) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


@dataclass
class Script:
    """Who holds a token, or nobody in particular."""

    address: str
    token: str | None = None
    opener: object = field(default_factory=lambda: urllib.request.build_opener(NoRedirect))

    def call(self, method: str, path: str, body=None, query: dict | None = None, **headers: str) -> Answer:
        url = self.address + path + ("?" + urllib.parse.urlencode(query) if query else "")
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        return ask(self.opener, request)

    def get(self, path: str, query: dict | None = None, **headers: str) -> Answer:
        return self.call("GET", path, query=query, **headers)

    def post(self, path: str, body=None, **headers: str) -> Answer:
        return self.call("POST", path, {} if body is None else body, **headers)


class Visitor:
    """A browser without an engine: cookies, forms, and a stream kept open."""

    def __init__(self, address: str, user: str | None = None):
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPCookieProcessor(self.cookies))
        if user:
            answer = self.send("/sign-in", {"csrf": self.csrf("/sign-in"), "demo": user})
            assert answer.status == 303, answer.text[:500]

    def open(self, path: str) -> Answer:
        return ask(self.opener, urllib.request.Request(self.address + path))

    def send(self, path: str, fields: dict[str, str]) -> Answer:
        data = urllib.parse.urlencode(fields).encode()
        return ask(self.opener, urllib.request.Request(self.address + path, data=data))

    def csrf(self, path: str) -> str:
        return html.unescape(re.search(r'name="csrf" value="([^"]+)"', self.open(path).text)[1])

    def listen(self) -> "Stream":
        return Stream(self.opener.open(self.address + "/live", timeout=60))


class Stream:
    """Server-sent events, read beside the test until the server ends them."""

    def __init__(self, response: HTTPResponse):
        self.kind = response.headers["Content-Type"]
        self.lines: list[str] = []
        self.broke: Exception | None = None
        self.opened = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(response,), daemon=True)
        self._reader.start()
        assert self.opened.wait(10), "the stream says nothing"

    def _read(self, response: HTTPResponse) -> None:
        try:
            with response:
                for line in response:
                    self.lines.append(line.decode().rstrip("\n"))
                    self.opened.set()
        except Exception as error:
            self.broke = error

    def has_ended(self, seconds: float) -> bool:
        self._reader.join(seconds)
        return not self._reader.is_alive()
