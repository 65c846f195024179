"""onecrew: one person, a whole crew.

From a screenplay to a finished vertical short drama in every language of its audience.
The packages form one direction; see ``docs/index.md``.
"""

__version__ = "0.1.0"
