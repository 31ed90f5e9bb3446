"""Templates that were compiled once in this process, for the environments of later builds.

Separate because both the theme's templates and ours come from new environments in each build of
a preview, and it is the same code each time. Nothing of it is left on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket

_KNOWN: dict[str, tuple[str, CodeType]] = {}
"""Key of a template -> digest of its source, and its code."""


class _Compiled(BytecodeCache):
    def __init__(self, syntax: str) -> None:
        self._syntax = syntax

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{self._syntax} {filename or ''} {name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = _KNOWN.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            _KNOWN[bucket.key] = (bucket.checksum, bucket.code)


def reuse_compiled(environment: Environment) -> None:
    """Let an environment take over what another one of the same syntax has compiled.

    A template is known by its name, its file and its source, and by what decides what its source
    means.
    """
    syntax = (
        sorted(environment.extensions),
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.undefined.__qualname__,
    )
    environment.bytecode_cache = _Compiled(repr(syntax))
