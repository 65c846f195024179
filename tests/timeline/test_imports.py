"""The rooms of the timeline are opened at every command, so they are light."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import onecrew.timeline

HEAVY = ("numpy", "skia", "av", "opentimelineio", "budoux", "jieba", "pyJianYingDraft", "pymediainfo")


def test_no_module_loads_a_heavy_library_before_it_is_needed() -> None:
    modules = [f"onecrew.timeline.{found.name}" for found in pkgutil.iter_modules(onecrew.timeline.__path__)]
    code = f"import sys, {', '.join(modules)}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
