"""onecrew: one person, a whole crew.

From a screenplay to a finished vertical short drama in every language of its audience.
The packages form one direction; see ``docs/index.md``.
"""

import os

# Intel's routines inside OpenCV give other last bits on other processors (and, on some, for other addresses); the same shot must
# give the same pixels. OpenCV would warn of each process that it does as it is told.
os.environ.setdefault("OPENCV_IPP", "disabled")
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")

__version__ = "0.1.0"
