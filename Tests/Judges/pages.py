"""Which pages there are, and who looks at them."""

from dataclasses import dataclass

from script import Script


@dataclass
class Places:
    """What there is to look at."""

    person: str
    order: str
    item: str


def prepare(scripts: dict[str, Script]) -> Places:
    """Four orders of 刘姨, one in each state."""
    pan, wu = scripts["panjing"], scripts["wuhao"]
    person = pan.get("/api/people", {"q": "ly"}).json["items"][0]["id"]
    item = pan.get("/api/catalogue/items", {"q": "高龄津贴"}).json["items"][0]["code"]
    body = {"item": item, "person": person, "channel": "window", "materials": ["身份证"]}
    orders = [pan.post("/api/orders", body).json["id"] for _ in range(4)]
    for order in orders[:3]:
        pan.post(f"/api/orders/{order}/dispatch")
    for order in orders[:2]:
        wu.post(f"/api/orders/{order}/receipt")
    wu.post(f"/api/orders/{orders[0]}/closure", {"result": "已核定，下月起发"})
    return Places(person, orders[1], item)


def pages(places: Places) -> list[tuple[str, str | None, str]]:
    """Name, who looks, where."""
    return [
        ("sign-in", None, "/sign-in"),
        ("counter", "panjing", "/counter"),
        ("counter with hits", "panjing", "/counter?q=ly"),
        ("counter with a person", "panjing", f"/counter?q=ly&person={places.person}"),
        ("counter with an item", "panjing", f"/counter?q=ly&person={places.person}&item={places.item}"),
        ("counter without a hit", "panjing", "/counter?q=zzzzqqqq"),
        ("person", "panjing", f"/people/{places.person}"),
        ("new person", "panjing", "/people/new"),
        ("order", "panjing", f"/orders/{places.order}"),
        ("order at its department", "wuhao", f"/orders/{places.order}"),
        ("orders", "wuhao", "/orders"),
        ("orders started", "panjing", "/orders?view=started"),
        ("orders, none", "fanwei", "/orders"),
        ("statistics", "suyan", "/statistics"),
        ("statistics of the district", "chenmin", "/statistics"),
        ("account", "panjing", "/account"),
        ("password", "panjing", "/account/password"),
        ("problem", "panjing", "/people/01890000-0000-7000-8000-000000000000"),
        ("not allowed", "linsheng", "/counter"),
    ]
