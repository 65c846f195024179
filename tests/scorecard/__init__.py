"""What localising promises, measured on made films: ``python -m tests.scorecard``. Run by hand.

In: nothing. Out: a table, and docs/scorecard.md when asked. Never: files outside temporary folders, the network. Judges take plain
values (texts with times, arrays, files) and know nothing of the rooms they judge; ``product`` is the only module that calls those.
"""
