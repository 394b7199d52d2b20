import pytest
from django.db import connection
@pytest.mark.django_db
def test_db():
    with connection.cursor() as c:
        c.execute("select 1")
    print(connection.settings_dict["NAME"], connection.vendor)
def test_plain(): assert 1
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_race(): assert connection.vendor=="postgresql"
@pytest.mark.smoke
def test_smoke(page):
    page.goto("/healthz")
    assert "ok" in page.content()
