"""The words of a text: plain, without their endings, as they sound, and those that say what is looked for."""

from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from meedoen.directory.reference import SAYING_NOTHING

MOST_WORDS = 12
# Longer than any word somebody means; keeps a text of one endless word from costing anything.
LONGEST_WORD = 60

STOP_WORDS = frozenset(SAYING_NOTHING.split())


@lru_cache(maxsize=2)
def analyzer(*, stemmed: bool) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("dutch")) if stemmed else builder).build()


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case without accents."""
    return list(analyzer(stemmed=False).analyze(text))


def stems(text: str) -> list[str]:
    """The same words without their endings: `tuinen` and `tuin` are one."""
    return list(analyzer(stemmed=True).analyze(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One plain word without its ending; the word itself where nothing is left of it."""
    return next(iter(stems(word)), word)


def telling_words(text: str) -> list[str]:
    """The words of a question that say what is looked for: at most twelve, each once."""
    words = dict.fromkeys(word for word in plain_words(text) if word not in STOP_WORDS)
    return list(words)[:MOST_WORDS]
