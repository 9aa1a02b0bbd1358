// Search while typing: the form says where the answers come from (data-find) and where they go (data-into).
// Arrows move, Enter takes, Escape leaves. Without this file the same form answers by its button.
(() => {
  "use strict";

  /** Waits this long after a key, so that a fast typist asks once; half of what feels like a delay. */
  const pause = 120;

  const attach = (form) => {
    const field = form.querySelector("input[accesskey]");
    const into = document.getElementById(form.dataset.into);
    const over = "over" in form.dataset;
    let timer = 0, asked = null, shownFor = field.value, enterWaits = false, active = -1, composing = false;
    const options = () => Array.from(into.querySelectorAll(".hits a"));

    const mark = (index) => {
      const all = options();
      active = all.length ? Math.max(0, Math.min(index, all.length - 1)) : -1;
      all.forEach((a, i) => a.setAttribute("aria-selected", String(i === active)));
      field.setAttribute("aria-expanded", String(all.length > 0));
      if (active < 0) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };

    const dress = () => {
      const list = into.querySelector(".hits");
      field.setAttribute("aria-expanded", String(options().length > 0));
      if (!list) return;
      list.id = into.id + "-list";
      list.setAttribute("role", "listbox");
      field.setAttribute("aria-controls", list.id);
      options().forEach((a, i) => {
        a.id = into.id + "-" + i;
        a.setAttribute("role", "option");
        a.setAttribute("aria-selected", String(a.getAttribute("aria-current") === "true"));
        a.parentNode.setAttribute("role", "none");
      });
      active = options().findIndex((a) => a.getAttribute("aria-current") === "true");
    };

    const close = () => {
      if (!over) return;
      into.textContent = "";
      into.classList.remove("over");
      mark(-1);
    };

    const take = () => {
      const all = options();
      if (active >= 0 && all[active]) location.assign(all[active].href);
      else form.submit();
    };

    const show = (html, text) => {
      into.innerHTML = html;
      if (over) into.classList.add("over");
      shownFor = text;
      dress();
      mark(0);
      const one = options().length === 1;
      if (enterWaits && one) take();
      enterWaits = false;
    };

    const ask = () => {
      const text = field.value.trim();
      if (over && !text) return close();
      if (asked) asked.abort();
      asked = new AbortController();
      const query = new URLSearchParams(new FormData(form));
      const how = { headers: { "Quanke-Fragment": into.id }, signal: asked.signal, credentials: "same-origin" };
      fetch(form.dataset.find + "?" + query, how)
        .then((answer) => {
          if (answer.status === 401) return location.reload();
          return answer.ok ? answer.text().then((html) => show(html, field.value)) : undefined;
        })
        .catch(() => {}); // the button still works, and the foot says that the line is down
    };

    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    dress();
    field.addEventListener("compositionstart", () => { composing = true; });
    field.addEventListener("compositionend", () => { composing = false; clearTimeout(timer); timer = setTimeout(ask, pause); });
    field.addEventListener("input", () => {
      if (composing) return;
      enterWaits = false;
      clearTimeout(timer);
      timer = setTimeout(ask, pause);
    });
    // What stood there is replaced by typing; what was typed before the focus came is not.
    field.addEventListener("focus", () => { if (field.value === field.defaultValue) field.select(); });
    field.addEventListener("blur", () => setTimeout(() => { if (!form.contains(document.activeElement)) close(); }, 150));
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
      if (step) { event.preventDefault(); mark(active + step); }
      if (event.key === "Escape") { close(); field.select(); }
      if (event.key === "Enter") {
        if (over && !into.classList.contains("over") && !options().length) return;
        event.preventDefault();
        // What is on the screen answers an older text: never take somebody whom she has not seen.
        if (shownFor !== field.value) { enterWaits = true; clearTimeout(timer); ask(); } else take();
      }
    });
  };

  document.querySelectorAll("form[data-find]").forEach(attach);
})();
