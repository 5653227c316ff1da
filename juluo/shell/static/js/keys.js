// The keyboard, by what stands in the page (docs/how-to-add/page.md):
//   data-go="r"        a link that g r leads to
//   data-key="x"       a link or button that x presses; data-says names it in the list of keys, else its own words
//   data-rows          what j and k walk through: its children, or what its value selects; tables, .rows and tiles
//                      are walked through by themselves; Enter opens, since the row's link has the focus
//   a[rel=prev|next]   what ← and → lead to
// Nothing is taken from who types, or composes Chinese.
(() => {
  "use strict";
  const WAIT = 900;
  const ROWS = "main :is(tbody > tr, .rows > li, .tile)";
  const FIELDS = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])";
  let leader = 0;

  const dialog = (name) => document.getElementById(name);
  const open = () => document.querySelector("dialog[open]");
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const shown = (element) => element.checkVisibility();

  // Where j and k stop: the first link of each row that has one.
  function stops() {
    const own = [...document.querySelectorAll("main [data-rows]")];
    const told = own.flatMap((one) => [...one.querySelectorAll(one.dataset.rows || ":scope > *")]);
    const usual = [...document.querySelectorAll(ROWS)].filter((row) => !row.closest("[data-rows]"));
    const links = new Set([...told, ...usual].map((row) => (row.matches("a[href]") ? row : row.querySelector("a[href]"))));
    return [...links].filter((link) => link && shown(link))
      .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  function walk(step) {
    const all = stops();
    const here = all.findIndex((link) => link === document.activeElement);
    const seen = all.findIndex((link) => link.getBoundingClientRect().top >= 0);
    const next = here >= 0 ? here + step : step > 0 ? Math.max(0, seen) : (seen < 0 ? all.length : seen) - 1;
    const link = all[next];
    if (!link) return false;
    link.focus({ focusVisible: true });
    link.scrollIntoView({ block: "nearest" });
    return true;
  }

  function press(selector) {
    const found = [...document.querySelectorAll(selector)].find(shown);
    if (found) found.click();
    return Boolean(found);
  }

  // Links of the navigation may be folded away on a narrow screen; their keys still lead there.
  function go(key) {
    const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  }

  function search() {
    const field = [...document.querySelectorAll("main input[type=search]")].find(shown);
    if (!field) return press("[data-palette]");
    field.focus();
    field.select();
    return true;
  }

  // The list tells the keys of this very page.
  function listed(list) {
    for (const row of list.querySelectorAll("[data-if]")) row.hidden = !document.querySelector(row.dataset.if);
    list.querySelector("[data-walk]").hidden = stops().length === 0;
    for (const old of list.querySelectorAll("[data-made]")) old.remove();
    for (const one of [...document.querySelectorAll("main [data-key]")].filter(shown)) {
      const row = document.createElement("div");
      row.dataset.made = "";
      const [words, key] = [document.createElement("span"), document.createElement("kbd")];
      words.textContent = one.dataset.says || one.getAttribute("aria-label") || one.textContent.trim();
      key.textContent = one.dataset.key.toUpperCase();
      row.append(words, key);
      list.append(row);
    }
  }

  function help() {
    const keys = dialog("keys");
    if (!keys) return false;
    if (keys.open) keys.close();
    else { listed(keys.querySelector(".keys")); keys.showModal(); }
    return true;
  }

  function escape() {
    const folds = document.querySelectorAll("details.more[open]");
    for (const fold of folds) fold.open = false;
    if (!folds.length && document.activeElement?.matches("main input[type=search]")) document.activeElement.blur();
  }

  function pressed(key) {
    const led = leader && performance.now() - leader < WAIT;
    leader = 0;
    if (led) return go(key);
    switch (key) {
      case "g": leader = performance.now(); return false;
      case "/": return search();
      case "j": return walk(1);
      case "k": return walk(-1);
      case "ArrowLeft": return press("main a[rel=prev]");
      case "ArrowRight": return press("main a[rel=next]");
      default: return key.length === 1 && press(`main [data-key="${CSS.escape(key)}"]`);
    }
  }

  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Escape") { escape(); return; }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "k") {
      if (press("[data-palette]")) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return;
    if (key === "?" || key === "\uff1f") { if (help()) event.preventDefault(); return; }
    if (open()) return;
    // Arrows scroll what is too wide to be seen at once.
    if (key.startsWith("Arrow") && event.target.closest(".scroll, [tabindex='0']")) return;
    if (pressed(key)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help();
  });
})();
