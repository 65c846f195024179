"""The cut: shots and durations become a timeline, captions and the files editors read.

In: shots, lengths of speech. Out: Timeline, captions, OTIO and subtitle files as text. Never: pixels, samples.
"""
