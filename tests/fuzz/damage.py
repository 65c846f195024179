"""Ways to damage a file, chosen by a seed: what networks, disks and attackers do."""

import random
import struct
from collections.abc import Callable

BOXES = (
    *(b"ftyp", b"moov", b"mvhd", b"trak", b"tkhd", b"edts", b"elst", b"mdia", b"mdhd", b"hdlr", b"minf", b"stbl", b"stsd", b"avc1"),
    *(b"avcC", b"stts", b"ctts", b"stsc", b"stsz", b"stco", b"dref", b"mdat", b"udta", b"mp4a", b"esds", b"tx3g"),
)
HUGE = (0, 1, 7, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x10000, 0xFFFF, 0x01000000)


def flipped(data: bytearray, chance: random.Random) -> bytearray:
    """A few bits, anywhere."""
    for _ in range(chance.choice((1, 4, 30, 300))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def head_flipped(data: bytearray, chance: random.Random) -> bytearray:
    """A few bytes of the headers, where every byte means something."""
    for _ in range(chance.choice((1, 3, 10))):
        data[chance.randrange(min(len(data), 1500))] = chance.randrange(256)
    return data


def truncated(data: bytearray, chance: random.Random) -> bytearray:
    """The end is missing."""
    return data[: chance.randrange(1, len(data))]


def holed(data: bytearray, chance: random.Random) -> bytearray:
    """A stretch is missing, or zero."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 100, 4000)))
    if chance.random() < 0.5:
        del data[start:end]
    else:
        data[start:end] = bytes(end - start)
    return data


def shuffled(data: bytearray, chance: random.Random) -> bytearray:
    """Blocks change places, or come twice."""
    size = chance.choice((16, 188, 512))
    blocks = [data[place : place + size] for place in range(0, len(data), size)]
    for _ in range(chance.choice((1, 5, 50))):
        one, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
        blocks[one] = blocks[other]
    return bytearray(b"".join(blocks))


def lying(data: bytearray, chance: random.Random) -> bytearray:
    """An MP4 box claims another size, or its first numbers are absurd."""
    places = [place for name in BOXES if (place := data.find(name)) >= 4]
    for _ in range(chance.choice((1, 2, 4))):
        place = chance.choice(places) if places else chance.randrange(4, len(data) - 40)
        place += chance.choice((-4, -4, 4, 8, 12, 16, 24, 28, 32))
        data[place : place + 4] = struct.pack(">I", chance.choice(HUGE))
    return data


def vast(data: bytearray, chance: random.Random) -> bytearray:
    """Every width, height, count and length of the first kilobytes may be vast: 16 bits at a time."""
    for _ in range(chance.choice((1, 2, 6))):
        place = chance.randrange(min(len(data) - 2, 3000))
        data[place : place + 2] = struct.pack(">H", chance.choice((0xFFFF, 0x7FFF, 0x8000, 0x2000, 0)))
    return data


def nested(data: bytearray, chance: random.Random) -> bytearray:
    """MP4: boxes in boxes in boxes; Matroska: elements of absurd size inside each other."""
    depth = chance.choice((50, 2000, 100_000))
    if data[4:8] == b"ftyp":
        kind = chance.choice((b"moov", b"trak", b"udta", b"meta", b"edts"))
        size = 8 * depth
        deep = b"".join(struct.pack(">I", size - 8 * level) + kind for level in range(depth))
        return data[: int.from_bytes(data[:4], "big")] + bytearray(deep) + data[int.from_bytes(data[:4], "big") :]
    if data[:4] == b"\x1a\x45\xdf\xa3":
        element = chance.choice(
            (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\x1f\x43\xb6\x75", b"\x10\x43\xa7\x70", b"\x12\x54\xc3\x67")
        )
        size = chance.choice((b"\x01" + b"\xff" * 7, b"\x01\x7f" + b"\xff" * 6, b"\x08\x7f\xff\xff\xff", b"\x40\x02"))
        place = chance.choice((data.find(b"\x18\x53\x80\x67") + 12, len(data) // 2))
        return data[:place] + bytearray((element + size) * min(depth, 5000)) + data[place:]
    return flipped(data, chance)


def doubled(data: bytearray, chance: random.Random) -> bytearray:
    """Two films in one file, the second beginning anywhere."""
    return data + data[chance.randrange(len(data)) :]


WAYS: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    *(flipped, head_flipped, truncated, holed, shuffled, lying, vast, nested, doubled),
)


def damaged(data: bytes, seed: int) -> bytes:
    """The same damage for the same seed: one way, sometimes two."""
    chance = random.Random(seed)
    result = WAYS[seed % len(WAYS)](bytearray(data), chance)
    if chance.random() < 0.3 and len(result) > 100:
        result = chance.choice(WAYS)(result, chance)
    return bytes(result)
