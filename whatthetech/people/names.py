"""Names as they are heard on the telephone: other spellings, short names, initials, accents."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import extract

LEAST_ALIKE = 0.84  # Jaro-Winkler: “smyth” is 0.88 like “smith”, “marion” 0.79 like “margaret”
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir"})
APOSTROPHES = "'’‘`´ʼ"
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)

# Each line is one name in its forms. Coordinators hear the second and look for the first.
ONE_NAME = """
abdul abdullah abdulrahman
abigail abbie abby gail
albert bert bertie
alexander alex alec alistair sandy sasha
alexandra alex sandra sasha
alfred alf alfie fred
andrew andy drew
ann anne anna annie nan nancy
anthony tony antony
archibald archie
arthur art
barbara barb babs barbie
beatrice bea trixie
bernard bernie
catherine kate katie kathy kitty cathy kath kay katherine kathleen
charles charlie chas chuck
charlotte lottie charlie
christine chris chrissie tina christina
christopher chris kit
constance connie
cynthia cindy
daniel dan danny
david dave davey dai
deborah debbie deb
derek del
dorothy dot dottie dolly dora thea
edith edie
edward ed eddie ted teddy ned
eleanor ellie nell nellie nora elinor
elizabeth liz lizzie beth betty bess bessie eliza elsie libby lisa betsy
emily em emmy
eugene gene
florence flo florrie flossie
frances fran fanny frankie
francis frank
frederick fred freddie
gabriel gabe
george georgie
gerald gerry jerry
gertrude gert gertie trudy
gladys glad
gregory greg
gwendoline gwen gwendolen
harold harry hal
harriet hattie harrie
helen nell nellie lena
henry harry hal hank
herbert bert herb
irene rene
isabel bella isabella izzy
jacqueline jackie jacqui
james jim jimmy jamie jem
jane jenny janey
janet jan
jennifer jen jenny
joan joanie
john jack johnny jock ian
jonathan jon jonny
joseph joe joey
josephine jo josie
joyce joy
judith judy
kenneth ken kenny
lawrence larry laurie
leonard len lenny
leslie les
lillian lil lily lillie
louise lou
lucille lucy
madeleine maddie maddy
margaret peggy maggie meg mags marge margie greta rita madge daisy peg
marjorie marge margery
martha mattie patty
martin marty
mary molly polly may mamie moll maria
matilda tilly mattie
matthew matt
maureen mo
maurice mo morris
michael mick mickey mike
mildred millie
miriam mim
mohammed muhammad mohamed mohammad mahomed mo
nathaniel nat nathan
nicholas nick nicky
norman norm
olive ollie livvy olivia
oliver ollie noll
pamela pam
patricia pat patsy trish tricia paddy patty
patrick pat paddy
percival percy
peter pete
philip phil pip
philippa pippa pip
phyllis phyl
priscilla cilla
rebecca becky
reginald reg reggie
richard dick rick ricky dickie
robert bob bobby rob robbie bert
ronald ron ronnie
rosemary rose rosie
samuel sam sammy
sarah sally sal sadie
sidney sid
stanley stan
stephen steve
susan sue susie suzy
suzanne sue suzy
sylvia syl
terence terry
teresa terry tess tessa
thelma thel
theodore ted theo
thomas tom tommy
timothy tim
valerie val
veronica ronnie vera
victor vic
victoria vicky vic queenie
vincent vince vin
violet vi
virginia ginny
walter wally walt
wilfred wilf fred
wilhelmina mina minnie
william bill billy will willie liam
winifred win winnie freda
yusuf yousef joseph
"""


def _forms() -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for line in ONE_NAME.split("\n"):
        for name in (one := line.split()):
            forms.setdefault(name, set()).update(one)
    return forms


FORMS = _forms()


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float  # 1: the same word
    why: str


SAME = Likeness(1.0, "the same name")


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The name's words in small letters, without accents, apostrophes and titles."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    kept = "".join(
        sign for sign in plain if sign not in APOSTROPHES and not unicodedata.combining(sign)
    )
    return tuple(word for word in re.findall(r"[^\W\d_]+", kept) if word not in TITLES)


def alike(asked: str, words: Iterable[str]) -> dict[str, Likeness]:
    """Which of these words may be meant by what was asked, and why."""
    if len(asked) == 1:
        return {word: Likeness(0.8, "the initial") for word in words if word.startswith(asked)}
    found = {
        word: Likeness(score * 0.97, "a name spelt like it")
        for word, score, _ in extract(
            asked,
            words,
            scorer=JaroWinkler.normalized_similarity,
            score_cutoff=LEAST_ALIKE,
            limit=None,
        )
    }
    sound, forms = sound_of(asked), FORMS.get(asked, ())
    for word in words:
        if word == asked:
            found[word] = SAME
        elif word in forms:
            found[word] = Likeness(0.94, "a form of the name")
        elif word.startswith(asked):
            found[word] = Likeness(0.96, "a name that begins so")
        elif word not in found and len(sound) > 1 and sound_of(word) == sound:
            found[word] = Likeness(0.88, "a name that sounds like it")
        elif len(word) == 1 and asked.startswith(word):
            found[word] = Likeness(0.8, "the initial")
    return found


WRITTEN_AND_SAID = (
    ("ph", "f"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sy"),
    ("ch", "č"),  # a sound of its own
    ("c", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
)


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """Its consonants as English says them: “Catherine” and “Kathryn” are one, “kthrn”."""
    for written, said in WRITTEN_AND_SAID:
        word = word.replace(written, said)
    consonants = word[:1] + re.sub("[aeiouyw]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", consonants)
