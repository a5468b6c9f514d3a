"""Made-up numbers that pass every check; they belong to nobody."""

from __future__ import annotations


def id_number(region: str = "310105", born: str = "19491231", serial: str = "002") -> str:
    """An identity number with its check digit."""
    first = region + born + serial
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(w * int(digit) for w, digit in zip(weights, first, strict=True)) % 11]


def bank_card(first: str = "622202100112233445") -> str:
    """A card number with Luhn's check digit."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        value = int(digit) * (2 - place % 2)
        total += value - 9 * (value > 9)
    return first + str(-total % 10)
