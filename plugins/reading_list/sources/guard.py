"""Which addresses may be asked, checked on the connection that is really used.

Separate because a redirect, or a name that resolves otherwise a moment later, must not lead a
request to a machine in the user's own network.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from reading_list.errors import AddressRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

_NAT64 = IPv6Network("64:ff9b::/96")


def check_address(url: str) -> str:
    """Return the host, in lower case.

    Raises:
        AddressRefusedError: no address of the web, or one with a user's name in it.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressRefusedError(f"{url[:200]!r} is no address of the web.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError(f"An address at {host} holds a user name, and is not asked.")
    return host.lower()


def is_public(text: str) -> bool:
    """Say whether an IP address belongs to the public network, whatever wraps it."""
    address = ip_address(text.partition("%")[0])
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved for one in _unwrap(address)
    )


def _unwrap(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """List the IPv4 addresses that an IPv6 address carries, or the address itself."""
    if isinstance(address, IPv4Address):
        return [address]
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        return [address.sixtofour]
    return [address, *(address.teredo or ())]


def _connect(host: str, port: int, connect: Callable[[], socket.socket]) -> socket.socket:
    """Refuse a private address before connecting, and again on the connection itself."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []  # connecting says what is wrong
    for one in found:
        _refuse_private(host, str(one[4][0]))
    connection = connect()
    try:
        _refuse_private(host, connection.getpeername()[0])
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_private(host: str, address: str) -> None:
    if not is_public(address):
        message = f"{host} is at {address}, which is no public address, and is not asked."
        raise AddressRefusedError(message)


class _GuardedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self.host, self.port, super()._new_conn)


class _GuardedSecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self.host, self.port, super()._new_conn)


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _GuardedConnection


class _GuardedSecurePool(HTTPSConnectionPool):
    ConnectionCls = _GuardedSecureConnection


GUARDED_POOLS: dict[str, type[HTTPConnectionPool]] = {
    "http": _GuardedPool,
    "https": _GuardedSecurePool,
}
"""What a pool manager of urllib3 uses for each scheme so that nothing private is asked."""
