"""Each component renders what components promise; no database."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

from meedoen.look.parts import (
    AttendanceRow,
    Bar,
    Event,
    KeyFigure,
    Link,
    PersonRow,
    ServiceCard,
    TaskRow,
)

NASTY = "<script>alert(1)</script>"


class TalkForm(forms.Form):
    name = forms.CharField(
        label="Naam", help_text="Alleen je voornaam mag ook.", error_messages={"required": "Vul je naam in."}
    )
    note = forms.CharField(label="Verhaal", widget=forms.Textarea, required=False)
    step = forms.ChoiceField(
        label="Wat past bij jou?",
        choices=[("home", "Thuis"), ("out", "Buiten")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat past."},
    )
    days = forms.MultipleChoiceField(
        label="Dagen",
        choices=[("mon", "maandag"), ("tue", "dinsdag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="Akkoord", error_messages={"required": "Zet een vinkje."})
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, path: str = "/proef/", **context: object) -> str:
    """A template with the tags of the look, as a page would render it; white space made single."""
    request = RequestFactory().get(path)
    text = Template("{% load look %}" + source).render(RequestContext(request, context))
    return re.sub(r"\s+", " ", text).strip()


def test_a_button_says_what_it_is_and_sends_its_value() -> None:
    html = render('{% button "Opslaan" name="act" value="save" %}')
    assert html == (
        '<button class="utrecht-button utrecht-button--primary-action" type="submit" '
        'name="act" value="save">Opslaan</button>'
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% button "x" kind="blue" %}',
        '{% badge "x" tone="loud" %}',
        '{% notice tone="oops" %}x{% endnotice %}',
    ],
)
def test_a_misspelt_kind_or_tone_fails_instead_of_showing_nothing(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="is not one of"):
        render(source)


def test_an_icon_is_hidden_unless_it_carries_meaning() -> None:
    assert 'aria-hidden="true"' in render('{% icon "pin" %}')
    assert 'role="img" aria-label="Afgeschermd"' in render('{% icon "shield" label="Afgeschermd" %}')


def test_facts_leave_out_what_is_not_known() -> None:
    html = render("{% facts pairs %}", pairs=[("Waar", "Straat 1\nStad"), ("Prijs", None), ("Web", "")])
    assert "<dd>Straat 1<br>Stad</dd>" in html
    assert html.count("<dt>") == 1


def test_a_field_ties_label_help_and_error_to_the_input() -> None:
    html = render("{% field form.name %}", form=TalkForm({}))
    assert '<label class="utrecht-form-label md-label" for="id_name">Naam</label>' in html
    assert 'id="id_name_help">Alleen je voornaam mag ook.' in html
    assert 'aria-describedby="id_name_help id_name_error" aria-invalid="true"' in html
    assert (
        html.index("<label") < html.index("id_name_help") < html.index("id_name_error") < html.index("<input")
    )


def test_a_field_without_error_says_nothing_about_errors() -> None:
    html = render("{% field form.name %}", form=TalkForm())
    assert "aria-invalid" not in html
    assert "_error" not in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(mag leeg blijven)" in render("{% field form.note %}", form=TalkForm())
    assert "(mag leeg blijven)" not in render("{% field form.name %}", form=TalkForm())


def test_radio_buttons_are_a_group_with_hints_and_keep_the_choice() -> None:
    html = render(
        "{% field form.step hints=hints %}", form=TalkForm({"step": "out"}), hints={"out": "Bij anderen."}
    )
    assert "<fieldset" in html and "<legend" in html
    assert 'value="out" checked aria-describedby="id_step_1_hint"' in html
    assert 'id="id_step_1_hint">Bij anderen.' in html
    assert html.count("checked") == 1


def test_checkboxes_keep_every_choice() -> None:
    html = render("{% field form.days %}", form=TalkForm({"days": ["mon", "tue"]}))
    assert html.count('type="checkbox"') == 2
    assert html.count(" checked") == 2


def test_a_hidden_field_shows_no_label() -> None:
    assert (
        render("{% field form.token %}", form=TalkForm())
        == '<input type="hidden" name="token" id="id_token">'
    )


def test_the_error_list_links_to_each_field_and_to_the_first_choice_of_a_group() -> None:
    html = render("{% form_errors form %}", form=TalkForm({}))
    assert "3 dingen kloppen nog niet" in html
    assert '<a href="#id_name">Naam: Vul je naam in.</a>' in html
    assert '<a href="#id_step_0">Wat past bij jou? Kies wat past.</a>' in html
    assert '<a href="#id_agree">Akkoord: Zet een vinkje.</a>' in html


def test_a_form_without_errors_has_no_error_list() -> None:
    assert render("{% form_errors form %}", form=TalkForm()) == ""


def test_a_result_shows_what_is_known_and_leaves_out_the_rest() -> None:
    card = ServiceCard("Koken", "/aanbod/1/", where="Linde 1", places="vol", assurance="beschreven in 2016")
    html = render("{% result_card card level=3 %}", card=card)
    assert '<h3 class="md-result__title"><a class="md-result__link" href="/aanbod/1/">Koken</a></h3>' in html
    assert "Linde 1" in html and "vol" in html and "beschreven in 2016" in html
    assert "Prijs" not in html and "Wanneer" not in html and "Voor wie" not in html


def test_what_comes_from_people_is_never_markup() -> None:
    source = (
        "{% result_card card %}{% person_row person %}{% timeline events %}{% badge bad %}{% facts pairs %}"
    )
    html = render(
        source,
        card=ServiceCard(NASTY, "/", summary=NASTY, reasons=(NASTY,)),
        person=PersonRow(NASTY, "/", (NASTY,), NASTY),
        events=[Event(NASTY, NASTY, NASTY, NASTY)],
        bad=NASTY,
        pairs=[(NASTY, NASTY)],
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 13


def test_late_is_said_in_words_and_not_by_colour_alone() -> None:
    late = PersonRow("Mees", "/p/", next_action="Bellen", due="vr 20 nov", late=True)
    on_time = TaskRow("Bel", "/t/", due="morgen")
    assert "te laat" in render("{% person_row p %}", p=late)
    assert "te laat" not in render("{% task_row t %}", t=on_time)


def test_attendance_is_one_tap_and_names_the_person_to_a_screen_reader() -> None:
    html = render('{% attendance_row row action="/lijst/" %}', row=AttendanceRow("k1", "Mees", "absent"))
    assert '<input type="hidden" name="person" value="k1">' in html
    assert 'value="present" aria-pressed="false"' in html
    assert 'value="absent" aria-pressed="true"' in html
    assert html.count('<span class="md-hidden">: Mees</span>') == 2


def test_pages_keep_the_rest_of_the_question() -> None:
    page = Paginator(range(30), 10).page(2)
    html = render("{% pagination page %}", "/x/?q=koken&pagina=2", page=page)
    assert "Pagina 2 van 3" in html
    assert 'href="?q=koken&amp;pagina=1"' in html
    assert 'href="?q=koken&amp;pagina=3"' in html


def test_one_page_needs_no_pages() -> None:
    assert render("{% pagination page %}", page=Paginator(range(3), 10).page(1)) == ""


@pytest.mark.parametrize(
    ("query", "order", "link"),
    [
        ("", None, "?sort=name"),
        ("?sort=name", "ascending", "?sort=-name"),
        ("?sort=-name", "descending", "?sort=name"),
    ],
)
def test_a_heading_sorts_by_link(query: str, order: str | None, link: str) -> None:
    html = render('{% sort_heading "Naam" "name" %}', f"/x/{query}")
    assert f'href="{link}"' in html
    assert (f'aria-sort="{order}"' in html) if order else ("aria-sort" not in html)


def test_sorting_starts_again_at_the_first_page() -> None:
    assert "pagina" not in render('{% sort_heading "Naam" "name" %}', "/x/?pagina=4&q=a")


def test_a_table_has_a_caption_and_can_be_scrolled_by_keyboard() -> None:
    html = render('{% data_table "Deelnemers" %}<tbody></tbody>{% enddata_table %}')
    assert "<caption" in html and "Deelnemers</caption>" in html
    assert 'role="region" aria-label="Deelnemers" tabindex="0"' in html


def test_bars_are_drawn_to_the_highest_and_a_hidden_number_has_no_bar() -> None:
    rows = [Bar("Oost", 50, "50", goal=100, goal_shown="100"), Bar("West", None, "minder dan 10")]
    html = render('{% bars "Per wijk" rows heading="Wijk" value_heading="Bereikt" %}', rows=rows)
    assert html.count('class="md-bar__value"') == 1
    assert 'class="md-bar__value" width="50.0"' in html
    assert "minder dan 10" in html


def test_bars_of_nothing_do_not_divide_by_zero() -> None:
    html = render('{% bars "Leeg" rows heading="Wijk" value_heading="Aantal" %}', rows=[Bar("Oost", 0, "0")])
    assert 'class="md-bar__value" width="0.0"' in html


def test_a_key_figure_links_to_how_it_was_counted() -> None:
    html = render("{% key_figures f %}", f=[KeyFigure("Mensen", "412", "van de 550", "/telling/")])
    assert "412" in html and "van de 550" in html
    assert 'href="/telling/"' in html


def test_the_map_is_loaded_only_on_asking() -> None:
    source = '{% map_on_asking data_url="/kaart.json" label="Kaart" %}'
    asked, not_asked = render(source, "/x/?q=a&kaart=1"), render(source, "/x/?q=a")
    assert "<script" not in not_asked and "leaflet" not in not_asked
    assert 'href="?q=a&amp;kaart=1#kaart"' in not_asked
    assert 'data-map="/kaart.json"' in asked and asked.count("<script src=") == 2


def test_steps_say_in_words_where_you_are() -> None:
    html = render("{% steps labels current=2 %}", labels=["Wie", "Wat", "Wanneer"])
    assert "Stap 2 van 3: <strong>Wat</strong>" in html


def test_tabs_and_breadcrumbs_mark_where_you_are() -> None:
    html = render("{% tabs links %}", links=[Link("Plan", "/plan/", True), Link("Log", "/log/", count=3)])
    assert '<a class="md-tabs__link" href="/plan/" aria-current="page">Plan</a>' in html
    assert html.count("aria-current") == 1
    crumbs = render("{% breadcrumbs links %}", links=[Link("Aanbod", "/aanbod/")])
    assert '<nav class="md-crumbs" aria-label="Kruimelpad">' in crumbs
    assert '<a class="md-crumbs__link" href="/aanbod/">Aanbod</a>' in crumbs


def test_blocks_wrap_their_content() -> None:
    html = render(
        '{% notice tone="error" title="Mis" %}<p>Probeer opnieuw.</p>{% endnotice %}'
        '{% nothing title="Niets" %}<p>Zoek anders.</p>{% endnothing %}'
        '{% disclosure "Meer" open=True %}<p>Uitleg.</p>{% enddisclosure %}'
        '{% card title="Vragen?" tone="warm" %}<p>Bel.</p>{% endcard %}'
        '{% figure "Lijn" note="Bron" %}<p>Beeld.</p>{% endfigure %}'
    )
    assert 'role="alert"' in html and "<p>Probeer opnieuw.</p>" in html
    assert '<h2 class="md-nothing__title">Niets</h2><p>Zoek anders.</p>' in html
    assert '<details class="md-disclosure" open>' in html and "<p>Uitleg.</p>" in html
    assert "md-card--warm" in html and "<p>Bel.</p>" in html
    assert '<figcaption class="md-figure__title">Lijn</figcaption> <p>Beeld.</p>' in html


def test_search_and_filters_ask_by_address() -> None:
    html = render('{% search_box action="/aanbod/" label="Wat?" value=v help="Bijvoorbeeld" %}', v='"koken"')
    assert 'action="/aanbod/" method="get" role="search"' in html
    assert 'value="&quot;koken&quot;"' in html and 'aria-describedby="zoek-q-help"' in html
    filters = render(
        '{% filters form action="/aanbod/" keep=keep chosen=1 %}', form=TalkForm(), keep={"q": "koken"}
    )
    assert '<input type="hidden" name="q" value="koken">' in filters
    assert '<details class="md-filters" id="preciezer" open>' in filters
    chosen = render("{% chosen_filters links %}", links=[Link("overdag", "/aanbod/")])
    assert '<span class="md-hidden">Haal weg: </span>overdag' in chosen
    assert render("{% chosen_filters links %}", links=[]) == ""


def test_progress_and_print_hint_speak_in_words() -> None:
    html = render('{% progress done=3 total=10 label="Brieven" %}')
    assert "Brieven: 3 van 10" in html and '<progress class="md-progress__bar" max="10" value="3"' in html
    assert "Afdrukken" in render("{% print_hint %}")


def test_the_frame_differs_for_visitor_resident_and_staff() -> None:
    from meedoen.look.context import page

    def labels(actor: object, path: str = "/werk/mensen/") -> list[tuple[str, bool]]:
        request = RequestFactory().get(path)
        request.actor = actor
        return [(link.label, link.current) for link in page(request)["nav"]]

    assert ("Zorgen om iemand?", False) in labels(None)
    assert ("Mijn pagina", False) in labels(SimpleNamespace(role="resident"))
    assert labels(SimpleNamespace(role="coordinator"))[0] == ("Werk", True)


def test_a_view_may_give_its_own_menu_and_the_longest_address_is_current() -> None:
    from meedoen.look.context import page

    request = RequestFactory().get("/werk/lijst/3/")
    request.nav = [("Werk", "/werk/"), ("Lijst", "/werk/lijst/"), ("Start", "/")]
    assert [link.label for link in page(request)["nav"] if link.current] == ["Lijst"]
