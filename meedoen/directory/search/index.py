"""The index in one folder: the worker alone writes it, all others look in it (docs/adr/0020 and 0070)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from tantivy import Index, IndexWriter, Occur

from meedoen.directory.search import numbers, store
from meedoen.directory.search.asking import alike, filters, queries, some
from meedoen.directory.search.document import document, schema, with_analyzers
from meedoen.directory.search.ledger import Ledger
from meedoen.directory.search.meaning import MOST_TEXTS, Meanings, meanings_of, with_changes
from meedoen.directory.search.parts import Found, Match, Means, Near, Row
from meedoen.directory.search.ranking import Window, about_the_same, by_meaning, search, together
from meedoen.directory.search.said import Said, said_by
from meedoen.directory.search.words import telling_words

HEAP_BYTES = 50_000_000
AT_ONCE = 1000

Marks = Sequence[Collection[str]]


class SearchIndex:
    """The index in one folder. Only the worker calls `rebuild` and `update`.

    Words that somebody typed are never logged or kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fingerprint(self) -> str:
        """Of which data the index in use was made; empty where there is none that can be read."""
        pointer = store.read(self.folder)
        return pointer.fingerprint if pointer and store.look(self.folder) is not None else ""

    def pointer(self) -> store.Pointer:
        """What is in use, for who keeps it. Raises OSError where there is no index that can be read."""
        pointer = store.read(self.folder)
        if pointer is None:
            raise OSError("there is no search index")
        return pointer

    def ledger(self) -> Ledger:
        """Which services it holds. Raises OSError where there is no index."""
        return Ledger(self.folder / self.pointer().folder)

    # Writing

    def rebuild(
        self, rows: Iterable[Row], fingerprint: str, *, since: str = "", with_meaning: bool = False
    ) -> int:
        """Make a new index of these rows, let it take over from the one in use, and count what it holds.

        Words can be looked for as soon as they are in; what they mean follows (`with_meaning`).
        """
        before = store.read(self.folder)
        name = f"index-{uuid4().hex}"
        path = self.folder / name
        path.mkdir(parents=True)
        ledger = Ledger(path)
        ledger.start()
        texts = _Texts(wanted=with_meaning)
        writer = with_analyzers(Index(schema(), path=str(path))).writer(HEAP_BYTES, 1)
        count = _write(writer, ledger, texts.noted(rows), fresh=True)
        pointer = store.Pointer(name, fingerprint, uuid4().hex, since=since, compared=since)
        store.write(self.folder, pointer)
        # The one before stays for readers that just looked up its name.
        kept = {name} | ({before.folder, before.meaning} if before else set())
        if with_meaning:
            known = numbers.load(str(self.folder / before.meaning)) if before and before.meaning else None
            pointer = self._with_meaning(pointer, lambda: meanings_of(texts.keys, texts.said, before=known))
        store.forget_others(self.folder, kept | {pointer.meaning})
        return count

    def update(
        self,
        rows: Iterable[Row],
        gone: Collection[UUID],
        fingerprint: str,
        *,
        since: str = "",
        compared: str = "",
    ) -> int:
        """Add these rows to the index in use, in the place of those with their id, and take out those gone.

        Whoever looks meanwhile sees it as it was. Raises OSError or ValueError where there is no whole index.
        """
        pointer = self.pointer()
        path = self.folder / pointer.folder
        texts = _Texts(wanted=bool(pointer.meaning))
        writer = store.opened(str(path)).writer(HEAP_BYTES, 1)
        for id in gone:
            writer.delete_documents_by_term("id", str(id))
        count = _write(writer, Ledger(path), texts.noted(rows), gone=gone)
        found = replace(
            pointer,
            fingerprint=fingerprint,
            version=uuid4().hex,
            since=since or pointer.since,
            compared=compared or pointer.compared,
        )
        if pointer.meaning and (texts.keys or gone):
            known = numbers.load(str(self.folder / pointer.meaning))
            found = self._with_meaning(
                replace(found, meaning=""),
                lambda: with_changes(known, texts.keys, texts.said, set(gone)) if known else None,
            )
        else:
            store.write(self.folder, found)
        store.forget_others(self.folder, {pointer.folder, pointer.meaning, found.meaning})
        return count

    def _with_meaning(self, pointer: store.Pointer, make: Callable[[], Meanings | None]) -> store.Pointer:
        found = make()
        if found is not None:
            pointer = replace(pointer, meaning=numbers.save(found, self.folder), version=uuid4().hex)
        store.write(self.folder, pointer)
        return pointer

    # Reading

    def find(
        self,
        words: Sequence[str],
        marks: Marks = (),
        *,
        near: Near | None = None,
        text: str = "",
        limit: int,
        offset: int = 0,
    ) -> Found | None:
        """The services that fit the words (of `telling_words`) and carry a mark of each collection.

        First those with every word; where there are none, with every word alike (its parts, its sound, begun,
        a letter or two wrong); where there are none of those either, with some of the words. With `text`, all
        that was typed, what it means has a say as well. None where there is no index to look in.
        """
        look = store.look(self.folder)
        if look is None:
            return None
        wanted = filters(marks, near)
        if text and look.meanings is not None:
            found = together(look.searcher, look.meanings, Window(wanted, text, words, limit, offset))
            if found is not None:
                return found
        for match, query in queries(words, look.searcher):
            hits, total = search(look.searcher, query, wanted, limit=limit, offset=offset)
            if total:
                return Found(tuple(hit.id for hit in hits), total, match)
        return Found((), 0, Match.ALL)

    def nearest(self, text: str, marks: Marks = (), *, near: Near | None = None, limit: int) -> Found | None:
        """The few that come nearest to a question that found nothing, by meaning or by any word alike.

        None where there is no index to look in.
        """
        look = store.look(self.folder)
        if look is None:
            return None
        wanted = filters(marks, near)
        ids = by_meaning(look.searcher, look.meanings, text, wanted) if look.meanings else []
        if ids or not (words := telling_words(text)):
            return Found(tuple(ids[:limit]), len(ids[:limit]), Match.SOME, Means.MEANING)
        likenesses = some(alike(word, look.searcher) for word in words)
        hits, _ = search(look.searcher, [(Occur.Must, likenesses)], wanted, limit=limit)
        return Found(tuple(hit.id for hit in hits), len(hits), Match.SOME)

    def about_the_same(self, text: str, *, limit: int) -> list[UUID]:
        """The services that say about the same as a text; none where what it means can't be told here."""
        look = store.look(self.folder)
        if look is None or look.meanings is None:
            return []
        return about_the_same(look.meanings, text, limit=limit)


class _Texts:
    """What the services on their way into the index say; nothing past what is compared."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self.keys: dict[UUID, str] = {}
        self.said: dict[str, Said] = {}

    def noted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            if self._wanted and len(self.said) <= MOST_TEXTS:
                said = said_by(row)
                self.keys[row.id] = said.key
                self.said.setdefault(said.key, said)
            yield row


def _write(
    writer: IndexWriter,
    ledger: Ledger,
    rows: Iterable[Row],
    *,
    gone: Collection[UUID] = (),
    fresh: bool = False,
) -> int:
    """Write rows, each in the place of one with its id; the ledger last, so that what it says is in."""
    count, stamps = 0, []
    for row in rows:
        if not fresh:
            writer.delete_documents_by_term("id", str(row.id))
        writer.add_document(document(row))
        stamps.append((row.id, row.stamp))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    ledger.write(stamps, gone)
    return count
