"""The word lists, and whose lists are read in, for the functional manager."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from meedoen.directory.models import Source, Taxonomy, TaxonomyTerm


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
    """Which value stays where something was edited here; a source begins with the first list read from it."""

    fields = ("name", "municipality", "wins")
    list_display = ("name", "municipality", "kind", "wins", "last_read")
    list_filter = ("municipality",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
