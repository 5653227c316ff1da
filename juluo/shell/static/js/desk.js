// What the frame does in the browser: keys, the help that lists them, and sheets that close. Pages work without it.
(() => {
  "use strict";
  const WAIT = 900;
  let leader = 0;

  const help = () => document.getElementById("keys");
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  function toggleHelp() {
    const dialog = help();
    if (!dialog) return;
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  function go(key) {
    const link = document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      toggleHelp();
    } else if (event.key === "g") {
      leader = event.timeStamp;
    } else if (event.key === "/") {
      const field = document.querySelector("input[type=search]");
      if (field) { event.preventDefault(); field.focus(); }
    } else if (leader && event.timeStamp - leader < WAIT) {
      leader = 0;
      if (go(event.key)) event.preventDefault();
    }
    if (event.key === "j" || event.key === "k") {
      const turn = document.querySelector(event.key === "j" ? "a[rel=next]" : "a[rel=prev]");
      if (turn) turn.click();
    }
    if (event.key === "Escape") {
      for (const open of document.querySelectorAll("details.more[open]")) open.open = false;
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) toggleHelp();
    if (event.target.tagName === "DIALOG") event.target.close();
    for (const open of document.querySelectorAll("details.more[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
})();
