"""A verdict is yes or no, with its reasons."""

from meedoen.shared.verdict import Verdict, no, yes


def test_yes_is_true_and_keeps_its_reasons() -> None:
    assert yes("Er is plek.") == Verdict(True, ("Er is plek.",))
    assert yes()


def test_no_is_false_and_says_what_would_change_it() -> None:
    verdict = no("De groep is vol.", remedies=("Zet je op de wachtlijst.",))
    assert not verdict
    assert verdict == Verdict(False, ("De groep is vol.",), ("Zet je op de wachtlijst.",))
