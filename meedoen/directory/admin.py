"""The word lists, and whose lists are read in, for the functional manager."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from meedoen.accounts.actor import Installer
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.models import Source, Taxonomy, TaxonomyTerm
from meedoen.shared.clock import now
from meedoen.trail.actions import record_act


class SynonymsField(forms.CharField):
    """A list of words, one a line; kept in lower case, each once."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = (" ".join(line.lower().split()) for line in (value or "").replace(",", "\n").splitlines())
        return list(dict.fromkeys(word for word in words if word))


class TaxonomyForm(forms.ModelForm[Taxonomy]):
    class Meta:
        model = Taxonomy
        fields = ("code", "name", "description")
        labels = {"code": "Code", "name": "Naam", "description": "Uitleg"}


class TermForm(forms.ModelForm[TaxonomyTerm]):
    synonyms = SynonymsField(
        label="Zoekwoorden",
        required=False,
        help_text="Woorden waarmee mensen hiernaar zoeken, één per regel. De woorden die Meedoen zelf "
        "meebrengt komen bij een nieuwe versie terug.",
    )

    class Meta:
        model = TaxonomyTerm
        fields = ("taxonomy", "code", "name", "description", "synonyms", "position")
        labels = {
            "taxonomy": "Woordenlijst",
            "code": "Code",
            "name": "Naam",
            "description": "Uitleg",
            "position": "Plaats in de lijst",
        }


@admin.register(Taxonomy)
class TaxonomyAdmin(admin.ModelAdmin[Taxonomy]):
    form = TaxonomyForm
    list_display = ("name", "code")


@admin.register(TaxonomyTerm)
class TaxonomyTermAdmin(admin.ModelAdmin[TaxonomyTerm]):
    form = TermForm
    list_display = ("name", "taxonomy", "code", "position")
    list_filter = ("taxonomy",)
    search_fields = ("name", "code")


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    """Which value stays where something was edited here; a source begins with the first list read from it.

    A change leaves an audit line.
    """

    fields = ("name", "municipality", "wins")
    list_display = ("name", "municipality", "kind", "wins", "last_read")
    list_filter = ("municipality",)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        names = sorted(set(form.changed_data) & set(self.fields))
        if not names:
            return
        actor = request.actor  # type: ignore[attr-defined]
        by = actor if actor.may(Verb.MANAGE_SETTINGS) else Installer(actor.user_id)
        changes = {name: (form.initial[name], getattr(obj, _column(name))) for name in names}
        record_act(
            by=by, act="source_changed", object_type="source", object_id=obj.pk, at=now(), changes=changes
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _column(name: str) -> str:
    """A field as it is kept: of another record its id."""
    return str(Source._meta.get_field(name).attname)  # type: ignore[union-attr]
