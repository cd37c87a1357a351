"""A ZIP from anywhere: only a lesson's own files are taken out of it, and not too much of them."""

import stat
import zipfile
import zlib
from lzma import LZMAError
from pathlib import Path, PurePosixPath

from lessons.exchange.errors import ExchangeError

LARGEST_ZIP = 60_000_000  # bytes
LARGEST_UNPACKED = 100_000_000  # bytes
MOST_FILES = 200
LONGEST_NAME = 200  # bytes: disks take 255
LEFT_BY_COMPUTERS = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}
# All that zipfile raises where a file's bytes are not what the ZIP says of them.
CANNOT_BE_UNPACKED = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    RuntimeError,  # a password, or a compression that we don't know
    OSError,
    EOFError,
    ValueError,
)


def unpack(file, place: Path) -> Path:
    """The lesson's folder in `place`, with lesson.yaml and pictures/ and nothing else."""
    if file.size > LARGEST_ZIP:
        raise ExchangeError([f"{file.name} is over 60 MB. Make its pictures smaller."])
    try:
        with zipfile.ZipFile(file) as archive:
            members = _members(archive, file.name)
            room = LARGEST_UNPACKED
            for path, member in members.items():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                content = _content(archive, member, room)
                room -= len(content)
                (place / path).write_bytes(content)
    except zipfile.BadZipFile:
        raise ExchangeError(
            [f"{file.name} is not a ZIP file, or is damaged. Export the lesson again."]
        ) from None
    return place / next(iter(members)).parts[0]


def _members(archive: zipfile.ZipFile, name: str) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """The files to be unpacked, by path. Nothing else may lie in the ZIP, nor lead out of it."""
    found = [(_path(info), info) for info in archive.infolist() if not info.is_dir()]
    found = [(path, info) for path, info in found if not _is_left_by_a_computer(path)]
    if len(found) > MOST_FILES:
        raise ExchangeError([f"{name} holds {len(found)} files, and {MOST_FILES} is the most."])
    if sum(info.file_size for _, info in found) > LARGEST_UNPACKED:
        raise ExchangeError([f"{name} unpacks to over 100 MB. Make its pictures smaller."])
    folders = {path.parts[0] for path, _ in found if path.parts[1:] == ("lesson.yaml",)}
    if len(folders) != 1:
        raise ExchangeError([f"{name} must hold one folder, and lesson.yaml within it."])
    faults = [_fault(path, info, folders) for path, info in found]
    paths = [path for path, _ in found]
    faults += [f"“{p}” stands twice in the ZIP. Keep one." for p in paths if paths.count(p) > 1][:1]
    if any(faults):
        raise ExchangeError([fault for fault in faults if fault])
    return dict(found)


def _path(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


def _is_left_by_a_computer(path: PurePosixPath) -> bool:
    return not LEFT_BY_COMPUTERS.isdisjoint(path.parts)


def _fault(path: PurePosixPath, info: zipfile.ZipInfo, folders: set[str]) -> str:
    """What is wrong with one file of the ZIP; empty if nothing."""
    leads_out = path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
    if leads_out or stat.S_ISLNK(info.external_attr >> 16):
        return f"“{path}” leads out of the lesson's folder. Put the file itself there."
    if max(len(part.encode()) for part in path.parts) > LONGEST_NAME:
        return f"“{path.name[:40]}…” has too long a name. Make it shorter."
    folder, *rest = path.parts
    belongs = rest == ["lesson.yaml"] or (len(rest) == 2 and rest[0] == "pictures")
    if folder not in folders or not belongs:
        return f"“{path}” doesn't belong in a lesson. Take it out of the ZIP."
    return ""


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    """The file's bytes, of which there may be `room` at most, whatever the ZIP says of itself."""
    try:
        with archive.open(member) as packed:
            content = packed.read(room + 1)
    except CANNOT_BE_UNPACKED:
        raise ExchangeError(
            [f"“{member.filename}” can't be unpacked. Make the ZIP again, without a password."]
        ) from None
    if len(content) > room:
        raise ExchangeError(["The ZIP unpacks to over 100 MB. Make its pictures smaller."])
    return content
