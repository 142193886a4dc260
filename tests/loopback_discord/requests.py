"""What the bot requested: the log that tests read, bodies with files, and faults that tests inject.

https://docs.discord.com/developers/reference#uploading-files
"""

import json
import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from loopback_discord.errors import ApiError, invalid_json


@dataclass(frozen=True)
class Body:
    """A request's JSON and the files uploaded with it, by field name: `files[0]`."""

    json: Any = None
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, Any]:
        """The JSON object; a body that is none is refused."""
        if not isinstance(self.json, dict):
            raise ApiError(400, 50035, "Invalid Form Body")
        return self.json


_body: ContextVar[Body] = ContextVar("body")


def current_body() -> Body:
    """Give the body of the request that is being answered."""
    return _body.get()


@dataclass
class Request:
    """One request as it came, and the status it was answered with (0 while it is not)."""

    method: str
    path: str
    query: dict[str, str]
    body: Body
    status: int = 0

    @property
    def json(self) -> Any:
        return self.body.json

    @property
    def message(self) -> dict[str, Any] | None:
        """The message that it creates or edits, also as an interaction's answer; otherwise None."""
        if not isinstance(self.json, dict) or self.method not in ("POST", "PATCH"):
            return None
        if self.path.endswith("/callback"):
            return self.json.get("data") if self.json.get("type") in (4, 7) else None
        is_message = re.match(r"/channels/\d+/messages|/webhooks/", self.path)
        return self.json if is_message else None


@dataclass(frozen=True)
class Fault:
    """An answer that stands in for the next one of a route.

    A 429 without `via` is one of Cloudflare's, which bans the address for a while. With
    `answer_lost` the request is carried out and only its answer replaced.
    https://docs.discord.com/developers/topics/rate-limits
    """

    method: str
    path: re.Pattern[str]
    status: int
    retry_after: float = 0.0
    everywhere: bool = False
    via: bool = True
    answer_lost: bool = False
    code: int = 0
    message: str = ""

    def response(self) -> web.Response:
        headers: dict[str, str] = {}
        body: dict[str, Any] = {"message": self.message or f"{self.status}: made by a test", "code": self.code}
        if self.status == 429:
            body = {"message": "You are being rate limited.", "retry_after": self.retry_after}
            body["global"] = self.everywhere
            headers["Retry-After"] = str(max(1, round(self.retry_after)))
            headers["X-RateLimit-Scope"] = "global" if self.everywhere else "user"
            if self.via:
                headers["Via"] = "1.1 google"
            else:
                return web.Response(status=429, text="error code: 1015", headers=headers)
        return json_response(body, self.status, headers)


class Faults:
    """Faults that wait for their request."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def next(self, method: str, path: str, status: int, *, times: int = 1, **details: Any) -> None:
        """Answer the next `times` requests of this method and path with `status`.

        `path` is a regular expression for the whole path after /api/v10, such as
        `/channels/\\d+/messages`; `details` are further fields of `Fault`.
        """
        self._waiting += [Fault(method, re.compile(path), status, **details)] * times

    def take(self, method: str, path: str) -> Fault | None:
        for index, fault in enumerate(self._waiting):
            if fault.method == method and fault.path.fullmatch(path):
                return self._waiting.pop(index)
        return None


def json_response(payload: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Discord sends no charset, and discord.py parses nothing but exactly application/json.
    headers = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(payload).encode(), status=status, headers=headers)


async def read_body(request: web.Request) -> Body:
    """Read a JSON or multipart body, once, and make it the current one.

    The JSON of a multipart body is its `payload_json`.
    """
    body = await _read(request)
    _body.set(body)
    return body


async def _read(request: web.Request) -> Body:
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        return Body(_parse(raw) if raw else None)
    value: Any = {}
    files: dict[str, tuple[str, bytes]] = {}
    async for part in await request.multipart():
        content = bytes(await part.read())  # type: ignore[union-attr]  # Discord nests no multiparts
        if part.name == "payload_json":  # type: ignore[union-attr]  # as above
            value = _parse(content)
        else:
            files[part.name or ""] = (part.filename or "", content)  # type: ignore[union-attr]  # as above
    return Body(value, files)


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise invalid_json() from None
