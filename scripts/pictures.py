"""Takes the pictures of the README from a running demo: scripts/pictures.py ADDRESS FOLDER

Walks 刘姨's allowance through the pages and photographs each at the desk's width, and the counter at a phone's.
"""
import sys

from playwright.sync_api import sync_playwright

DESK = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 844}


def enter(browser, address, name, viewport=DESK):
    page = browser.new_context(viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
    page.goto(address + "/sign-in")
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()
    return page


def find(page, text):
    page.fill("#q", text)
    page.wait_for_selector("#found .hits a")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_selector("#h-person")


def main(address, folder):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        shoot = lambda page, name: page.screenshot(path=f"{folder}/{name}.png")
        panjing = enter(browser, address, "潘静")
        find(panjing, "ly")
        panjing.check("input[name=material]")
        panjing.mouse.move(0, 0)
        panjing.wait_for_timeout(400)
        shoot(panjing, "counter")
        phone = enter(browser, address, "潘静", PHONE)
        phone.goto(panjing.url)
        phone.wait_for_timeout(400)
        shoot(phone, "counter-390")
        panjing.click("button[value=accept]")
        panjing.wait_for_selector("#h-acts")
        panjing.click("#order-moves button.press--go")
        panjing.wait_for_load_state()
        wuhao = enter(browser, address, "吴浩")
        wuhao.wait_for_selector("td.subject a")
        wuhao.wait_for_timeout(600)
        shoot(wuhao, "queue")
        wuhao.click("td.subject a")
        wuhao.click("#order-moves button.press--go")
        wuhao.wait_for_selector("#result")
        panjing.wait_for_timeout(1500)
        shoot(wuhao, "order")
        panjing.goto(address + "/counter?q=ly")
        panjing.click("#found .hits a")
        panjing.click("#h-person ~ a")
        panjing.wait_for_selector("#h-person, h1")
        panjing.wait_for_timeout(400)
        shoot(panjing, "person")
        panjing.goto(address + "/statistics")
        panjing.wait_for_timeout(400)
        shoot(panjing, "statistics")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
