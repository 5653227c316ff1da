// What the frame does in the browser: dialogs and sheets that close, and a word when a request found no answer.
// Pages work without it.
(() => {
  "use strict";
  const trouble = document.getElementById("trouble");
  let failed = null;

  function tell(what, context) {
    if (!trouble) return;
    failed = context || null;
    for (const line of trouble.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== what;
    trouble.querySelector("[data-again]").hidden = what === "refused";
    trouble.querySelector("[data-reload]").hidden = what !== "refused";
    // Under an open dialog nobody could reach it.
    (document.querySelector("dialog[open]") || document.body).append(trouble);
    trouble.hidden = false;
  }

  function over() {
    if (trouble) trouble.hidden = true;
    failed = null;
  }

  function again() {
    const context = failed;
    over();
    if (!context || !context.sourceElement.isConnected) { location.reload(); return; }
    const { action, method } = context.request;
    window.htmx.ajax(method, action, { source: context.sourceElement, target: context.target, swap: context.swap });
  }

  function what(status) {
    if (status === 429) return "often";
    return status >= 500 ? "broken" : "refused";
  }

  document.addEventListener("htmx:error", (event) => tell("lost", event.detail.ctx));
  document.addEventListener("htmx:response:error", (event) => {
    // What was wrong with a form is said in the form.
    const { status } = event.detail.ctx.response;
    if (status !== 422 && status !== 409) tell(what(status), event.detail.ctx);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    if (failed && failed.sourceElement === sourceElement && response && response.status < 400) over();
  });
  addEventListener("offline", () => tell("lost"));
  addEventListener("online", () => { if (failed) again(); else over(); });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-again]")) again();
    else if (event.target.closest("[data-reload]")) location.reload();
    if (event.target.tagName === "DIALOG") event.target.close();
    for (const open of document.querySelectorAll("details.more[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  // htmx takes a page up with a timer of its own: on a busy machine what is pressed or typed before that would be lost.
  document.addEventListener("DOMContentLoaded", () => window.htmx.process(document.body));
})();
