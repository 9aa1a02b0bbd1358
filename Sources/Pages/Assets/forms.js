// Forms that forgive: a second press does nothing, what was typed is kept in this tab, a revealed value hides itself.
(() => {
  "use strict";
  const body = document.body.dataset;

  const say = (text) => {
    const old = document.querySelector(".toast");
    if (old) old.remove();
    const toast = document.createElement("div");
    const words = document.createElement("p");
    toast.className = "toast";
    toast.setAttribute("role", "alert");
    words.textContent = text;
    toast.append(words);
    document.body.append(toast);
    fade(toast);
  };

  // A toast leaves after eight seconds, but not from under the mouse or the keyboard.
  const fade = (toast) => {
    const leave = () => {
      if (toast.matches(":hover") || toast.contains(document.activeElement)) setTimeout(leave, 2000);
      else toast.remove();
    };
    setTimeout(leave, 8000);
  };
  document.querySelectorAll(".toast").forEach(fade);

  // Drafts stay in this tab's session only, never passwords or what is marked private.
  const kept = (form) => Array.from(form.elements).filter((field) =>
    field.name && !["hidden", "password", "submit"].includes(field.type) && !("private" in field.dataset));
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const store = (form) => {
    const values = kept(form).map((field) => [field.name, ticks(field) && !field.checked ? null : field.value, field.value]);
    sessionStorage.setItem("draft:" + form.dataset.draft, JSON.stringify(values));
  };
  const restore = (form) => {
    const draft = sessionStorage.getItem("draft:" + form.dataset.draft);
    if (!draft || "filled" in form.dataset) return;
    JSON.parse(draft).forEach(([name, value, own]) => {
      kept(form).filter((field) => field.name === name).forEach((field) => {
        if (!ticks(field)) field.value = value;
        else if (field.value === own) field.checked = value !== null;
      });
    });
  };
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    restore(form);
    form.addEventListener("input", () => store(form));
  });
  if (document.querySelector("main.door")) sessionStorage.clear(); // somebody else may sign in next

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (navigator.onLine === false) { event.preventDefault(); say(body.offline); return; }
    form.dataset.sent = "yes";
    if (form.dataset.draft) sessionStorage.removeItem("draft:" + form.dataset.draft);
    // After this turn, so that the pressed button's own name and value are still sent.
    setTimeout(() => form.querySelectorAll(".press").forEach((press) => press.setAttribute("aria-busy", "true")));
  });
  // Coming back by the browser's own button finds the page ready again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((press) => press.removeAttribute("aria-busy"));
  }));

  // What was revealed counts down and is masked again, also when one turns to another window.
  const count = (shown) => {
    let left = Number(shown.dataset.seconds);
    const told = shown.nextElementSibling;
    const hide = () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hideAway);
      shown.textContent = shown.dataset.masked;
      shown.className = "masked";
      if (told) told.textContent = shown.dataset.again;
    };
    const hideAway = () => { if (document.hidden) hide(); };
    const timer = setInterval(() => {
      left -= 1;
      if (left <= 0) hide();
      else if (told && left % 5 === 0) told.textContent = shown.dataset.left.replace("{n}", left);
    }, 1000);
    document.addEventListener("visibilitychange", hideAway);
  };
  document.querySelectorAll(".shown[data-seconds]").forEach(count);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("reveal" in form.dataset) || navigator.onLine === false) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    fetch(form.action, { method: "POST", body, headers: { "Quanke-Fragment": "masked" }, credentials: "same-origin" })
      .then((answer) => {
        if (answer.status === 401) return location.reload();
        if (!answer.ok) throw new Error("refused");
        return answer.text().then((html) => {
          const place = form.closest("dd") || form.parentNode.parentNode;
          const old = form.closest(".reveal");
          const masked = old.previousElementSibling;
          masked.remove();
          old.insertAdjacentHTML("afterend", html);
          old.remove();
          place.querySelectorAll(".shown[data-seconds]").forEach(count);
        });
      })
      .catch(() => form.submit()); // the whole page answers, in words
  }, true);

  // Theme and letter size show at once; the form still stores them.
  document.querySelectorAll("[data-try]").forEach((form) => form.addEventListener("change", () => {
    const chosen = new FormData(form);
    const dark = document.getElementById("dark");
    if (dark) dark.media = { dark: "screen", light: "not all" }[chosen.get("theme")] || "screen and (prefers-color-scheme: dark)";
    if (chosen.get("size") === "large") document.documentElement.dataset.size = "large";
    else delete document.documentElement.dataset.size;
  }));
})();
