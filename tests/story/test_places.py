"""Scene headings in five languages, and what they leave unsaid."""

import pytest

from onecrew.story.episode import PLACES, TIMES, Place
from onecrew.story.place_words import CHINESE_NEAR, CHINESE_STRONG, CHINESE_WEAK, NEAR, STRONG, WEAK
from onecrew.story.places import PlaceNote, read_place, read_place_note, weather_in


def kind(heading: str) -> str:
    """The kind of a heading every word of which is known."""
    place = read_place(heading)
    assert place.known, place
    return place.kind


@pytest.mark.parametrize(
    ("expected", "headings"),
    [
        ("flat",
         "INT. MEI'S APARTMENT - DAY|INT. KITCHEN|INT. HOUSE - LIVING ROOM - NIGHT|"
         "INT. COCINA|INT. SALA DE ESTAR|INT. CUISINE|内景 客厅 夜"),
        ("bedroom",
         "INT. BEDROOM - NIGHT|INT. MEI'S FLAT - BEDROOM - DAY|INT. HOTEL ROOM|"
         "INT. QUARTO|INT. CHAMBRE|内景 卧室|INT. BEDROOM, TOM'S HOUSE"),
        ("office",
         "INT. DR. PARK'S OFFICE - DAY|INT. POLICE STATION|INT. OFICINA|"
         "INT. ESCRITÓRIO|INT. BUREAU|1-1 夜 内 总裁办公室|INT. OFFICE TOWER - LOBBY"),
        ("street",
         "EXT. ALLEY - NIGHT|EXT. ROAD|EXT. NIGHT MARKET|EXT. CAR PARK|"
         "EXT. RUA|EXT. CALLE MAYOR|EXT. RUE DE LA PAIX|外景 街道 日"),
        ("cafe", "INT. MOONLIGHT CAFÉ - DUSK|INT. COFFEE SHOP|INT. PADARIA|INT. SALON DE THÉ|内景 咖啡馆"),
        ("hospital",
         "INT. WARD - NIGHT|INT. CLINIC|INT. HOSPITAL - CORRIDOR|"
         "INT. HÔPITAL|INT. QUARTO DO HOSPITAL|内景 医院病房|内景 医院走廊"),
        ("car", "INT. TAXI - NIGHT|INT./EXT. TOM'S CAR - MOVING|INT. COCHE|INT. VOITURE|INT. CARRO|内景 出租车"),
        ("school", "INT. CLASSROOM|INT. LIBRARY|INT. AULA|INT. ESCOLA - CORREDOR|INT. SALLE DE CLASSE|内景 教室"),
        ("palace",
         "INT. THRONE ROOM - NIGHT|INT. A ROOM IN THE PALACE|EXT. PALACIO|"
         "INT. CHÂTEAU|内景 金銮殿|内景 御书房"),
        ("forest", "EXT. PARK - DAY|EXT. GARDEN|EXT. BOSQUE|EXT. JARDIM|EXT. FORÊT|外景 花园"),
        ("rooftop", "EXT. ROOFTOP - NIGHT|EXT. HOTEL - ROOFTOP|EXT. AZOTEA|EXT. TERRAÇO|EXT. TOIT|外景 天台"),
        ("restaurant", "INT. BAR - NIGHT|INT. DINER|INT. HOTEL BAR|INT. BAR DO HOTEL|INT. AUBERGE|内景 餐厅"),
        ("shop", "INT. SUPERMARKET|INT. BOOKSTORE|INT. TIENDA|INT. LOJA|INT. MAGASIN|内景 超市"),
        ("lift", "INT. ELEVATOR - SAME|INT. LIFT|INT. ASCENSOR|INT. ELEVADOR|INT. ASCENSEUR|内景 电梯"),
    ],
)  # fmt: skip
def test_a_heading_names_a_kind_of_place(expected: str, headings: str) -> None:
    assert {heading: kind(heading) for heading in headings.split("|")} == dict.fromkeys(headings.split("|"), expected)


def test_every_word_of_the_tables_stands_for_a_kind_there_is() -> None:
    for table in (STRONG, WEAK, NEAR, CHINESE_STRONG, CHINESE_WEAK, CHINESE_NEAR):
        assert set(table) <= set(PLACES)


def test_a_building_seen_from_outside_is_seen_from_the_street() -> None:
    assert read_place("EXT. HOSPITAL - DAY") == Place("HOSPITAL", "street", interior=False)
    assert kind("EXT. PALACE - DAY") == "palace"


@pytest.mark.parametrize(
    ("heading", "expected", "interior"),
    [
        ("INT. SPACESHIP - DAY", "car", True),
        ("EXT. BEACH - DAY", "forest", False),
        ("INT. HOSPTIAL - DAY", "hospital", True),
        ("INT. XYZZY - DAY", "flat", True),
        ("EXT. XYZZY - DAY", "street", False),
        (".ДОМ", "flat", True),
    ],
)
def test_a_place_with_no_set_is_the_nearest_one_and_says_so(heading: str, expected: str, interior: bool) -> None:
    place = read_place(heading.removeprefix("."))
    assert (place.kind, place.interior, place.known) == (expected, interior, False)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("day", "DAY|MORNING|NOON|EARLY MORNING|THE NEXT DAY|DAY 3|MANHÃ|MAÑANA|MATIN|MEIO-DIA"),
        ("dusk", "DAWN|SUNSET|SUNRISE|EVENING|MAGIC HOUR|DUSK|ATARDECER|AMANECER|ENTARDECER|CRÉPUSCULE|PÔR DO SOL"),
        ("night", "NIGHT|MIDNIGHT|LATE NIGHT|LATER THAT NIGHT|NIGHT (RAIN)|NOCHE|NOITE|NUIT"),
    ],
)
def test_times_of_day(expected: str, words: str) -> None:
    assert {word: read_place(f"INT. FLAT - {word}").time for word in words.split("|")} == dict.fromkeys(words.split("|"), expected)
    assert {word: read_place(f"INT. FLAT - {word}").name for word in words.split("|")} == dict.fromkeys(words.split("|"), "FLAT")
    assert expected in TIMES


def test_times_of_day_in_chinese() -> None:
    assert [read_place(f"内景 客厅 {time}").time for time in ("日", "夜", "黄昏", "清晨", "深夜")] == [
        "day",
        "night",
        "dusk",
        "dusk",
        "night",
    ]
    assert read_place("2-3 夜外 街道") == Place("街道", "street", interior=False, time="night")


def test_a_time_inside_a_name_is_part_of_the_name() -> None:
    assert read_place("INT. SUNSET BOULEVARD APARTMENT - NIGHT").name == "SUNSET BOULEVARD APARTMENT"
    assert read_place("INT. NIGHT CLUB") == Place("NIGHT CLUB", "restaurant")
    assert read_place("INT FLAT NIGHT") == Place("FLAT", "flat", time="night")


def test_continuous_and_later_go_on_from_the_scene_before() -> None:
    before = read_place("EXT. STREET - NIGHT - RAIN")
    assert read_place("EXT. ALLEY - CONTINUOUS", before) == Place("ALLEY", "street", False, "night", "rain")
    assert read_place("MOMENTS LATER", before) == before
    assert read_place("THE NEXT MORNING", before).time == "day"
    assert read_place("INT. CAFE", before).time == "night"
    assert read_place("EXT. GARDEN - TEN YEARS LATER", before).weather == "clear"


def test_weather_stands_in_the_heading_or_in_words() -> None:
    assert read_place("EXT. STREET - RAIN - NIGHT") == Place("STREET", "street", False, "night", "rain")
    assert read_place("EXT. SNOWY STREET - DAY").weather == "snow"
    texts = ["Rain hammers the glass.", "Está chovendo.", "Il pleut.", "下雨了", "Snow falls.", "Cae nieve.", "大雪"]
    assert [weather_in(text) for text in texts] == ["rain"] * 4 + ["snow"] * 3
    for text in (
        "The rain has stopped.",
        "No rain tonight.",
        "After the rain, silence.",
        "雨停了",
        "She lifts a snow globe.",
        "He trains.",
    ):
        assert weather_in(text) is None, text


def test_a_note_chooses_place_time_and_weather() -> None:
    assert read_place_note("place: cafe") == PlaceNote("cafe")
    assert read_place_note("Place: rooftop, night, rain") == PlaceNote("rooftop", "night", "rain")
    assert read_place_note("time: dusk") == PlaceNote(time="dusk")
    assert read_place_note("weather: snow") == PlaceNote(weather="snow")
    assert read_place_note("place: the moon") == PlaceNote(unknown=("the moon",))
    assert read_place_note("close on MEI") is None
