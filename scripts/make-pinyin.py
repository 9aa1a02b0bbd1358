#!/usr/bin/env python3
"""Makes Catalogues/data/pinyin.tsv from the Unicode Han database.

    apt-get install unicode-data        # or fetch Unihan.zip from unicode.org
    python3 scripts/make-pinyin.py /usr/share/unicode/Unihan_Readings.txt.bz2 > Catalogues/data/pinyin.tsv

Each line holds a character, a tab, and its readings in Mandarin parted by blanks: without tones, ü as v, the most
common one first. Lines are sorted by code point, which in UTF-8 is the order of the bytes, so that the program finds a
character by bisection in the file as it is and needs no time to load it.

Fields (Unicode Standard Annex 38), in this order:
  kMandarin     the customary reading
  kHanyuPinlu   readings with their frequency in modern Chinese, most frequent first
  kTGHZ2013     readings of the 2013 Table of General Standard Characters
  kXHC1983      readings of a common dictionary
  kHanyuPinyin  readings of a large dictionary, many of them old: only where none of the others knows the character
"""
import bz2
import re
import sys
import unicodedata

FIELDS = ["kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"]
LAST_RESORT = "kHanyuPinyin"


def toneless(syllable):
    """nǚ → nv, lüè → lve; None for what is no syllable (a lone m̀ or ê̄)."""
    text = unicodedata.normalize("NFD", syllable.strip().lower()).replace("u\u0308", "v")
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text if re.fullmatch(r"[a-z]+", text) else None


def readings(field, value):
    if field == "kHanyuPinlu":
        found = re.findall(r"(\S+?)\((\d+)\)", value)
        return [s for s, n in sorted(found, key=lambda pair: -int(pair[1]))]
    if field == "kMandarin":
        return value.split()
    return [s for entry in value.split() for s in entry.split(":")[-1].split(",")]


def main(path):
    table = {}
    opener = bz2.open if path.endswith(".bz2") else open
    with opener(path, mode="rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                point, field, value = line.rstrip("\n").split("\t")
                if field in FIELDS or field == LAST_RESORT:
                    table.setdefault(int(point[2:], 16), {})[field] = value
    print("#\tModified: toneless readings from Unihan_Readings.txt, (c) Unicode, Inc.; see unicode-license.txt")
    for point in sorted(table):
        fields = table[point]
        known = [f for f in FIELDS if f in fields] or [LAST_RESORT]
        syllables = [toneless(s) for f in known for s in readings(f, fields[f])]
        distinct = list(dict.fromkeys(s for s in syllables if s))
        if distinct:
            print(chr(point) + "\t" + " ".join(distinct))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
