"""Questions in addresses and answers in forms about keeping the map true."""

from django import forms

from meedoen.assurance.vocabulary import AssuranceWay

BY_EDITOR = (AssuranceWay.CALL, AssuranceWay.VISIT)


class OrganizationForm(forms.Form):
    """Narrows a list to the organizations with these letters in their name."""

    organisatie = forms.CharField(
        label="Organisatie",
        required=False,
        max_length=200,
        help_text="Een deel van de naam is genoeg.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Gebruik ten hoogste 200 tekens."},
    )

    @property
    def said(self) -> str:
        """The letters, empty where nothing usable was filled in."""
        return self.cleaned_data.get("organisatie", "") if self.is_valid() else ""


class ConfirmForm(forms.Form):
    """How somebody learnt that a record is true."""

    how = forms.ChoiceField(choices=[(way.value, way.label) for way in (*BY_EDITOR, AssuranceWay.OWNER)])
