// The drawer beside a page: it is shut by its own word or by Esc, and gives the focus back to what opened it.
(() => {
  "use strict";
  let opener = null;

  const drawer = () => document.getElementById("drawer");

  function shut(event) {
    const open = drawer();
    if (!open || !open.childElementCount || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open.replaceChildren();
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#drawer [data-close]")) shut(event);
    else if (event.target.closest("[hx-target='#drawer']") && !event.target.closest("#drawer")) {
      opener = event.target.closest("[hx-target='#drawer']");
    }
  });
})();
