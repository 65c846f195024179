"""The free camera: a shot, its cast and its speech become frames.

In: a ``Picture`` (plain values: shot, looks, cues). Out: pixels drawn on a Skia canvas, the same for the same picture.
Never: files, encoders, captions, models, the clock, randomness without a seed.
"""
