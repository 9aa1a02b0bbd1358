"""潘静 leaves the mouse alone."""

from desk import seat
from playwright.sync_api import expect


def test_from_the_search_field_to_accepted_in_under_ten_keys(browser, demo):
    """A key that is pressed together with Alt counts as one."""
    with seat(browser, demo.address) as pan:
        keyboard, keys = pan.page.keyboard, []
        first = pan.page.locator("#found .hits li").first

        def press(*pressed: str) -> None:
            for key in pressed:
                keyboard.press(key)
                keys.append(key)

        pan.sign_in("panjing")
        expect(pan.page.locator("#q")).to_be_focused()
        press("l", "y")
        expect(first).to_contain_text("刘姨")
        press("Enter")
        expect(pan.page.locator("#h-person")).to_have_text("刘桂芳")
        expect(pan.page.locator("#accept")).to_contain_text("身份证")
        pan.access_key("s")
        keys.append("Alt+s")
        expect(pan.page.locator("#h-order")).to_contain_text("高龄津贴")
        assert len(keys) < 10

        # Her second matter has no suggestion: the item is found as the person was.
        pan.open("/counter")
        expect(pan.page.locator("#q")).to_be_focused()
        keys.clear()
        press("l", "y")
        expect(first).to_contain_text("刘姨")
        press("Enter")
        expect(pan.page.locator("#f")).to_be_focused()
        press("g", "l")
        expect(pan.page.locator("#items .hits li").first).to_be_visible()
        press("Enter")
        expect(pan.page.locator("#item-is")).to_be_visible()
        pan.access_key("s")
        keys.append("Alt+s")
        expect(pan.page.locator("#h-order")).to_be_visible()
        assert len(keys) < 10


def test_enter_never_takes_somebody_who_was_not_on_the_screen(browser, demo):
    """However fast she types: Enter belongs to what is in the field now."""
    with seat(browser, demo.address) as pan:
        pan.sign_in("panjing")
        pan.find_person("ly", "刘桂芳")
        pan.page.locator("#q").fill("")
        pan.page.keyboard.type("wangjianguo", delay=0)
        pan.page.keyboard.press("Enter")
        expect(pan.page.locator("#found .hits li").first).to_contain_text("王建国")
        if not pan.page.locator("#h-person").is_visible():
            pan.page.keyboard.press("Enter")
        expect(pan.page.locator("#h-person")).to_have_text("王建国")


def test_the_arrows_choose_and_escape_goes_back(browser, demo):
    with seat(browser, demo.address) as pan:
        pan.sign_in("panjing")
        pan.find_person("ly", "刘桂芳")
        second = pan.page.locator("#found .hits li b").nth(1).inner_text()
        pan.page.keyboard.press("ArrowDown")
        expect(pan.page.locator("#found .hits a").nth(1)).to_have_attribute("aria-selected", "true")
        pan.page.keyboard.press("Enter")
        expect(pan.page.locator("#h-person")).to_have_text(second)
        pan.open("/orders?view=started")
        pan.page.keyboard.press("j")
        expect(pan.page.locator("[data-row] a").first).to_be_focused()
        pan.page.keyboard.press("Enter")
        expect(pan.page.locator("#h-order")).to_be_visible()
        pan.page.keyboard.press("Escape")
        expect(pan.page.locator("#h-orders")).to_be_visible()


def test_the_tab_key_reaches_everything_with_a_visible_ring(browser, demo):
    """Nothing that can be pressed is out of the keyboard's reach, and one sees where one is."""
    with seat(browser, demo.address) as pan:
        pan.sign_in("panjing")
        for path in ["/counter", "/orders", "/statistics", "/account", "/people/new"]:
            pan.open(path)
            wanted = pan.page.evaluate("""() => Array.from(document.querySelectorAll(
                "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary"))
                .filter((one) => !one.disabled && one.checkVisibility()).length""")
            pan.page.evaluate("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus()")
            reached, ringless = 0, []
            for _ in range(wanted + 40):
                pan.page.keyboard.press("Tab")
                here = pan.page.evaluate("""() => {
                    const one = document.activeElement;
                    if (one === document.body) return null;
                    const radio = one.type === "radio";
                    const style = getComputedStyle(radio ? one.nextElementSibling : one);
                    const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
                        || style.boxShadow !== "none";
                    // A date field has a stop for the year, the month, the day.
                    const known = one.dataset.reached, same = one === window.reachedLast;
                    one.dataset.reached = "yes"; window.reachedLast = one;
                    return { again: same, known: !!known && !same, radio, ring, html: one.outerHTML.slice(0, 120),
                             region: one.getAttribute("role") === "region" };
                }""")
                if here is None or here["known"]:
                    break
                reached += not (here["again"] or here["radio"] or here["region"])
                if not here["again"] and not here["ring"]:
                    ringless.append(here["html"])
            assert ringless == [], path
            assert reached == wanted, path
