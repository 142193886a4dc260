"""Transport compression of the gateway, as the client asks for it in `?compress=`.

https://docs.discord.com/developers/events/gateway#transport-compression
"""

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Encoder = Callable[[str], str | bytes]
"""Turns one payload into a text frame, or a binary frame of the connection's compressed stream."""


def encoder_for(asked: str | None) -> Encoder:
    """Give a new connection's encoder; without a known wish, payloads stay plain text."""
    if asked == "zlib-stream":
        return _zlib_stream()
    if asked == "zstd-stream":
        return _zstd_stream()
    return str


def _zlib_stream() -> Encoder:
    compressor = zlib.compressobj()

    def encode(payload: str) -> bytes:
        return compressor.compress(payload.encode()) + compressor.flush(zlib.Z_SYNC_FLUSH)

    return encode


def _zstd_stream() -> Encoder:
    # discord.py asks for zstd only where one of these two modules is installed, and runs beside us.
    try:
        zstd: Any = importlib.import_module("compression.zstd")
    except ImportError:
        zstandard: Any = importlib.import_module("zstandard")
        stream = zstandard.ZstdCompressor().compressobj()

        def encode_by_package(payload: str) -> bytes:
            head: bytes = stream.compress(payload.encode())
            tail: bytes = stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
            return head + tail

        return encode_by_package
    compressor = zstd.ZstdCompressor()

    def encode(payload: str) -> bytes:
        frame: bytes = compressor.compress(payload.encode(), mode=compressor.FLUSH_BLOCK)
        return frame

    return encode
