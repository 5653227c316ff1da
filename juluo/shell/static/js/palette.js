// The palette: what is typed is asked of the search page, and arrows choose among what it found. Focus stays in the
// field; what is chosen is told by aria-activedescendant. Without this script its button is a link to that page.
(() => {
  "use strict";
  const palette = document.getElementById("palette");
  if (!palette) return;
  const field = palette.querySelector("input[type=search]");
  const found = document.getElementById(field.getAttribute("aria-controls"));
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    for (const key of document.querySelectorAll("[data-palette] kbd")) key.textContent = "⌘ K";
  }
  const options = () => [...found.querySelectorAll("[role=option]")];

  function choose(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  const chosen = () => found.querySelector("[aria-selected=true]");
  const answered = () => found.querySelector("[data-typed]")?.dataset.typed.trim() === field.value.trim();
  let hasty = false;

  function step(by) {
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    choose(all[(at + by + all.length) % all.length]);
  }

  function open() {
    if (palette.open) { palette.close(); return; }
    for (const other of document.querySelectorAll("dialog[open]")) other.close();
    palette.showModal();
    field.value = "";
    field.focus();
    field.dispatchEvent(new Event("open", { bubbles: true }));
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      // Else the first press would only empty the field.
      event.preventDefault();
      palette.close();
    }
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };
    if (event.key in steps) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // What stands there may answer an earlier word: the choice is made when the answer to this one comes.
      if (!answered()) hasty = true;
      else if (chosen()) {
        const option = chosen();
        if (event.metaKey || event.ctrlKey) window.open(option.href || location.href, "_blank", "noopener");
        else option.click();
      }
    }
  });
  field.addEventListener("input", () => { hasty = false; });
  // What came belongs to what was typed last; the first of it is chosen.
  // (The answer says so too: htmx takes over attributes of what was there before, and gives them back a moment later.)
  new MutationObserver(() => {
    choose(options()[0]);
    if (!hasty || !answered()) return;
    hasty = false;
    chosen()?.click();
  }).observe(found, { childList: true });
  found.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });
  found.addEventListener("click", (event) => {
    if (event.target.closest("a[role=option]")) palette.close();
  });
  palette.querySelector("[data-close]").addEventListener("click", () => palette.close());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-palette]");
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
})();
