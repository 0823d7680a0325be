"""How somebody answers a wish: by handing it over, making it, or looking into whether it is."""

from __future__ import annotations

import re

# Known by its article: it is what was asked for just before.
THE_PAPER = (
    r"(?:tallene|tallet|svaret|notatet|oversigten|listen|opgørelsen|oplysningerne|materialet|"
    r"redegørelsen|rapporten|planen|prisen|priserne)"
)
HANDS_IT_OVER = re.compile(
    r"(?<!\w)(?:sender|udsender|fremsender|eftersender|finder|laver|udarbejder|lægger|giver|skaffer|"
    r"undersøger|oplyser)\s+"
    rf"(?:den|det|dem|sådan|en|{THE_PAPER})"
    r"(?=\s*[.,]|\s+(?:ud|rundt|frem|til|inden|senest|i|på|med|skriftligt|straks)(?!\w))",
    re.IGNORECASE,
)
# "Den udarbejdes af forvaltningen til september"
IT_IS_MADE = re.compile(r"(?:den|denne|det|dette|de|disse)\s+\w+es\s", re.IGNORECASE)
# "Formanden lovede, at udvalget får en sådan", and "Bo finder en dag" for what was wished.
SUCH = re.compile(
    r"(?<!\w)(?:en\s+sådan|et\s+sådant|sådanne|sådan\s+e[nt])(?=\s*[.,;]|$|"
    r"\s+(?:til|inden|senest|i|på|med|ud|rundt|hver|løbende)(?!\w))|"
    r"(?<!\w)finder\s+en\s+(?:dato|dag|tid)(?=\s*[.,;]|$)",
    re.IGNORECASE,
)
# "Lis undersøger, om den findes": the question is about what was asked for.
LOOKS_INTO_IT = re.compile(
    r"(?<!\w)(?:undersøger|afklarer|tjekker|ser\s+på|hører|finder\s+ud\s+af|spørger)\s*,?\s+"
    r"(?:om|hv\w+)\s+(?:det|den|de|dette|disse|sådan\s+en)\s+(?:\w+\s+)?\w+(?:er|es|an|s)(?!\w)",
    re.IGNORECASE,
)
# Where the sentence has a wish of its own it answers that one.
ASKS = re.compile(
    r"(?<!\w)(?:ønske[rdt]\w*|efterspurgte|efterlyste|anmode\w*|bad)(?!\w)", re.IGNORECASE
)
