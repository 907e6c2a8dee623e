"""Photographs without what they tell besides the picture: place, camera, owner, a second picture behind the first."""

import struct

from gromada.core.documents.kinds import JPEG, PNG, Kind
from gromada.core.permissions import Refusal
from gromada.core.text import _

START, END, SCAN, EXIF = 0xD8, 0xD9, 0xDA, 0xE1
# APP0 (JFIF), APP2 when it is a colour profile, and APP14 (how Adobe coded the colours) are needed to show the picture.
KEPT_APPS = {0xE0, 0xEE}
ORIENTATION = 0x0112
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT", b"bKGD"}


def without_traces(content: bytes, kind: Kind) -> bytes:
    """The same picture, pixel for pixel, without Exif, GPS, captions and hidden previews; other files unchanged.

    Personal data that nobody asked for are not collected (GDPR, art. 5(1)(c)). How a photograph is turned is kept.
    """
    try:
        if kind == JPEG:
            return _bare_jpeg(content)
        if kind == PNG:
            return _bare_png(content)
    except (struct.error, IndexError, ValueError) as error:
        raise Refusal(_("This picture is damaged. Save it again and send it.")) from error
    return content


def _segments(content: bytes):
    """Marker and bytes of each part of a JPEG up to its end; what follows the end is not part of the picture."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError(at)
        while content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker == END:
            return
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise ValueError(at)
        if marker == SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the coded picture stops: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\x00"
    return marker in KEPT_APPS or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _bare_jpeg(content: bytes) -> bytes:
    kept, turned, scans = [], 1, 0
    for marker, segment in _segments(content):
        scans += marker == SCAN
        if marker == EXIF and segment[4:10] == b"Exif\x00\x00":
            turned = _orientation(segment[10:])
        elif _is_kept(marker, segment):
            kept.append(segment)
    if not scans:
        raise ValueError
    head = [_only_orientation(turned)] if turned != 1 else []
    return b"\xff\xd8" + b"".join(head + kept) + b"\xff\xd9"


def _orientation(tiff: bytes) -> int:
    """How the camera was held (1 to 8), from the first directory of the Exif block; 1 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        at = struct.unpack(order + "I", tiff[4:8])[0]
        for number in range(struct.unpack(order + "H", tiff[at : at + 2])[0]):
            entry = tiff[at + 2 + 12 * number : at + 14 + 12 * number]
            tag, _type, _count, value = struct.unpack(order + "HHIH", entry[:10])
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _only_orientation(value: int) -> bytes:
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, value, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _bare_png(content: bytes) -> bytes:
    kept, at, seen = [content[:8]], 8, []
    while not seen or seen[-1] != b"IEND":
        length, name = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content):
            raise ValueError(at)
        if name in PNG_KEPT:
            kept.append(content[at:end])
        seen.append(name)
        at = end
    if b"IDAT" not in seen:
        raise ValueError
    return b"".join(kept)
