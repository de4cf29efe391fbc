"""Writing files so that a reader, or a killed build, never finds half of one."""

import os
from pathlib import Path


def write(path, data):
    """Make ``data`` (bytes) the content of ``path``; True if that changed anything.

    A file that holds ``data`` already is left alone, so that its date stays. OSError where the folder cannot be written.
    """
    path = Path(path)
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".~{path.name}")
    part.write_bytes(data)
    os.replace(part, path)
    return True
