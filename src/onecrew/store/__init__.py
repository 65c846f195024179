"""Bytes by digest, results by key, orders and what they cost. In: bytes. Out: digests. Never: what a step means."""
