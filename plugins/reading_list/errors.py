"""What the world did wrong, as one small tree of exceptions.

Faults in the content are no exceptions but values (`diagnostics`).

    ReadingListError
    ├── UnknownIdentifierError      a text that names no work
    ├── UneditableError             a file of the author's that no edit can keep whole
    └── FetchError                  a source gave no usable answer
        ├── ConnectionFailedError   nobody answered, or not in time
        ├── AddressRefusedError     an address that must not be asked
        ├── AnswerTooLargeError     more than anybody needs
        ├── StatusError             an answer of HTTP that means no
        ├── MalformedAnswerError    an answer that is not what was asked for
        └── WorkNotFoundError       the source knows no such work
"""

from __future__ import annotations


class ReadingListError(Exception):
    """Root of the tree; its text is one sentence or two for the person at the command."""


class UnknownIdentifierError(ReadingListError):
    """The text is no identifier of a kind that we understand."""


class UneditableError(ReadingListError):
    """The author's file is broken, or written in a way that an edit could harm."""


class FetchError(ReadingListError):
    """A source gave no usable answer."""


class ConnectionFailedError(FetchError):
    """Nobody answered, or not in time, or not to the end; may succeed later."""


class AddressRefusedError(FetchError):
    """The address, or one that it redirects to, must not be asked."""


class AnswerTooLargeError(FetchError):
    """The answer exceeds the limit and was not read to its end."""


class StatusError(FetchError):
    """The answer's status says no; `status` is the number."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class MalformedAnswerError(FetchError):
    """The answer is not what was asked for: a page for a feed, half a document."""


class WorkNotFoundError(FetchError):
    """The source answered, and knows no such work."""
