"""One polite way to ask: time-outs, a size limit, spacing, retries, redirects followed by hand.

Separate because every source needs all of it and must not be able to leave any of it out.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from reading_list.errors import (
    AddressRefusedError,
    AnswerTooLargeError,
    ConnectionFailedError,
    FetchError,
    MalformedAnswerError,
    StatusError,
)
from reading_list.sources.answers import Answers
from reading_list.sources.guard import GUARDED_POOLS, check_address
from reading_list.sources.response import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reading_list.sources.pacing import Clock, Pace, Pacer

_Read = TypeVar("_Read")

_RETRIED = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop asking; times in seconds, sizes in bytes."""

    connect: float = 10
    read: float = 30
    """Longest silence."""
    total: float = 120
    """Longest answer."""
    size: int = 10_000_000
    """Of the answer, after decompression."""
    redirects: int = 5
    attempts: int = 4
    longest_wait: float = 60
    """A server that asks for a longer pause gets it: we give up."""


class Fetcher:
    """Asks for addresses, one at a time."""

    def __init__(  # noqa: PLR0913 - the world it stands in, by name
        self,
        *,
        user_agent: str,
        clock: Clock,
        pacer: Pacer,
        paces: Mapping[str, Pace] | None = None,
        trusted_origins: Iterable[str] = (),
        limits: Limits | None = None,
        answers: Answers | None = None,
    ) -> None:
        """`paces`: host -> its pace. Without `answers` every question is asked.

        `trusted_origins` (`http://127.0.0.1:8000`) may be private addresses: those that the
        user or a test named as the address of a service.
        """
        self.answers = answers or Answers(clock)
        self._clock = clock
        self._pacer = pacer
        self._paces = paces or {}
        self._limits = limits or Limits()
        self._silent_hosts: set[str] = set()
        self._session = requests.Session()
        # no proxy (what it connects to cannot be checked) and no passwords from .netrc
        self._session.trust_env = False
        self._session.headers["User-Agent"] = user_agent
        guarded = HTTPAdapter()
        guarded.poolmanager.pool_classes_by_scheme = GUARDED_POOLS
        self._session.mount("https://", guarded)
        self._session.mount("http://", guarded)
        for origin in trusted_origins:
            self._session.mount(f"{origin}/", HTTPAdapter())

    def close(self) -> None:
        """Give back the connections; none may be asked for afterwards."""
        self._session.close()

    def ask(self, url: str, accept: str, read: Callable[[Response], _Read]) -> _Read:
        """Return what `read` makes of the answer of today, or of a new one.

        An answer that `read` refuses is not kept.

        Raises:
            FetchError: there is no answer, or `read` refuses it.
        """
        check_address(url)
        known = self.answers.find(url, accept)
        if known is not None:
            with suppress(FetchError):
                return read(known)
        response = self.get(url, accept=accept)
        found = read(response)
        self.answers.keep(url, accept, response)
        return found

    def get(self, url: str, *, accept: str = "*/*") -> Response:
        """Ask until there is an answer; of any status that is not worth another try.

        Raises:
            FetchError: there is none: see its kinds.
        """
        host = check_address(url)
        attempts = 1 if host in self._silent_hosts else self._limits.attempts
        for attempt in range(1, attempts + 1):
            wait = 2.0**attempt
            try:
                response = self._follow(url, accept)
            except ConnectionFailedError as problem:
                failure: FetchError = problem
            else:
                if response.status not in _RETRIED:
                    return response
                failure = _to_failure(response)
                wait = self._read_wait(response.retry_after) or wait
            if attempt == attempts or wait > self._limits.longest_wait:
                break
            self._clock.sleep(wait)
        if isinstance(failure, ConnectionFailedError):
            self._silent_hosts.add(host)
        raise failure

    def _follow(self, url: str, accept: str) -> Response:
        for _ in range(self._limits.redirects + 1):
            pace = self._paces.get(check_address(url))
            with self._pacer.turn(pace) if pace else nullcontext():
                response = self._ask(url, accept)
            if not response.location:
                return response
            try:
                url = urljoin(url, response.location)
            except ValueError as problem:
                message = f"{_host(url)} redirects to what is no address."
                raise AddressRefusedError(message) from problem
        message = f"{_host(url)} redirects more than {self._limits.redirects} times."
        raise AddressRefusedError(message)

    def _ask(self, url: str, accept: str) -> Response:
        try:
            with self._session.get(
                url,
                headers={"Accept": accept},
                timeout=(self._limits.connect, self._limits.read),
                stream=True,
                allow_redirects=False,
            ) as answer:
                return self._read(url, answer)
        except requests.exceptions.ContentDecodingError as problem:
            raise MalformedAnswerError(f"{_host(url)} sends what cannot be unpacked.") from problem
        except (
            requests.ConnectionError,
            requests.Timeout,
            requests.exceptions.ChunkedEncodingError,
        ) as problem:
            raise ConnectionFailedError(_explain(url, problem)) from problem
        except (requests.RequestException, HTTPError, ValueError) as problem:
            raise AddressRefusedError(f"{url[:200]!r} cannot be asked.") from problem

    def _read(self, url: str, answer: Any) -> Response:  # noqa: ANN401 - requests has no types
        kind = Message()
        kind["Content-Type"] = answer.headers.get("Content-Type", "")
        is_redirect = answer.status_code in _REDIRECTS and "Location" in answer.headers
        return Response(
            url=url,
            status=answer.status_code,
            content_type=kind.get_content_type() if kind["Content-Type"] else "",
            charset=str(kind.get_param("charset") or ""),
            body=b"" if is_redirect else self._read_body(url, answer),
            location=answer.headers["Location"] if is_redirect else "",
            retry_after=answer.headers.get("Retry-After", ""),
        )

    def _read_body(self, url: str, answer: Any) -> bytes:  # noqa: ANN401 - requests has no types
        too_large = f"{_host(url)} sends more than {self._limits.size:,} bytes."
        said = answer.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) > self._limits.size:
            raise AnswerTooLargeError(too_large)
        body = bytearray()
        latest = self._clock.now() + self._limits.total
        for chunk in answer.iter_content(_CHUNK):
            body += chunk
            if len(body) > self._limits.size:
                raise AnswerTooLargeError(too_large)
            if self._clock.now() > latest:
                message = f"{_host(url)} takes more than {self._limits.total:g} seconds."
                raise ConnectionFailedError(message)
        return bytes(body)

    def _read_wait(self, text: str) -> float:
        """Seconds that `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3)."""
        if text.strip().isdecimal():
            return float(text)
        try:
            return max(0.0, parsedate_to_datetime(text).timestamp() - self._clock.now())
        except ValueError:
            return 0.0


def _to_failure(response: Response) -> StatusError:
    status = response.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        message = f"{_host(response.url)} wants fewer requests (429). Try again later."
    else:
        message = f"{_host(response.url)} is out of service ({status}). Try again later."
    return StatusError(message, status)


def _explain(url: str, problem: Exception) -> str:
    if isinstance(problem, requests.exceptions.SSLError):
        return f"{_host(url)} cannot be trusted: its certificate is not in order."
    if isinstance(problem, requests.Timeout) or "timed out" in str(problem):
        return f"{_host(url)} does not answer in time."
    if isinstance(problem, requests.exceptions.ChunkedEncodingError):
        return f"{_host(url)} breaks off in the middle of its answer."
    return f"{_host(url)} cannot be reached."


def _host(url: str) -> str:
    return urlsplit(url).netloc
