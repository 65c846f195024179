"""What Whisper invents at the end of a line is not taken for speech."""

from collections import namedtuple

from onecrew.providers.transcription.whisper import _said

Heard = namedtuple("Heard", "word start end probability")
LINE = [Heard(" on", 0.76, 0.96, 0.98), Heard(" time", 0.96, 1.36, 1.0)]


def test_words_that_take_no_time_at_the_end_were_not_said():
    thanks = [Heard(" Thank", 1.36, 1.94, 0.02), *(Heard(word, 1.94, 1.94, 0.9) for word in (" you", " very", " much."))]
    assert _said([*LINE, *thanks]) == LINE


def test_a_sure_word_before_them_stays():
    assert _said([*LINE, Heard(" you", 1.94, 1.94, 0.9), Heard(" so", 1.94, 1.94, 0.9)]) == LINE


def test_one_short_last_word_is_speech():
    line = [*LINE, Heard(" no", 1.4, 1.4, 0.9)]
    assert _said(line) == line


def test_silence_has_no_words():
    assert _said([]) == []
