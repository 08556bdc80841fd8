"""A few seconds of film from one picture: the camera moves slowly in.

WebP keeps a picture as one key frame of VP8, and WebM is a chain of such frames with their times,
so that no encoder for video is needed.
"""

import struct
from io import BytesIO

from PIL import Image

FRAMES, FRAMES_A_SECOND = 30, 10
_FRAME_MS = 1000 // FRAMES_A_SECOND
_CLOSER = 0.18  # of the picture is out of sight at the end
_QUALITY = 55

# Ids of elements: matroska.org/technical/elements.html
_EBML, _SEGMENT, _INFO, _TRACKS, _CLUSTER = (
    0x1A45DFA3,
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0x1F43B675,
)
_TRACK, _VIDEO, _TIMESTAMP, _SIMPLE_BLOCK = 0xAE, 0xE0, 0xE7, 0xA3


def film(jpeg: bytes) -> bytes:
    """Three seconds of WebM, as large as the picture."""
    picture = Image.open(BytesIO(jpeg)).convert("RGB")
    return _webm(picture.size, [_frame(picture, number) for number in range(FRAMES)])


def _frame(picture: Image.Image, number: int) -> bytes:
    """One key frame of VP8."""
    gone = _CLOSER / 2 * number / (FRAMES - 1)
    width, height = picture.size
    box = (width * gone, height * gone, width * (1 - gone), height * (1 - gone))
    out = BytesIO()
    nearer = picture.resize(picture.size, Image.Resampling.BILINEAR, box=box)
    nearer.save(out, "WEBP", quality=_QUALITY, method=0)
    return _vp8(out.getvalue())


def _vp8(webp: bytes) -> bytes:
    """The frame in ``RIFF size WEBP`` and then chunks: name, length, content, an even end."""
    at = 12
    while at < len(webp):
        name, length = struct.unpack_from("<4sI", webp, at)
        if name == b"VP8 ":
            return webp[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    raise ValueError("there is no VP8 in this picture")


def _webm(size_px: tuple[int, int], frames: list[bytes]) -> bytes:
    width, height = size_px
    head = _element(
        _EBML,
        _number(0x4286, 1) + _number(0x42F7, 1) + _number(0x42F2, 4) + _number(0x42F3, 8),
        _element(0x4282, b"webm") + _number(0x4287, 2) + _number(0x4285, 2),
    )
    info = _element(
        _INFO,
        _number(0x2AD7B1, 1_000_000),  # times are in milliseconds
        _element(0x4489, struct.pack(">d", len(frames) * _FRAME_MS)),
        _element(0x4D80, b"flickrweb") + _element(0x5741, b"flickrweb"),
    )
    track = _element(
        _TRACK,
        _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1) + _element(0x86, b"V_VP8"),
        _element(_VIDEO, _number(0xB0, width) + _number(0xBA, height)),
    )
    blocks = (
        _element(_SIMPLE_BLOCK, struct.pack(">BhB", 0x81, number * _FRAME_MS, 0x80), frame)
        for number, frame in enumerate(frames)
    )
    cluster = _element(_CLUSTER, _number(_TIMESTAMP, 0), *blocks)
    return head + _element(_SEGMENT, info, _element(_TRACKS, track), cluster)


def _element(id_: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    length = (len(body) | 1 << 56).to_bytes(8)  # the first bit that is set tells: seven bytes more
    return id_.to_bytes((id_.bit_length() + 7) // 8) + length + body


def _number(id_: int, value: int) -> bytes:
    return _element(id_, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))
