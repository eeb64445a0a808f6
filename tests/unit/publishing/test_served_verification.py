"""What is wrong with how a server answers, judged by its answers."""

import pytest

from disclosure.publishing.served_site import Redirect, ServedSite
from disclosure.publishing.served_verification import check_missing, check_redirect

SITE = ServedSite("/srv/www", "/zfxxgk/", "default-src 'none'")
OLD = Redirect("", "/old/2020.html", "", "office/2020.html")


@pytest.mark.parametrize(
    ("status", "location"), [(200, ""), (301, "/zfxxgk/office/2020.html"), (308, "https://x.example/zfxxgk/office/2020.html")]
)
def test_old_address_leads_on(status: int, location: str) -> None:
    """The page that leads on, and a redirect to where the report is, are both right."""
    assert list(check_redirect(SITE, OLD, status, location)) == []


@pytest.mark.parametrize(
    ("status", "location", "answer"), [(404, "", "答复 404"), (301, "/zfxxgk/", "转到 /zfxxgk/"), (403, "", "答复 403")]
)
def test_old_address_that_is_dead_or_leads_elsewhere(status: int, location: str, answer: str) -> None:
    """It is told with what the server answers and where it should lead."""
    (finding,) = check_redirect(SITE, OLD, status, location)
    assert (finding.code, finding.message) == (
        "served.redirect",
        f"旧地址 /old/2020.html {answer}，应转到 /zfxxgk/office/2020.html",
    )
    assert finding.hint


@pytest.mark.parametrize(("status", "is_own", "message"), [(200, True, "答复 200"), (404, False, "不是网站自己的 404 页")])
def test_address_at_which_nothing_is(status: int, is_own: bool, message: str) -> None:
    """It answers 404 with the site's own page, or that is told."""
    (finding,) = check_missing(status, is_own)
    assert finding.code == "served.not-found"
    assert message in finding.message
    assert list(check_missing(404, True)) == []
