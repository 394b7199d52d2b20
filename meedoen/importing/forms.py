"""What somebody sends to be read, and what each column of it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from meedoen.directory.models import Source
from meedoen.directory.policy.words import capital
from meedoen.directory.vocabulary import Winner
from meedoen.importing.policy.columns import FIELDS, trouble_with
from meedoen.importing.reading.limits import LARGEST_SHEET, MB
from meedoen.importing.reading.sheet import Table
from meedoen.importing.vocabulary import Choice

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".zip", ".json", ".ndjson", ".gz")
NOT_THIS = "is geen lijst die Meedoen kan inlezen. Stuur een CSV, XLSX, of HSDS als zip, JSON of ndjson."


class UploadForm(forms.Form):
    """A file and where it comes from."""

    source = forms.CharField(
        label="Van wie is deze lijst?",
        max_length=120,
        help_text="Neem dezelfde naam als de vorige keer. Dan weet Meedoen wat nieuw is en wat al bekend is.",
        error_messages={"required": "Vul in van wie deze lijst is, bijvoorbeeld “Welzijn Noord”."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    file = forms.FileField(
        label="Bestand",
        help_text=f"CSV, XLSX, of HSDS (zip, JSON, ndjson). Hooguit {LARGEST_SHEET // MB} MB.",
        error_messages={
            "required": "Kies een bestand op je computer.",
            "empty": "Dit bestand is leeg. Kies een bestand waar je lijst in staat.",
        },
    )
    close_missing = forms.BooleanField(
        label="Zet op niet actief wat niet meer in de lijst staat",
        required=False,
        help_text="Alleen aanbod dat eerder uit dezelfde lijst kwam.",
    )

    def clean_source(self) -> str:
        return " ".join(str(self.cleaned_data["source"]).replace("\0", " ").split())

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        name = Path((file.name or "").replace("\\", "/")).name
        if not name.lower().endswith(ENDINGS):
            raise forms.ValidationError(f"“{name[:80]}” {NOT_THIS}")
        if (file.size or 0) > LARGEST_SHEET:
            raise forms.ValidationError(f"Dit bestand is groter dan {LARGEST_SHEET // MB} MB. Deel het op.")
        return file


class ColumnsForm(forms.Form):
    """For each column of a file what it is; the words come from the file itself."""

    def __init__(self, table: Table, chosen: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings: Sequence[str] = table.headings
        choices = [("", "Bewaar dit apart"), *((field.name, capital(field.label)) for field in FIELDS)]
        for place, heading in enumerate(table.headings):
            examples = "; ".join(table.examples.get(heading, ()))
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"Kolom “{heading}”",
                choices=choices,
                required=False,
                initial=chosen.get(heading, ""),
                help_text=f"Er staat bijvoorbeeld: {examples}" if examples else "Deze kolom is leeg.",
                error_messages={"invalid_choice": "Kies iets uit de lijst."},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        trouble = trouble_with(self.columns())
        if trouble:
            raise forms.ValidationError(trouble)
        return cleaned

    def columns(self) -> dict[str, str]:
        """Heading to name of the field; empty where the column is kept apart."""
        return {
            heading: str(self.cleaned_data.get(f"column_{place}") or "")
            for place, heading in enumerate(self.headings)
        }


class SheetForm(forms.Form):
    """Which sheet of a spreadsheet."""

    blad = forms.ChoiceField(label="Blad")

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"blad": table.sheet}, **kwargs)
        self.fields["blad"].choices = [(name, name) for name in table.sheets]  # type: ignore[attr-defined]


class WinsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who wins where something was edited here and the source says something else."""

    class Meta:
        model = Source
        fields = ["wins"]
        widgets = {"wins": forms.RadioSelect(choices=Winner.choices)}


class ChoiceForm(forms.Form):
    """What becomes of one doubtful row: `take`, `skip`, or `same:` with the id of what it is the same as."""

    choice = forms.ChoiceField(label="Wat doen we hiermee?", widget=forms.RadioSelect)

    def __init__(self, doubles: Sequence[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = [(f"{Choice.SAME}:{one['id']}", _same(one)) for one in doubles]
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (Choice.TAKE.value, "Dit is iets nieuws: neem het over" if doubles else "Neem het over"),
            *same,
            (Choice.SKIP.value, "Sla het over"),
        ]
        self.fields["choice"].error_messages = {
            "required": "Kies wat we hiermee doen.",
            "invalid_choice": "Kies iets uit de lijst.",
        }


def _same(double: dict[str, Any]) -> str:
    about = ", ".join(filter(None, (double["organization"], double["where"])))
    return f"Hetzelfde als “{double['name']}”" + (f" ({about})" if about else "")
