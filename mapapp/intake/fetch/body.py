"""The bytes of an answer, decompressed as far as the limits allow."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from mapapp.intake.fetch.errors import NotFetched
from mapapp.intake.fetch.fetched import Limits

PIECE = 65_536
"""Bytes that are decompressed at once: a bomb is noticed after so many."""
MOST_MEMBERS = 1_000
"""Parts of one gzip file: more are there to keep us busy."""
PACKINGS = frozenset({"gzip", "x-gzip", "deflate"})
"""What we ask for, beside nothing at all."""


def whole_body(chunks: Iterable[bytes], packing: str, host: str, limits: Limits) -> bytes:
    """All of it. Raises NotFetched where it is too large, or not what it says."""
    body = bytearray()
    for piece in unpacked(counted(chunks, host, limits), packing, host):
        body += piece
        if len(body) > limits.unpacked_bytes:
            raise _too_large(host, "unpacks to", limits.unpacked_bytes)
    return bytes(body)


def beginning(chunks: Iterable[bytes], packing: str, host: str, most: int) -> bytes:
    """The first `most` bytes."""
    body = bytearray()
    for piece in unpacked(chunks, packing, host):
        body += piece
        if len(body) >= most:
            break
    return bytes(body[:most])


def counted(chunks: Iterable[bytes], host: str, limits: Limits) -> Iterator[bytes]:
    """The same, as long as they are not too many."""
    sent = 0
    for chunk in chunks:
        sent += len(chunk)
        if sent > limits.sent_bytes:
            raise _too_large(host, "is", limits.sent_bytes)
        yield chunk


def unpacked(chunks: Iterable[bytes], packing: str, host: str) -> Iterator[bytes]:
    """The content of a packing such as "gzip", in small pieces."""
    packing = packing.strip().lower()
    if packing in {"", "identity"}:
        yield from chunks
    elif packing in PACKINGS:
        yield from _inflated(chunks, packing, host)
    else:
        raise NotFetched(f"{host} sends in a form that we did not ask for. Save the page in a browser; bring the file.")


def _inflated(chunks: Iterable[bytes], packing: str, host: str) -> Iterator[bytes]:
    inflate, members = None, 0
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting:
                if inflate is None:
                    if members and not waiting.strip(b"\0"):
                        break  # padding after the end
                    members += 1
                    if members > MOST_MEMBERS:
                        raise zlib.error
                    inflate = _inflater(waiting, packing)
                piece = inflate.decompress(waiting, PIECE)
                waiting = inflate.unconsumed_tail or inflate.unused_data
                inflate = None if inflate.eof else inflate  # gzip may have several members
                yield piece
        while inflate is not None and (piece := inflate.decompress(inflate.unconsumed_tail, PIECE)):
            yield piece
    except zlib.error:
        raise NotFetched(f"What {host} sends is damaged: it does not unpack. Try later.", again=True) from None
    if inflate is not None and not inflate.eof:
        raise NotFetched(f"{host} broke off in the middle of what it sends. Try later.", again=True)


def _inflater(begin: bytes, packing: str) -> zlib._Decompress:
    """Some servers send "deflate" without the header that it should have."""
    bare = packing == "deflate" and len(begin) > 1 and int.from_bytes(begin[:2], "big") % 31 != 0
    return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)


def _too_large(host: str, verb: str, most: int) -> NotFetched:
    return NotFetched(
        f"What {host} sends {verb} more than {most / 1e6:g} MB, too much for a report. "
        "Save the part that you need, and bring the file."
    )
