"""An emulator for every vendor, on loopback: its words, its limits, its faults."""
