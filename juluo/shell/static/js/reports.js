// What a report's page does in the browser: signing waits until what was typed is saved; the group's text is copied.
(() => {
  "use strict";
  const PATIENCE = 4000, STEP = 100;
  const unsaved = new Set();

  for (const form of document.querySelectorAll("form.place-form")) {
    form.addEventListener("input", () => unsaved.add(form));
    // An answer from the server takes the place of the line under the text.
    new MutationObserver(() => {
      if (!form.querySelector(".saved .wrong")) unsaved.delete(form);
    }).observe(form, { childList: true });
  }

  const readNow = () => [...document.querySelectorAll("form.place-form")]
    .map((form) => `${form.elements.key.value}:${form.querySelector(".saved input[name=read]").value}`).join(",");

  const sign = document.querySelector("form[data-saves-first]");
  if (sign) sign.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const form of unsaved) form.requestSubmit();
    for (let waited = 0; unsaved.size && waited < PATIENCE; waited += STEP) {
      await new Promise((done) => setTimeout(done, STEP));
    }
    const [late] = unsaved;
    if (late) {
      late.querySelector("textarea").focus();
      return;
    }
    sign.elements.places.value = readNow();
    sign.submit();
  });

  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  for (const button of document.querySelectorAll("button[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        // Where the clipboard is closed to pages (http), the old way still copies a selection.
        document.execCommand("copy");
      }
      button.textContent = button.dataset.copied;
    });
  }
})();
