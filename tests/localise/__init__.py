"""Films of which everything is known: pictures, burnt-in texts, lines, speakers, music. Made, not kept: ``film.make_film``.

In: a kind of picture, a language, a style of subtitles, a seed. Out: a folder with film, clean film, stems and ``truth.json``.
Never: anything of the rooms that localise; what is judged here must not be judged by itself.
"""
