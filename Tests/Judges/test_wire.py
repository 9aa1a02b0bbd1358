"""What a page lets out of the house, and what it lets in."""

import re

import pytest
from desk import seat
from pages import pages
from playwright.sync_api import expect
from script import Visitor

NUMBER = "990501194503190426"
MOBILE = "19905021234"


def test_the_policy_allows_nothing_inline(demo, places):
    for _, user, path in pages(places):
        visitor = Visitor(demo.address, user)
        answer = visitor.open(path)
        policy = answer.headers["Content-Security-Policy"]
        directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
        assert "unsafe" not in policy and "data:" not in directives.get("script-src", "")
        assert directives["default-src"] == "'none'" and directives["script-src"] == "'self'", path
        assert directives["style-src"] == "'self'" and directives["frame-ancestors"] == "'none'", path
        assert directives["base-uri"] == "'none'" and directives["form-action"] == "'self'", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert "no-store" in answer.headers["Cache-Control"], path
        assert not re.search(r"<[^>]+\s(?:style|on\w+)\s*=", answer.text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style\b", answer.text), path
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text), f"{path} leaves this house"


def test_no_masked_value_is_in_full_anywhere(demo, scripts, places):
    person = scripts["panjing"].get(f"/api/people/{places.person}")
    assert NUMBER not in person.text and MOBILE not in person.text
    for name, user, path in pages(places):
        text = Visitor(demo.address, user).open(path).text
        assert NUMBER not in text and MOBILE not in text, name
    for user in ["panjing", "suyan", "wuhao"]:
        visitor = Visitor(demo.address, user)
        for path in ["/counter/hits?q=ly", f"/people/{places.person}", "/counter/today"]:
            text = visitor.open(path).text
            assert NUMBER not in text and MOBILE not in text, (user, path)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_disclosure_shows_one_value_once_and_is_written_down(browser, demo, places, script):
    with seat(browser, demo.address, script=script) as pan:
        pan.sign_in("panjing").open(f"/people/{places.person}")
        looks = pan.page.locator('section[aria-labelledby="h-looks"] li')
        before = looks.count()
        reveal = pan.page.locator(".reveal").first
        reveal.locator("summary").click()
        reveal.get_by_role("radio", name="核对信息").check()
        reveal.get_by_role("button", name="显示一次").click()
        expect(pan.page.locator(".shown").first).to_have_text(NUMBER)
        assert MOBILE not in pan.page.content(), "one value at a time"
        pan.open(f"/people/{places.person}")
        assert NUMBER not in pan.page.content(), "shown once"
        expect(looks).to_have_count(before + 1)
        expect(looks.first).to_contain_text("潘静")
        expect(looks.first).to_contain_text("核对信息")


def test_a_disclosure_without_a_purpose_is_refused(scripts, places):
    pan = scripts["panjing"]
    path = f"/api/people/{places.person}/disclosure"
    assert pan.post(path, {"field": "idNumber"}).status == 422
    assert pan.post(path, {"field": "idNumber", "purpose": "  "}).status == 422
    shown = pan.post(path, {"field": "idNumber", "purpose": "核对信息"})
    assert shown.status == 200 and shown.json == {"value": NUMBER}
    for user in ["fanwei", "linsheng", "chenmin"]:
        answer = scripts[user].post(path, {"field": "idNumber", "purpose": "核对信息"})
        assert answer.status in (403, 404) and NUMBER not in answer.text, user


def test_a_kept_answer_does_not_show_the_value_to_somebody_else(scripts, places):
    path = f"/api/people/{places.person}/disclosure"
    body = {"field": "idNumber", "purpose": "核对信息"}
    assert scripts["panjing"].post(path, body, Idempotency_Key="the-same").status == 200
    assert NUMBER not in scripts["fanwei"].post(path, body, Idempotency_Key="the-same").text


def test_forms_of_other_sites_do_nothing(demo, places):
    visitor = Visitor(demo.address, "panjing")
    for fields in [{}, {"csrf": "made-up"}]:
        answer = visitor.send(f"/orders/{places.order}/closure", fields | {"result": "x"})
        assert answer.status == 403, answer.text[:300]
    stranger = Visitor(demo.address)
    assert stranger.send("/sign-in", {"demo": "panjing"}).status == 403


def test_cookies_are_out_of_scripts_reach_and_rotated(demo):
    visitor = Visitor(demo.address, "panjing")
    session = {cookie.name: cookie for cookie in visitor.cookies}["quanke_session"]
    assert session.has_nonstandard_attr("HttpOnly") and session.get_nonstandard_attr("SameSite") in ("Lax", "Strict")
    assert Visitor(demo.address, "panjing").cookies._cookies != visitor.cookies._cookies
    assert visitor.send("/sign-out", {"csrf": visitor.csrf("/account")}).status == 303
    visitor.cookies.set_cookie(session)
    assert visitor.open("/counter").status == 303, "a session that was ended opens nothing"


def test_nobody_is_sent_to_another_site_after_signing_in(demo):
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "\t//evil.example"]:
        visitor = Visitor(demo.address)
        answer = visitor.send("/sign-in", {"csrf": visitor.csrf("/sign-in"), "demo": "panjing", "next": elsewhere})
        assert answer.status == 303 and answer.headers["Location"] == "/", elsewhere
