"""Who signs in, for which agency, in which role. Identity of staff, and of residents who want an account."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from meedoen.accounts.vocabulary import AgencyKind, RoleCode


class Municipality(models.Model):
    """A municipality served by this installation; one installation holds many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField("code", max_length=12, unique=True, help_text="CBS-code, bijvoorbeeld GM0344")
    name = models.CharField("naam", max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"

    def __str__(self) -> str:
        return self.name


class LegalDomain(models.Model):
    """A separate legal world with its own ground to keep records (wettelijk kader).

    A municipality can add one.
    """

    code = models.SlugField("code", primary_key=True, max_length=40)
    name = models.CharField("naam", max_length=120)
    explanation = models.TextField("uitleg", blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = "wettelijk kader"
        verbose_name_plural = "wettelijke kaders"

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An organization whose people sign in here (instantie)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="agencies", verbose_name="gemeente"
    )
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=30, choices=AgencyKind.choices)

    class Meta:
        ordering = ["name"]
        verbose_name = "instantie"
        verbose_name_plural = "instanties"

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team within an agency, with the districts it works in (CBS codes)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams", verbose_name="instantie")
    name = models.CharField("naam", max_length=200)
    area_codes = models.JSONField("wijken", default=list, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "team"
        verbose_name_plural = "teams"

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A sign-in. Personal: email, name.

    Why: to sign in and to say who wrote something. Until: the account ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True, help_text="kan inloggen")
    made_in_settings = models.BooleanField(default=False, help_text="gemaakt in /beheer/: van een medewerker")
    is_staff = models.BooleanField(default=False, help_text="mag bij de instellingen (/beheer/)")
    is_demo = models.BooleanField(default=False, help_text="verzonnen, met een bekend wachtwoord")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["email"]
        verbose_name = "account"
        verbose_name_plural = "accounts"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once_whatever_its_case",
                violation_error_message="Er is al een account met dit e-mailadres.",
            )
        ]

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The address is kept in lower case: so it is found however somebody types it."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That somebody works for an agency in a role, in at most one legal domain, from and until."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="account")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name="instantie")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="team"
    )
    role = models.CharField("rol", max_length=40, choices=RoleCode.choices)
    legal_domain = models.ForeignKey(
        LegalDomain,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wettelijk kader",
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        verbose_name = "rol bij een instantie"
        verbose_name_plural = "rollen bij instanties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            )
        ]
