"""What the operator does and sees."""

import json
import re
import sqlite3
import stat
import subprocess
import threading
import time

import pytest
from installation import BINARY, environment
from script import Script, Visitor
from test_thread import accepted, allowance, liu

NUMBER = "990501194503190426"
MOBILE = "19905021234"
RESULT = "独居老人，女儿每周三来，钥匙在隔壁"


@pytest.fixture(scope="module")
def walked(scripts) -> dict:
    """An order that went all the way; its id, number and result."""
    pan, wu = scripts["panjing"], scripts["wuhao"]
    order = accepted(pan)
    path = f"/api/orders/{order['id']}"
    assert pan.post(f"{path}/dispatch").status == 200
    assert wu.post(f"{path}/receipt").status == 200
    assert wu.post(f"{path}/closure", {"result": RESULT}).status == 200
    shown = pan.post(f"/api/people/{liu(pan)['id']}/disclosure", {"field": "idNumber", "purpose": "核对信息"})
    assert shown.json["value"] == NUMBER
    assert pan.get("/api/people", {"q": "0426"}).status == 200
    return order


def personal() -> list[str]:
    return [NUMBER, NUMBER[-4:], MOBILE, "刘桂芳", "刘姨", "女儿每周三来", "孙丽"]


def test_it_says_that_it_lives_and_can_serve(scripts):
    for path in ["/healthz", "/readyz"]:
        answer = scripts["nobody"].get(path)
        assert answer.status == 200, path


def test_the_metrics_count_and_name_nobody(scripts, walked):
    answer = scripts["nobody"].get("/metrics")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
    for line in lines:
        assert re.fullmatch(r'[a-z_]+(?:\{[a-z_]+="[\w.]+"(?:,[a-z_]+="[\w.]+")*\})? [\d.e+-]+', line), line
    closed = next(line for line in lines if 'operation="closeOrder",status="200"' in line)
    assert int(closed.rsplit(" ", 1)[1]) >= 1
    for word in [*personal(), walked["id"], walked["number"]]:
        assert word not in re.sub(r" [\d.e+-]+\n", "\n", answer.text), word


def test_the_log_names_nobody(demo, scripts, walked):
    """After a walk with all sorts of mistakes in it."""
    pan = scripts["panjing"]
    pan.post("/api/people", {"name": "刘桂芳", "idNumber": NUMBER, "community": "990501001001"})
    pan.post("/api/people", {"name": "刘桂芳", "idNumber": NUMBER[:-1] + "7", "community": "990501001001"})
    pan.get("/api/people", {"q": MOBILE})
    pan.get(f"/people/{NUMBER}")
    pan.post("/api/orders", b'{"person": "' + NUMBER.encode())
    Visitor(demo.address).open(f"/sign-in?next=/{MOBILE}")
    log = demo.log.read_text()
    assert log, "it says at least that it started"
    for word in [word for word in personal() if len(word) != 4]:
        assert word not in log, word
    assert pan.token not in log


def test_the_keys_are_for_the_owner_alone(demo):
    keys = demo.folder / "keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    for file in keys.rglob("*"):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


def test_the_data_hold_no_number_in_clear(demo, walked):
    if demo.engine != "sqlite":
        dump = subprocess.run(["pg_dump", "--dbname", demo.database.address], capture_output=True, check=True).stdout
    else:
        dump = b"".join(file.read_bytes() for file in demo.folder.glob("quanke.sqlite*"))
    assert len(dump) > 100_000
    for word in [NUMBER, MOBILE]:
        assert word.encode() not in dump


def test_the_journal_is_sound_and_can_be_held_to_its_word(demo, scripts, walked):
    assert demo.run("verify").stdout.splitlines()[-1] == "sound"
    heads = demo.run("verify", "--print-head").stdout.splitlines()
    assert heads
    accepted(scripts["panjing"])
    kept = [word for head in heads for word in ("--head", head)]
    assert demo.run("verify", *kept).stdout.splitlines()[-1] == "sound"
    # A head of another journal is none of this one's past.
    forged = heads[0][:-6] + ("AAAAAA" if not heads[0].endswith("AAAAAA") else "BBBBBB")
    assert demo.run("verify", "--head", forged, status=None).returncode != 0
    assert demo.run("verify", "--head", "nonsense", status=None).returncode == 2


def test_the_counts_follow_from_what_was_done(demo, scripts, walked):
    assert demo.run("rebuild", "--check").stdout == ""
    rows = json.loads(demo.run("statistics", "--by", "month,kind").stdout)["rows"]
    mine = scripts["panjing"].get("/api/statistics", {"by": "month,kind"}).json["rows"]
    theirs, hers = (sum(row["count"] for row in some if row["kind"] == "matter") for some in (rows, mine))
    assert theirs == hers > 0
    assert all(set(row) == {"month", "kind", "count"} for row in rows)


def test_the_doctor_finds_nothing_and_names_what_is_missing(demo, tmp_path):
    lines = demo.run("doctor").stdout.splitlines()
    assert lines and all(line.startswith("ok\t") for line in lines), lines
    ill = demo.run("doctor", "--port", "99999", status=None)
    assert ill.returncode == 1 and any(line.startswith("fault\t") for line in ill.stdout.splitlines())


def test_the_settings_are_printed_with_their_source_and_without_secrets(demo):
    lines = demo.run("serve", "--port", "9999", "--print-settings").stdout.splitlines()
    table = {line.split("\t")[0]: line.split("\t")[1:3] for line in lines}
    assert table["port"] == ["9999", "flag"] and table["host"][1] == "standard"
    if demo.database:
        assert "host=" not in "\n".join(lines), "the database's address may hold a password"
    file = demo.folder.with_name("settings.json")
    file.write_text(json.dumps({"session-hours": 8}))
    lines = demo.run("serve", "--print-settings", "--settings", str(file)).stdout.splitlines()
    assert any(line.startswith("session-hours\t8\tfile\t") for line in lines), lines


def test_a_password_in_the_environment_is_hidden(demo):
    for address in ["postgres://q:hush@db/quanke", "postgres:///q?host=db&password=hush"]:
        done = subprocess.run([BINARY, "serve", "--print-settings"], capture_output=True, text=True,
                              env=environment() | {"QUANKE_DATABASE": address})
        assert "hush" not in done.stdout + done.stderr, address
        if done.returncode == 0:
            assert re.search(r"^database\t.*\tenvironment", done.stdout, re.MULTILINE)


def test_wrong_use_ends_with_two_and_failures_with_one(demo):
    assert demo.run("verify", "--no-such-flag", status=None).returncode == 2
    assert demo.run("token", "create", status=None).returncode == 2
    nobody = demo.run("token", "create", "--user", "nobody", status=None)
    assert nobody.returncode in (1, 2) and nobody.stdout == "" and nobody.stderr.count("\n") == 1
    assert demo.run("token", "create", "--user", "panjing", "--days", "0", status=None).returncode in (1, 2)


def test_a_token_does_no_more_than_its_scope(demo):
    reader = Script(demo.address, demo.token("panjing", "person.search"))
    assert reader.get("/api/people", {"q": "ly"}).status == 200
    assert reader.get("/api/orders").status == 403
    assert Script(demo.address, "qk_made-up").get("/api/orders").status == 401


def test_a_second_server_on_the_same_data_does_no_harm(demo, scripts, walked):
    """`quanke` against a database that another process is writing is safe."""
    twin = type(demo)(demo.folder, demo.database)
    twin.log = demo.folder.with_name("twin.log")
    try:
        twin.start()
        there, here = Script(twin.address, scripts["panjing"].token), scripts["panjing"]
        numbers = [accepted(one)["number"] for one in [here, there] * 5]
        assert len(set(numbers)) == 10
        stream = Visitor(twin.address, "wuhao").listen()
        order = accepted(here)
        assert here.post(f"/api/orders/{order['id']}/dispatch").status == 200
        assert there.get(f"/api/orders/{order['id']}").json["state"] == "dispatched"
        twin.stop()
        assert stream.has_ended(1)
    finally:
        twin.kill()
    assert demo.run("verify").stdout.splitlines()[-1] == "sound"


# These stop the server, so they come last.


def test_what_was_acknowledged_is_there_after_sigterm_in_the_middle(demo, scripts):
    """Four clerks accept as fast as they can while the server is told to stop; a stream is open."""
    pan = scripts["panjing"]
    body = {"item": allowance(pan)["code"], "person": liu(pan)["id"], "channel": "phone"}
    acknowledged, lock, stop = [], threading.Lock(), threading.Event()

    def clerk():
        while not stop.is_set():
            try:
                answer = pan.post("/api/orders", body)
            except OSError:
                return  # the line broke: nothing was acknowledged
            if answer.status != 201:
                assert answer.status == 503, answer.text
                return
            with lock:
                acknowledged.append(answer.json["id"])

    stream = Visitor(demo.address, "panjing").listen()
    clerks = [threading.Thread(target=clerk) for _ in range(4)]
    for one in clerks:
        one.start()
    while len(acknowledged) < 20 and any(one.is_alive() for one in clerks):
        time.sleep(0.01)
    demo.stop()
    assert stream.has_ended(1) and stream.broke is None, f"the stream broke off: {stream.broke!r}"
    stop.set()
    for one in clerks:
        one.join(30)
    assert len(acknowledged) >= 20
    demo.start()
    for script in scripts.values():
        script.address = demo.address
    there = {order for order in acknowledged if pan.get(f"/api/orders/{order}").status == 200}
    assert there == set(acknowledged)
    assert demo.run("verify").stdout.splitlines()[-1] == "sound"
    assert demo.run("rebuild", "--check").stdout == ""


def test_what_was_acknowledged_is_there_after_a_power_cut(demo, scripts):
    pan = scripts["panjing"]
    made = [accepted(pan)["id"] for _ in range(10)]
    demo.kill()
    demo.start()
    for script in scripts.values():
        script.address = demo.address
    assert all(pan.get(f"/api/orders/{order}").status == 200 for order in made)
    assert demo.run("verify").stdout.splitlines()[-1] == "sound"


def test_tampering_with_a_state_is_found(demo, scripts):
    """State columns that no act explains."""
    order = accepted(scripts["panjing"])
    demo.stop()
    bytes_of = order["id"].replace("-", "")
    if demo.database:
        subprocess.run(["psql", "-q", "-d", demo.database.address, "-c",
                        f"UPDATE work_order SET state = 'closed' WHERE id = decode('{bytes_of}', 'hex')"], check=True)
    else:
        with sqlite3.connect(demo.folder / "quanke.sqlite") as database:
            database.execute("UPDATE work_order SET state = 'closed' WHERE id = ?", (bytes.fromhex(bytes_of),))
    found = demo.run("verify", status=1).stdout
    assert order["number"] in found
    assert order["number"] in demo.run("rebuild", "--check", status=1).stdout
    demo.run("rebuild", status=1)
    assert demo.run("rebuild", "--check").stdout == ""
