"""The bytes of a file people write, as text. In: bytes and the file's name. Out: text, or the Problem. Never: guesses.

UTF-8 with or without a byte-order mark and UTF-16 with one are read. Anything else is named, with the command that mends it:
a wrongly guessed encoding would be spoken aloud.
"""

from __future__ import annotations

from onecrew.units import Problem, Where

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SIGNATURES = (
    (b"PK\x03\x04", "a Word, Pages or zip file", "Export it from your writing program as Fountain (plain text) or FDX."),
    (b"%PDF", "a PDF", "Export the script from your writing program as Fountain or FDX; a PDF has lost which line is what."),
    (b"{\\rtf", "an RTF file", "Save it as plain text in UTF-8."),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "Save it as plain text in UTF-8."),
    (b"SQLite format 3", "a database", "Export the script from your writing program as Fountain or FDX."),
)
LARGEST = 8_000_000
"""Bytes; the longest series bibles in plain text are a tenth of this."""


def decoded(data: bytes, file: str) -> tuple[str, Problem | None]:
    """The text with ``\\n`` line ends, or an empty text and the error that says what the file is and what to do."""
    for signature, name, do in _SIGNATURES:
        if data.startswith(signature):
            return "", Problem(Where(file, 1), f"this is {name}, not text", do)
    if len(data) > LARGEST:
        what = f"the file has {len(data) / 1e6:.0f} MB; a screenplay has less than one"
        return "", Problem(Where(file), what, "Check that it is the script, and split it into one file per episode.")
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return "", _undecodable(data, error, encoding, file)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        if data.count(b"\0") * 3 > len(data) and encoding == "utf-8":
            what, do = "this looks like UTF-16 without a byte-order mark", f"iconv -f UTF-16LE -t UTF-8 {file} > fixed.fountain"
        else:
            what, do = "the file holds bytes that are no text", "Export the script again as plain text in UTF-8."
        return "", Problem(Where(file, line), what, do)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str, file: str) -> Problem:
    newline = b"\n\0" if encoding == "utf-16-le" else b"\0\n" if encoding == "utf-16-be" else b"\n"
    line = data.count(newline, 0, error.start) + 1
    byte = data[error.start]
    what = f"byte 0x{byte:02X} is not {encoding.upper().removesuffix('-LE').removesuffix('-BE')}"
    control = sum(data[:4096].count(bytes([code])) for code in (*range(9), *range(14, 32)))
    if control > len(data[:4096]) // 50:
        return Problem(Where(file, line), f"{what}: this is no text file", "Export the script as Fountain (plain text) or FDX.")
    source = _likely(data)
    return Problem(Where(file, line), what, f"Save it as UTF-8 (iconv -f {source} -t UTF-8 {file} > fixed.fountain).")


def _likely(data: bytes) -> str:
    """The encoding to try: GB18030 when that gives mostly Chinese characters, Windows-1251 for mostly Cyrillic, else 1252."""
    high = sum(byte > 127 for byte in data)
    try:
        chinese = sum("\u4e00" <= letter <= "\u9fff" for letter in data.decode("gb18030"))
    except UnicodeDecodeError:
        chinese = 0
    if chinese * 3 > high:
        return "GB18030"
    cyrillic = sum(byte >= 0xC0 for byte in data)
    return "WINDOWS-1251" if cyrillic * 10 > high * 9 and high * 3 > len(data) else "WINDOWS-1252"
