"""The text of a PDF is made of characters, whatever glyphs a font shares."""

from __future__ import annotations

from reports.publish.glyphs import RADICALS, plain_cmap

CMAP = b"""begincmap
1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfrange
<01> <02> <2F79>
<05> <05> <4E00>
endbfrange
1 beginbfchar
<07> <2EC5>
endbfchar
endcmap"""


def test_radicals_become_the_characters_they_look_like() -> None:
    mended = plain_cmap(CMAP)
    assert mended is not None
    assert b"<01> <7F51>" in mended  # U+2F79 -> 网
    assert b"<02> <7F8A>" in mended  # U+2F7A -> 羊: the range went on
    assert b"<05> <4E00>" in mended
    assert b"<07> <89C1>" in mended  # U+2EC5 -> 见
    assert mended.startswith(b"begincmap")
    assert mended.endswith(b"endcmap")
    assert mended.count(b"beginbfchar") == 1
    assert b"4 beginbfchar" in mended


def test_doors_are_written_as_simplified_fonts_draw_them() -> None:
    assert b"<07> <6237>" in (plain_cmap(b"1 beginbfchar\n<07> <2F3E>\nendbfchar") or b"")


def test_single_glyphs_and_listed_ranges_stay_apart() -> None:
    cmap = b"""3 beginbfchar
<43e3> <5f81>
<59f3> <2F79>
<466c> <D840DC00>
endbfchar
1 beginbfrange
<0001> <0003> [<4E00> <2EC5> <0041>]
endbfrange"""
    mended = plain_cmap(cmap)
    assert mended is not None
    for entry in (b"<43E3> <5F81>", b"<59F3> <7F51>", b"<466C> <D840DC00>", b"<0001> <4E00>", b"<0002> <89C1>"):
        assert entry in mended
    assert b"6 beginbfchar" in mended


def test_a_map_without_radicals_is_left_alone() -> None:
    assert plain_cmap(b"1 beginbfchar\n<01> <4E00>\nendbfchar") is None


def test_every_radical_of_the_table_has_a_character() -> None:
    assert all(0x2E80 <= radical <= 0x2EFF for radical in RADICALS)
    assert not any(0x2E80 <= character <= 0x2FD5 for character in RADICALS.values())
