"""Text people write becomes a Show, an Episode and its Shots.

In: the show folder's text. Out: frozen nouns and Problems. Never: models, pixels.
"""
