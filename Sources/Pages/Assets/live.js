// What colleagues do shows within a second: rows are marked where they are, parts of the page are fetched anew, and a
// part in which somebody is writing waits. Nothing that is being read moves.
(() => {
  "use strict";
  const address = document.body.dataset.live;
  if (!address || !window.EventSource) return;
  const line = document.getElementById("line");
  const words = document.body.dataset;
  const waiting = document.getElementById("changed");
  const changed = new Set();
  let source = null, timer = 0;

  const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  const say = (kind, text) => { line.className = "line-state state state--" + kind; line.textContent = text; };
  const touched = (field) => field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.defaultValue !== undefined && field.value !== field.defaultValue;
  const busy = (part) => part.contains(document.activeElement) ||
    Array.from(part.querySelectorAll("input, textarea")).some(touched);

  const announce = () => {
    if (!waiting || !changed.size) return;
    waiting.hidden = false;
    waiting.querySelector("strong").textContent = waiting.dataset.text.replace("{n}", changed.size);
  };

  const swap = (part, text) => {
    if (busy(part)) { announce(); return; }
    if (part.dataset.src) { part.innerHTML = text; return; }
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
    if (fresh) part.innerHTML = fresh.innerHTML;
  };

  const refresh = () => {
    const bySource = new Map();
    document.querySelectorAll("[data-part]").forEach((part) => {
      const from = part.dataset.src || location.href;
      bySource.set(from, (bySource.get(from) || []).concat(part));
    });
    bySource.forEach((parts, from) => fetch(from, { headers: { "Quanke-Fragment": "part" }, credentials: "same-origin" })
      .then((answer) => answer.ok ? answer.text() : Promise.reject())
      .then((text) => parts.forEach((part) => swap(part, text)))
      .catch(() => {}));
  };

  const take = (change) => {
    changed.add(change.id);
    document.querySelectorAll("[data-row]").forEach((row) => {
      if (row.dataset.row !== change.id) return;
      row.classList.add("fresh");
      const step = row.querySelector(".step");
      if (step && change.words) step.textContent = change.at + change.words;
    });
    if (waiting && !("quiet" in waiting.dataset)) announce();
    say("done", words.connected.replace("{time}", clock()));
    clearTimeout(timer);
    timer = setTimeout(refresh, 200 + Math.random() * 300); // many pages hear of one change: don't all ask at once
  };

  const open = () => {
    if (source) return;
    source = new EventSource(address);
    source.addEventListener("change", (event) => take(JSON.parse(event.data)));
    let opened = false;
    source.onopen = () => {
      if (opened) refresh(); // what happened while the line was down
      opened = true;
      say("done", words.connected.replace("{time}", clock()));
    };
    source.onerror = () => {
      say("hold", words.reconnecting);
      // A refused stream is not tried again by the browser itself; half a minute spares a server that is starting.
      if (source.readyState === EventSource.CLOSED) { close(); setTimeout(open, 30000); }
    };
  };
  const close = () => { if (source) source.close(); source = null; };

  // A hidden page gives its connection back; when it is seen again it catches up first.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else { open(); refresh(); }
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) { open(); refresh(); } });
  if (!document.hidden) open();
})();
