r"""Quantities as siunitx writes them: `\SI{40}{\kilo\hertz}` -> 40 kHz.

Separate because it is a table of its own. A unit that the table lacks leaves all as it is written.
"""

from __future__ import annotations

import re
from typing import Final

from reading_list.texts.math_alphabets import superscript

_PREFIXES = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f",
    "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d",
    "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P",
    "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R", "quetta": "Q",
    "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_UNITS = {
    "ampere": "A", "candela": "cd", "kelvin": "K", "kilogram": "kg", "gram": "g", "metre": "m",
    "meter": "m", "mole": "mol", "second": "s", "becquerel": "Bq", "celsius": "°C",
    "degreeCelsius": "°C", "coulomb": "C", "farad": "F", "gray": "Gy", "hertz": "Hz",
    "henry": "H", "joule": "J", "lumen": "lm", "lux": "lx", "newton": "N", "ohm": "Ω",
    "pascal": "Pa", "radian": "rad", "siemens": "S", "sievert": "Sv", "steradian": "sr",
    "tesla": "T", "volt": "V", "watt": "W", "weber": "Wb", "day": "d", "degree": "°",
    "hectare": "ha", "hour": "h", "litre": "L", "liter": "L", "minute": "min", "percent": "%",
    "tonne": "t", "electronvolt": "eV", "eV": "eV", "bit": "bit", "byte": "B", "decibel": "dB",
    "dB": "dB", "bar": "bar", "dalton": "Da", "parsec": "pc",
    "nm": "nm", "um": "µm", "mm": "mm", "cm": "cm", "m": "m", "km": "km", "s": "s", "ms": "ms",
    "us": "µs", "ns": "ns", "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "K": "K",
    "kg": "kg", "g": "g", "mg": "mg", "V": "V", "mV": "mV", "W": "W", "kW": "kW", "MW": "MW",
    "keV": "keV", "MeV": "MeV", "GeV": "GeV", "TeV": "TeV",
}  # fmt: skip
_OPTIONS, _GROUP = r"(?:\[[^\[\]]{0,80}\])?", r"[^{}$]{1,80}"
QUANTITY: Final = (
    rf"(?P<quantity>\\(?:SI|qty){_OPTIONS}\{{(?P<amount>{_GROUP})\}}\{{(?P<unit>{_GROUP})\}}"
    rf"|\\(?P<measure>num|ang|si|unit){_OPTIONS}\{{(?P<measured>{_GROUP})\}})"
)
"""Part of a verbose pattern."""
_POWERS = {"squared": "²", "cubed": "³"}
_POWERS_BEFORE = {"square": "²", "cubic": "³"}
_PART = re.compile(r"\\([A-Za-z]+)\s*|\^\{?(-?[0-9])\}?|([^\\^{}]+)")
_EXPONENT = re.compile(r"(?<=[0-9])\s*[eE]([+-]?[0-9]+)")


def find_quantity(found: re.Match[str]) -> str:
    """Write what `QUANTITY` has found; as it is written where its unit is none that we know."""
    if found["amount"]:
        return read_quantity(found["amount"], found["unit"]) or found[0]
    if found["measure"] in {"num", "ang"}:
        return read_quantity(found["measured"], r"\degree" if found["measure"] == "ang" else "")
    return read_quantity("", found["measured"]) or found[0]


def read_quantity(number: str, unit: str) -> str:
    r"""Write a number and its unit; empty where the unit is none that we know.

    Either may be empty: `\num{1e3}`, `\si{\metre\per\second}`.
    """
    written = read_unit(unit)
    if unit.strip() and not written:
        return ""
    amount = read_number(number)
    is_close = not amount or written in {"°", "%"}
    space = "" if is_close else "\u00a0"
    return f"{amount}{space}{written}" if written else amount


def read_number(text: str) -> str:
    """`1.5e-3` -> 1.5 × 10⁻³; `2 +- 1` -> 2 ± 1."""
    plain = text.replace("+-", "±").replace(r"\pm", "±").strip()
    return _EXPONENT.sub(lambda found: f" × 10{superscript(found[1].lstrip('+'))}", plain)


def read_unit(text: str) -> str:
    r"""`\kilo\metre\per\second\squared` -> km/s²; empty where one of its words is unknown."""
    written = power = before = ""
    for found in _PART.finditer(text):
        name, raised, plain = found.groups()
        if name in _POWERS or raised:
            written += _POWERS.get(name or "") or superscript(raised) or ""
        elif name in _POWERS_BEFORE:
            power = _POWERS_BEFORE[name]
        elif name == "per":
            before = "/"
        elif name in _PREFIXES:
            before += _PREFIXES[name]
        elif name is None or name in _UNITS:
            unit = plain if name is None else _UNITS[name]
            joint = "·" if written and name is not None and not before.startswith("/") else ""
            written, power, before = f"{written}{joint}{before}{unit}{power}", "", ""
        else:
            return ""
    return written.strip()
