"""How the cast uses the pages: what they click, type and see, in the words that stand there."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

DESK = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 844}
NAMES = {
    "panjing": "潘静", "suyan": "苏燕", "zhaolei": "赵磊", "wuhao": "吴浩", "fanwei": "范伟",
    "chenmin": "陈敏", "linsheng": "林晟", "operator": "系统管理员",
}


@dataclass
class Seat:
    """Somebody of the cast before a browser of her own."""

    page: Page
    context: BrowserContext
    address: str
    console: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Seat":
        self.page.goto(self.address + path)
        return self

    def sign_in(self, user: str) -> "Seat":
        self.open("/")
        self.page.get_by_role("button", name=NAMES[user]).click()
        expect(self.page.locator(".self")).to_contain_text(NAMES[user])
        return self

    def enter(self, user: str) -> "Seat":
        """Signs in whatever the language is."""
        self.open("/sign-in")
        self.page.locator(f'form:has(input[name="demo"][value="{user}"]) button').click()
        expect(self.page.locator('.self a[href="/account"]')).to_be_visible()
        return self

    def choose(self, language: str) -> None:
        """The language of this browser, whatever the account's is."""
        self.context.add_cookies([{"name": "quanke_language", "value": language[:2], "url": self.address}])

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def access_key(self, letter: str) -> None:
        """Alt and a letter. Playwright's own press leaves out the text by which Chromium knows an access key."""
        keys = self.context.new_cdp_session(self.page)
        key = {"modifiers": 1, "key": letter, "code": f"Key{letter.upper()}", "unmodifiedText": letter,
               "windowsVirtualKeyCode": ord(letter.upper())}
        keys.send("Input.dispatchKeyEvent", {"type": "keyDown"} | key)
        keys.send("Input.dispatchKeyEvent", {"type": "keyUp"} | key)
        keys.detach()

    # The counter.

    def find_person(self, text: str, name: str) -> Locator:
        """Types into the search field and returns the first hit."""
        self.page.locator("#q").press_sequentially(text, delay=30)
        if not self.has_script:
            self.page.get_by_role("button", name="找", exact=True).first.click()
        first = self.page.locator("#found .hits li").first
        expect(first).to_contain_text(name)
        return first

    def take_first(self) -> None:
        """Enter takes who is marked; without a script one presses the name."""
        if self.has_script:
            self.page.locator("#q").press("Enter")
        else:
            self.page.locator("#found .hits a").first.click()
        expect(self.page.locator("#h-person")).to_be_visible()

    def see_suggestion(self, item: str) -> None:
        """What she could be entitled to is said, and already chosen."""
        note = self.page.locator(".note", has_text="可以替人想到")
        expect(note).to_contain_text(item)
        expect(note).to_contain_text("已填在下面")
        expect(self.page.locator("#accept")).to_be_visible()

    def tick(self, paper: str) -> None:
        box = self.page.locator("#accept").get_by_role("checkbox", name=paper)
        if not box.is_checked():
            self.page.locator("#accept label", has_text=paper).first.click()
        expect(box).to_be_checked()

    def accept(self) -> str:
        """Accepts; returns the path of the order that came of it."""
        self.page.locator("#accept").get_by_role("button", name=re.compile("受理")).click()
        expect(self.page.locator("#h-order")).to_be_visible()
        return self.path.split("?")[0]

    # Orders.

    @property
    def state(self) -> Locator:
        return self.page.locator("#order-head .title .state")

    def do(self, deed: str, result: str | None = None) -> None:
        """One of the moves on an order's page."""
        if result is not None:
            self.page.locator("#order-moves textarea").fill(result)
        self.page.locator("#order-moves").get_by_role("button", name=re.compile(rf"^{deed}")).click()

    def row(self, order: str) -> Locator:
        return self.page.locator(f'[data-row="{order.rsplit("/", 1)[1]}"]')

    has_script: bool = True


@contextmanager
def seat(browser: Browser, address: str, size=DESK, script=True, language="zh-CN", scheme="light", **more):
    """A browser context with one page; whatever its console complains of is a failure."""
    context = browser.new_context(
        viewport=size, java_script_enabled=script, locale=language, color_scheme=scheme, has_touch=size == PHONE,
        is_mobile=size == PHONE, **more)
    context.set_default_timeout(15000)
    page = context.new_page()
    seat = Seat(page, context, address, has_script=script)
    page.on("console", lambda message: seat.console.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seat.console.append(str(error)))
    try:
        yield seat
        assert seat.console == [], f"the console of {page.url}"
    finally:
        context.close()
