"""How many places are free."""

from django import forms

from meedoen.editing.forms.fields import number

MOST = 100_000


class CapacityForm(forms.Form):
    """One number, from a field or from a minus or plus button."""

    available = number("Vrije plekken", MOST)
    maximum = number("In totaal", MOST)

    def clean_available(self) -> int:
        found = self.cleaned_data["available"]
        if found is None:
            raise forms.ValidationError("Vul in hoeveel plekken er vrij zijn. Nul is vol.")
        return int(found)
