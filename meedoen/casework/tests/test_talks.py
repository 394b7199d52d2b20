"""Talks: their kind and questions, a note in three taps, and a summary that the person can correct."""

from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client

from meedoen.accounts.models import User
from meedoen.casework.actions import load_talks, note_quickly, record_conversation, say_not_right
from meedoen.casework.actions.talks import change_questions, write_summary
from meedoen.casework.models import Case, Conversation, TalkTemplate
from meedoen.casework.policy.talks import LONGEST_QUESTION, MOST_QUESTIONS, may_ask
from meedoen.casework.queries.talks import own_talks
from meedoen.casework.reference_talks import TALKS
from meedoen.casework.tests.clock import stand_still
from meedoen.casework.tests.wmo_makers import known, opened, queries_of, text
from meedoen.casework.vocabulary import REACHED, ConversationKind, QuickNote, TalkKind
from meedoen.people.models import Involvement
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

STORY, SUMMARY = "Ze huilde toen het over haar broer ging.", "We spraken over koken. Jij belt De Linde."


def _jokes(cast: Cast) -> Case:
    return make_case(involve(make_person(cast.utrecht, "Joke", user=cast.joke), cast.bram))


def _talk(case: Case, cast: Cast, worker: str = "bram", **more: object) -> Conversation:
    given = {"story": STORY, "agreed": "Ze belt.", "summary": SUMMARY, "talk": TalkKind.FIRST} | more
    return record_conversation(
        case=case, held_on=TODAY, kind=ConversationKind.HOME, by=cast.actor(worker), at=NOW, **given
    )


def _address(case: Case, path: str = "") -> str:
    return f"/werk/dossiers/{case.id}/{path}"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_still(monkeypatch)


def test_no_question_we_bring_is_about_the_right_to_benefit() -> None:
    for talk in TALKS:
        assert may_ask(talk.questions), talk.kind
        assert talk.questions
    assert not any("rechtmatig" in str(kind.label) for kind in TalkKind)


@pytest.mark.parametrize(
    "question",
    ["Heb je nog recht op een uitkering?", "Is dit RECHTMATIG?", "Mag ik je bankafschrift zien?"],
)
def test_a_question_about_the_right_to_benefit_is_refused(question: str) -> None:
    verdict = may_ask(["Hoe gaat het?", question])
    assert not verdict
    assert "hoort niet in deze gesprekken" in verdict.reasons[0]


@pytest.mark.parametrize("questions", [["Wat?"] * (MOST_QUESTIONS + 1), ["a" * (LONGEST_QUESTION + 1)]])
def test_too_many_or_too_long_questions_are_refused(questions: list[str]) -> None:
    assert not may_ask(questions)
    assert may_ask(["Wat?"] * MOST_QUESTIONS)
    assert may_ask(["a" * LONGEST_QUESTION])


@pytest.mark.django_db
def test_questions_load_once_and_keep_the_words_of_the_municipality() -> None:
    cast = make_cast()
    hanna = cast.actor("hanna")
    change_questions(kind=TalkKind.FIRST, questions=["Hoe is het?", "  "], by=hanna, at=NOW)
    load_talks()
    assert TalkTemplate.objects.get(kind=TalkKind.FIRST).questions == ["Hoe is het?"]
    assert TalkTemplate.objects.count() == len(TALKS)
    assert Change.objects.get(field="questions").new == "Hoe is het?"


@pytest.mark.django_db
def test_the_manager_edits_questions_and_reads_why_one_is_refused() -> None:
    cast = make_cast()
    hanna, page = signed_in(cast.hanna), "/werk/gespreksvragen/first/"
    assert "Hoe gaat het met je?" in text(hanna.get("/werk/gespreksvragen/"))
    refused = text(hanna.post(page, {"questions": "Is er fraude?"}))
    assert "hoort niet in deze gesprekken" in refused
    assert "Is er fraude?" in refused
    hanna.post(page, {"questions": "Wat wil je?\nMet wie?"})
    assert TalkTemplate.objects.get(kind="first").questions == ["Wat wil je?", "Met wie?"]
    assert hanna.get("/werk/gespreksvragen/onzin/").status_code == 404


@pytest.mark.django_db
def test_the_kind_of_talk_brings_its_questions_and_the_page_says_what_it_is_not() -> None:
    cast = make_cast()
    case = known(cast, "bram")
    client = opened(cast, case)
    page = text(client.get(_address(case, "gesprek/?talk=contact_day")))
    assert "Wat zou je in je eigen wijk willen doen?" in page
    assert "Of iemand recht heeft op een uitkering, kun je hier niet vastleggen." in page
    posted = {"talk": "contact_day", "held_on": "2026-09-15", "kind": "office", "story": "Over werk"}
    client.post(_address(case, "gesprek/"), posted)
    assert Conversation.objects.get().talk == TalkKind.CONTACT_DAY
    for odd in ("quick", "rechtmatigheid", ""):
        client.post(_address(case, "gesprek/"), posted | {"talk": odd})
        assert Conversation.objects.first().talk in (TalkKind.FREE, TalkKind.CONTACT_DAY)
    assert Conversation.objects.filter(talk=TalkKind.FREE).count() == 3


@pytest.mark.django_db
def test_the_kind_of_talk_survives_the_question_of_the_purpose() -> None:
    cast = make_cast()
    case = known(cast, "bram")
    client = signed_in(cast.bram)
    asked = client.get(_address(case, "gesprek/?talk=contact_day"))["Location"]
    wanted = parse_qs(urlparse(asked).query)["verder"][0]
    after = client.post(_address(case, "waarvoor/"), {"purpose": "conversation", "verder": wanted})
    assert after["Location"] == _address(case, "gesprek/?talk=contact_day")
    strange = client.post(_address(case, "waarvoor/"), {"purpose": "plan", "verder": "gesprek/weg"})
    assert strange["Location"] == _address(case)


@pytest.mark.django_db
@pytest.mark.parametrize("note", QuickNote)
def test_a_short_note_takes_one_choice_and_only_who_was_spoken_was_in_contact(note: QuickNote) -> None:
    cast = make_cast()
    case = known(cast, "bram")
    Involvement.objects.filter(id=case.involvement_id).update(last_contact_on=None)
    client = opened(cast, case)
    assert client.post(_address(case, "notitie/"), {"note": note, "kind": "phone"}).status_code == 302
    row = Conversation.objects.get()
    assert (row.talk, row.held_on, row.story) == (TalkKind.QUICK, TODAY, f"{note.label}.")
    contact = Involvement.objects.get(id=case.involvement_id).last_contact_on
    assert contact == (TODAY if note in REACHED else None)
    assert AuditLine.objects.filter(act="note_quickly").count() == 1


@pytest.mark.django_db
def test_a_short_note_without_a_choice_keeps_the_words() -> None:
    cast = make_cast()
    case = known(cast, "bram")
    page = text(opened(cast, case).post(_address(case, "notitie/"), {"more": "Belt terug", "kind": "phone"}))
    assert "Kies wat er gebeurde." in page
    assert "Belt terug" in page
    assert Conversation.objects.count() == 0


@pytest.mark.django_db
def test_the_person_reads_the_summary_and_never_the_story() -> None:
    cast = make_cast()
    case = _jokes(cast)
    _talk(case, cast)
    _talk(case, cast, summary="", story="Alleen voor mij.")
    page = text(signed_in(cast.joke).get("/mijn/gesprekken/"))
    assert SUMMARY in page
    assert STORY not in page
    assert "Alleen voor mij." not in page
    assert page.count("Eerste gesprek met") == 1


@pytest.mark.django_db
def test_what_the_person_says_stands_beside_the_summary_with_a_mark_for_the_worker() -> None:
    cast = make_cast()
    case = _jokes(cast)
    talk = _talk(case, cast)
    joke = signed_in(cast.joke)
    joke.post(f"/mijn/gesprekken/{talk.id}/", {"says": "Ik bel niet, Bram belt."})
    talk.refresh_from_db()
    assert (talk.summary, talk.person_says, talk.person_said_at) == (
        SUMMARY,
        "Ik bel niet, Bram belt.",
        talk.person_said_at,
    )
    assert talk.person_said_at is not None
    page = text(opened(cast, case).get(_address(case)))
    assert "de inwoner wil iets rechtzetten" in page
    assert SUMMARY in page
    assert "Ik bel niet, Bram belt." in page
    changes = {(row.field, row.old, row.new) for row in Change.objects.all()}
    assert ("person_says", "empty", "changed") in changes


@pytest.mark.django_db
def test_a_summary_stays_as_it_was_once_the_person_answered_to_it() -> None:
    cast = make_cast()
    case = _jokes(cast)
    talk = _talk(case, cast)
    bram = cast.actor("bram")
    write_summary(case=case, conversation_id=talk.id, summary="Beter gezegd.", by=bram, at=NOW)
    say_not_right(conversation_id=talk.id, says="Niet waar.", by=cast.actor("joke"), at=NOW)
    with pytest.raises(Refused, match="Allebei blijven staan"):
        write_summary(case=case, conversation_id=talk.id, summary="Weg ermee.", by=bram, at=NOW)
    page = text(
        opened(cast, case).post(_address(case, f"gesprek/{talk.id}/samenvatting/"), {"summary": "Nee"})
    )
    assert "Allebei blijven staan" in page
    talk.refresh_from_db()
    assert (talk.summary, talk.person_says) == ("Beter gezegd.", "Niet waar.")


@pytest.mark.django_db
def test_nobody_answers_to_a_talk_of_another_or_without_a_summary() -> None:
    cast = make_cast()
    own = _talk(_jokes(cast), cast, summary="")
    other = _talk(known(cast, "fatima"), cast, "fatima")
    for client in (signed_in(cast.joke), signed_in(cast.noor)):
        for talk in (own, other):
            answer = client.post(f"/mijn/gesprekken/{talk.id}/", {"says": "Klopt niet"})
            assert answer.status_code == 404
    assert set(Conversation.objects.values_list("person_says", flat=True)) == {""}


@pytest.mark.django_db
def test_a_summary_of_another_case_cannot_be_written_here() -> None:
    cast = make_cast()
    case, other = known(cast, "bram"), known(cast, "fatima")
    talk = _talk(other, cast, "fatima")
    answer = opened(cast, case).post(_address(case, f"gesprek/{talk.id}/samenvatting/"), {"summary": "Nee"})
    assert answer.status_code == 404
    assert Conversation.objects.get().summary == SUMMARY


@pytest.mark.django_db
def test_one_talk_or_ten_take_the_same_number_of_queries() -> None:
    cast = make_cast()
    case = _jokes(cast)
    _talk(case, cast)
    pages = ((opened(cast, case), _address(case)), (signed_in(cast.joke), "/mijn/gesprekken/"))
    before = [queries_of(client, page) for client, page in pages]
    for days in range(9):
        note_quickly(
            case=case,
            note=QuickNote.GOES_WELL,
            kind=ConversationKind.PHONE,
            more="",
            by=cast.actor("bram"),
            at=NOW + timedelta(minutes=days),
        )
        _talk(case, cast)
    assert [queries_of(client, page) for client, page in pages] == before
    assert len(own_talks(case.involvement.person_id)) == 10
