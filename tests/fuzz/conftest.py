"""The films that are damaged here are made by the builders of the media tests."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "media")]
