"""The example drama that comes with onecrew. In: a folder. Out: a copy of the show in it. Never: overwriting what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import onecrew
from onecrew.store.blobs import unwritable
from onecrew.units import OnecrewError

NAME = "moonlight"


def copy_example(folder: Path, name: str = NAME) -> Path:
    """The show's folder under ``folder``, copied there unless it is there already.

    Raises:
        OnecrewError: this installation came without examples.
        StoreError: the folder cannot be written.
    """
    target = folder / name
    if (target / "show.toml").is_file():
        return target
    here = Path(onecrew.__file__).parent
    source = next((one / name for one in (here / "examples", here.parents[1] / "examples") if (one / name).is_dir()), None)
    if source is None:
        raise OnecrewError(f"this installation has no example {name!r}; get the source of onecrew and run make demo in it")
    try:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".onecrew", "release"), dirs_exist_ok=True)
    except OSError as error:
        raise unwritable(target, error) from error
    return target
