"""The only room that knows codecs: encode, decode, draw captions, mix, measure, mux.

In: frames and samples. Out: files. Never: the story.
"""
