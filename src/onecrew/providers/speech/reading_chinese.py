"""How a written Chinese line is said. In: a line. Out: the line with figures and signs in characters. Never: pinyin."""

from __future__ import annotations

import re
import unicodedata

from onecrew.providers import numbers

_DIGITS = "零一二三四五六七八九"
_MONEY = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_UNITS = {
    "km/h": "公里每小时",
    "km": "公里",
    "kg": "公斤",
    "cm": "厘米",
    "°C": "摄氏度",
    "℃": "摄氏度",
    "°": "度",
    "m": "米",
    "g": "克",
}


def say(figures: str) -> str:
    """Figures as one number."""
    return numbers.spell(int(figures), "zh")


def plain(figures: str) -> str:
    """Figures one by one, as years are said."""
    return "".join(_DIGITS[int(one)] for one in figures)


def read_chinese(line: str) -> str:
    """Figures and signs of Chinese text in characters (GB/T 15835: years digit by digit, quantities as numbers)."""
    line = unicodedata.normalize("NFKC", line) if re.search(r"[０-９Ａ-Ｚａ-ｚ％]", line) else line
    line = re.sub(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", lambda m: f"{plain(m[1])}年{say(m[2])}月{say(m[3])}日", line)
    line = re.sub(r"(\d{4})(?=年)", lambda m: plain(m[1]), line)
    line = re.sub(r"(?<!\d)([01]?\d|2[0-4])[::]([0-5]\d)(?!\d)", lambda m: _chinese_clock(int(m[1]), int(m[2])), line)
    line = re.sub(
        r"(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{3,4}-\d{4,8})(?!\d)|(?<!\d)1(?:10|19|20)(?!\d)",
        lambda m: numbers.digits(m[0], "zh"),
        line,
    )
    line = re.sub(r"(?<=\d)[-~—](?=\d)", "到", line)
    line = re.sub(r"-(?=\d)", "负", line)
    number = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
    line = re.sub(rf"({number})\s?[%％]", lambda m: f"百分之{_chinese_number(m[1])}", line)
    signs = "|".join(map(re.escape, _MONEY))
    line = re.sub(rf"({signs})\s?({number})([万亿]?)", lambda m: f"{_chinese_number(m[2])}{m[3]}{_MONEY[m[1]]}", line)
    units = "|".join(map(re.escape, _UNITS))
    line = re.sub(rf"({number})\s?({units})(?![A-Za-z])", lambda m: f"{_chinese_number(m[1])}{_UNITS[m[2]]}", line)
    # 两 counts things: 两个人, but 第二, 二十.
    line = re.sub(r"(?<![\d.,第])2(?=[个位名只条件张本次年天岁块元杯瓶双家间辆秒分点])", "两", line)
    line = re.sub(number, lambda m: _chinese_number(m[0]), line)
    return line.replace("&", "和").replace("+", "加").replace("=", "等于").replace("@", "艾特")


def _chinese_number(text: str) -> str:
    whole, _, part = text.replace(",", "").partition(".")
    said = plain(whole) if len(whole) > 12 or (len(whole) > 1 and whole[0] == "0") else say(whole)
    part = part.rstrip("0")
    return said + (f"点{plain(part)}" if part else "")


def _chinese_clock(hour: int, minute: int) -> str:
    head = "两点" if hour == 2 else f"{numbers.spell(hour, 'zh')}点"
    if minute == 0:
        return f"{head}整"
    if minute == 30:
        return f"{head}半"
    return f"{head}{'零' if minute < 10 else ''}{numbers.spell(minute, 'zh')}分"
