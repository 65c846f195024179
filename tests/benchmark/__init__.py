"""What the project promises about time and memory, measured: ``python -m tests.benchmark``. Run by hand; ratios, no goldens.

In: nothing. Out: a table, and docs/benchmarks.md when asked. Never: files outside temporary folders, the network.
"""
