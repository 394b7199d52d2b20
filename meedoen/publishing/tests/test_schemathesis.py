"""Schemathesis asks the whole API anything that our OpenAPI document allows, and much that it forbids."""

from typing import Any

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS
from schemathesis.core.failures import Failure
from urllib3 import HTTPResponse

from meedoen.publishing import openapi
from meedoen.publishing.tests.world import make_full

pytestmark = pytest.mark.django_db

# A distance without a postcode is refused, which a schema of single parameters cannot say.
WITHOUT_POSTCODE = ("proximity", "postcode")
# Compressed answers are the business of the middleware; the kind of content has a place of its own.
LEFT_OUT = ("content-type", "accept-encoding")

schema = schemathesis.openapi.from_dict(openapi.document("http://testserver/api/hsds"))


def ask(case: Any) -> requests.Response:
    """Ask in this process, through every middleware."""
    sent = requests.Request(**case.as_transport_kwargs(base_url="http://testserver/api/hsds")).prepare()
    body = sent.body or b""
    got = Client().generic(
        str(sent.method),
        str(sent.path_url),
        body,
        content_type=sent.headers.get("Content-Type", ""),
        headers={name: value for name, value in sent.headers.items() if name.lower() not in LEFT_OUT},
    )
    response = requests.Response()
    response.status_code, response.request, response.url = got.status_code, sent, str(sent.url)
    response.headers.update(got.headers)
    response.raw = HTTPResponse(headers=dict(got.headers), status=got.status_code)
    response._content = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    return response


def refused_rightly(case: Any) -> bool:
    alone, needed = WITHOUT_POSTCODE
    return alone in (case.query or {}) and needed not in (case.query or {})


@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_request_gets_an_answer_as_documented(case: Any, db: Any) -> None:
    response = ask(case)
    left_out = CHECKS.get_by_names(["positive_data_acceptance"]) if refused_rightly(case) else []
    case.validate_response(response, excluded_checks=left_out)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_failures_of_schemathesis_are_failures_here() -> None:
    """The checks run at all: an answer that the document does not know is found."""
    make_full()
    operation = schema["/services"]["GET"]
    case = operation.Case(query={"per_page": "1"})
    response = ask(case)
    response.status_code = 418
    with pytest.raises((Failure, schemathesis.errors.SchemathesisError, BaseExceptionGroup)):
        case.validate_response(response)
