// Single keys: J and K walk the rows, [ and ] go to the neighbour, Escape goes back to the list.
// They can be switched off in the account (WCAG 2.1.4), and never act inside a field or while an IME composes.
(() => {
  "use strict";
  if (document.body.dataset.keys === "off") return;
  const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  const walk = (step) => {
    const rows = Array.from(document.querySelectorAll("[data-row]"));
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
    if (!next) return;
    next.querySelector("a").focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const follow = (rel) => {
    const link = document.querySelector(`a[rel="${rel}"]`);
    if (link) location.assign(link.href);
  };
  const deeds = { j: () => walk(1), k: () => walk(-1), "[": () => follow("prev"), "]": () => follow("next"), "escape": () => follow("up") };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const deed = deeds[event.key.toLowerCase()];
    if (!deed) return;
    // Escape first closes what is open.
    const open = event.key === "Escape" && document.querySelector("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); return; }
    event.preventDefault();
    deed();
  });
})();
