"""What a mistyped Vietnamese syllable may have been meant as; whether it exists others know.

Words come and go folded: without marks, in lower case.
"""

import re

_LETTERS = "abcdeghiklmnopqrstuvxy"
_LONGEST = 12


def meant(word: str) -> list[str]:
    """Return what may have been meant, likelier things first, without the word itself.

    Keys of an input method that was switched off (ddangr, d9ang3), two words without a space
    between them ("chi bo"), then one letter too many, too few, wrong or in the wrong place.
    """
    if not 2 <= len(word) <= _LONGEST or not word.isascii():
        return []
    found = [_from_keys(word)]
    if word.isalpha():
        cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
        found += [f"{head} {tail}" for head, tail in cuts[2:-2]]
        found += [head + tail[1] + tail[0] + tail[2:] for head, tail in cuts[:-2]]
        found += [head + tail[1:] for head, tail in cuts[:-1]]
        found += [head + letter + tail[1:] for head, tail in cuts[:-1] for letter in _LETTERS]
        found += [head + letter + tail for head, tail in cuts for letter in _LETTERS]
    return [each for each in dict.fromkeys(found) if each and each != word]


def _from_keys(word: str) -> str:
    """Telex and VNI keys taken out: doubled vowels, dd, w, tone letters at the end, digits."""
    letters = re.sub(r"[0-9]", "", word)
    letters = re.sub(r"([aeod])\1", r"\1", letters)
    letters = re.sub(r"(?<=[aeiouy])([sfrxj])(?=[a-z]*$)|[wfj]", "", letters)
    return re.sub(r"(?<=[a-z])[sfrxj]$", "", letters)
