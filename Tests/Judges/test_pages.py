"""Every page, in both languages, light and dark, on a phone and at a desk: nothing sticks out or shuts out."""

import json
import re
from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import DESK, PHONE, Seat, seat
from installation import REPOSITORY
from pages import Places, pages
from playwright.sync_api import Browser, expect

WIDTHS = [320, 390, 768, 1024, 1366, 1920]
LANGUAGES = ["zh-CN", "en"]


@pytest.fixture(scope="module")
def engine() -> str:
    """Pages are drawn alike on both engines; that they say the same there is for the other judges."""
    return "sqlite"


def flat(tree: dict, before: str = ""):
    for key, value in tree.items():
        yield from flat(value, f"{before}{key}.") if isinstance(value, dict) else [before + key]


def first_words() -> set[str]:
    texts = REPOSITORY / "Sources/Pages/Texts"
    return {key.split(".")[0] for file in texts.glob("*.json") for key in flat(json.loads(file.read_text()))}


# A key of the texts that nobody turned into words, or a value that nobody filled in.
RAW = re.compile(r"(?<![\w/@.])(?:" + "|".join(sorted(first_words())) + r")\.[a-z]\w*(?:\.\w+)*|\{\{?\w+\}?\}")
SPOKEN = """() => {
    document.querySelectorAll("details").forEach((one) => { one.open = true; });
    const silent = document.querySelectorAll("[aria-label], [placeholder], [title], .ears");
    const heard = Array.from(silent).flatMap((one) =>
        ["aria-label", "placeholder", "title"].map((name) => one.getAttribute(name)).concat(one.textContent));
    return [document.title, document.body.innerText].concat(heard).join("\\n");
}"""
STICKING_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? null :
    (document.documentElement.scrollWidth - innerWidth) + " px: " + Array.from(document.querySelectorAll("body *"))
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest(".sideways"))
        .slice(-1).map((one) => one.outerHTML.slice(0, 120))"""
# WCAG 2.2, 2.5.8: at least 24 by 24 CSS pixels. A box with a label is pressed on its label too.
TOO_SMALL = """() => Array.from(document.querySelectorAll("button, .press, select, textarea, input:not([type=hidden])"))
    .filter((one) => one.checkVisibility())
    .map((one) => /checkbox|radio/.test(one.type) && one.labels.length ? one.labels[0] : one)
    .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
    .map((one) => one.outerHTML.slice(0, 120))"""


class Survey:
    """One walk through all pages in one language; what each judge objected to."""

    def __init__(self, language: str):
        self.language = language
        self.axe = Axe()
        self.objections: dict[str, list[str]] = defaultdict(list)
        self.seen: list[str] = []

    def walk(self, browser: Browser, address: str, places: Places) -> "Survey":
        by_user: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
        for name, user, path in pages(places):
            by_user[user].append((name, path))
        for user, visits in by_user.items():
            with seat(browser, address, language=self.language) as somebody:
                somebody.choose(self.language)
                if user:
                    somebody.enter(user)
                for name, path in visits:
                    somebody.open(path)
                    self.look(name, somebody)
                    self.objections["console"] += [
                        f"{name}: {line}" for line in somebody.console
                        if not (name in ("problem", "not allowed") and "status of 40" in line)]
                    somebody.console.clear()
        return self

    def look(self, name: str, somebody: Seat) -> None:
        page = somebody.page
        expect(page.locator("html")).to_have_attribute("lang", self.language)
        self.seen.append(name)
        for size, words in [(DESK, "desk"), (PHONE, "phone")]:
            page.set_viewport_size(size)
            for scheme in ["light", "dark"]:
                page.emulate_media(color_scheme=scheme)
                for found in self.axe.run(page).response["violations"]:
                    nodes = [node["html"][:160] for node in found["nodes"]]
                    where = f"{name}, {words}, {scheme}"
                    self.objections["axe"].append(f"{where}: {found['id']}: {found['help']}: {nodes[:3]}")
        self.objections["small"] += [f"{name}: {one}" for one in page.evaluate(TOO_SMALL)]
        for letters in ["normal", "large"]:
            page.evaluate("(size) => { document.documentElement.dataset.size = size; }", letters)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 850})
                if over := page.evaluate(STICKING_OUT):
                    self.objections[f"width, {letters}"].append(f"{name} at {width}: {over}")
        self.objections["words"] += [f"{name}: {match}" for match in sorted(set(RAW.findall(page.evaluate(SPOKEN))))]
        if page.locator("h1").count() != 1 or not page.title().strip(" ·"):
            self.objections["words"].append(f"{name}: one title and one first heading")


@pytest.fixture(scope="module", params=LANGUAGES)
def survey(request: pytest.FixtureRequest, browser: Browser, demo, places) -> Survey:
    return Survey(request.param).walk(browser, demo.address, places)


@pytest.mark.parametrize("kind", ["axe", "console", "words", "width, normal", "width, large", "small"])
def test_nobody_objects(survey: Survey, places, kind):
    assert set(survey.seen) == {name for name, _, _ in pages(places)}
    assert survey.objections[kind] == [], "\n" + "\n".join(survey.objections[kind])


def test_the_next_deed_is_on_the_screen_without_scrolling(browser, demo, places):
    """At 1366 × 850 (the look's first principle)."""
    with seat(browser, demo.address) as pan:
        pan.sign_in("panjing").open(f"/counter?q=ly&person={places.person}&item={places.item}")
        buttons = pan.page.locator("#accept .deeds button")
        assert buttons.count() > 0
        for button in buttons.all():
            box = button.bounding_box()
            assert 0 <= box["y"] and box["y"] + box["height"] <= DESK["height"]
    with seat(browser, demo.address) as wu:
        wu.sign_in("wuhao").open(f"/orders/{places.order}")
        box = wu.page.locator("#order-moves button").first.bounding_box()
        assert box["y"] + box["height"] <= DESK["height"]


def test_the_language_is_changed_by_a_press_and_kept(browser, demo):
    with seat(browser, demo.address) as fan:
        fan.enter("zhaolei").open("/account")
        expect(fan.page.locator("html")).to_have_attribute("lang", "zh-CN")
        fan.page.get_by_role("button", name="English").click()
        expect(fan.page.locator("html")).to_have_attribute("lang", "en")
    with seat(browser, demo.address) as elsewhere:
        elsewhere.enter("zhaolei")
        expect(elsewhere.page.locator("html")).to_have_attribute("lang", "en")


def test_the_chosen_look_is_kept(browser, demo):
    with seat(browser, demo.address, scheme="light") as fan:
        fan.enter("fanwei").open("/account")
        light = fan.page.evaluate("getComputedStyle(document.body).backgroundColor")
        for name, value in [("theme", "dark"), ("size", "large")]:
            fan.page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
        fan.page.locator('form[action="/account/look"] button').click()
        expect(fan.page.locator("html")).to_have_attribute("data-size", "large")
        assert fan.page.evaluate("getComputedStyle(document.body).backgroundColor") != light
