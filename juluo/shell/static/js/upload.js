// Files go up in pieces, each kept as it comes, so that a broken line or a closed page costs one piece. Without this
// script the form sends them whole.
(() => {
  "use strict";
  const PIECE = 8 * 1024 * 1024;
  const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.fetch) return;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".files");
  const wrong = form.querySelector("[role=alert]");
  const drop = form.querySelector(".drop");
  const stop = form.querySelector("[data-stop]");
  const send = form.querySelector("button.main");
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  const memory = `juluo-parcel ${form.dataset.upload}`;
  let stopped = null;

  const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  // What the operator wanted is told, not complained of.
  const complain = (words, calm = false) => {
    wrong.textContent = words;
    wrong.hidden = !words;
    wrong.className = calm ? "said" : "wrong";
  };
  const megabytes = (bytes) => (bytes < 104858 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    const bar = document.createElement("progress");
    const told = document.createElement("small");
    name.textContent = file.name;
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    told.textContent = megabytes(file.size);
    item.append(name, bar, told);
    list.append(item);
    return (sent) => { bar.value = sent; told.textContent = `${megabytes(sent)} / ${megabytes(file.size)}`; };
  }

  function shown() {
    list.replaceChildren();
    list.hidden = !input.files.length;
    return Array.from(input.files, (file) => [file, row(file)]);
  }

  async function ask(address, body, headers) {
    const answer = await fetch(form.dataset.upload + address, {
      method: "POST", body, headers: { "X-CSRFToken": token, ...headers }, signal: stopped.signal, credentials: "same-origin",
    });
    const said = (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : {};
    if (said.wrong) throw Object.assign(new Error(said.wrong), { told: true });
    if (!answer.ok) throw new Error(String(answer.status));
    return said;
  }

  async function patient(address, body, headers) {
    for (let tries = 0; ; tries += 1) {
      try {
        const said = await ask(address, body, headers);
        complain("");
        return said;
      } catch (error) {
        if (error.told || stopped.signal.aborted || tries >= PAUSES.length) throw error;
        complain(form.dataset.failed);
        await wait(PAUSES[tries]);
      }
    }
  }

  function begin(parcel, file) {
    const fields = new URLSearchParams({ parcel, name: file.name, size: String(file.size) });
    return patient("/begin", fields, {});
  }

  async function whole(parcel, file, tell) {
    const place = await begin(parcel, file);
    let at = place.received;
    tell(at);
    while (at < file.size) {
      const piece = file.slice(at, at + PIECE);
      const said = await patient(`/piece/${place.upload}/${at}`, piece, { "Content-Type": "application/octet-stream" });
      at = said.received;
      tell(at);
    }
    return place.parcel;
  }

  // What was stopped half way is known by its files: chosen again, they go on in the same parcel.
  const sign = () => Array.from(input.files, (file) => `${file.name}/${file.size}/${file.lastModified}`).join("|");
  function remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(memory) || "{}");
      return kept.sign === sign() ? String(kept.parcel) : "";
    } catch { return ""; }
  }
  function remember(parcel) {
    try { localStorage.setItem(memory, JSON.stringify({ sign: sign(), parcel })); } catch { /* then it begins anew */ }
  }

  async function upload() {
    let parcel = remembered();
    for (const [file, tell] of shown()) {
      try {
        parcel = String(await whole(parcel, file, tell));
      } catch (error) {
        // The parcel of last time is imported or gone.
        if (!error.told || !remembered()) throw error;
        localStorage.removeItem(memory);
        parcel = String(await whole("", file, tell));
      }
      remember(parcel);
    }
    try { localStorage.removeItem(memory); } catch { /* nothing to forget */ }
    location.assign(`${form.dataset.upload}/parcel/${parcel}`);
  }

  function busy(on) {
    send.disabled = on;
    stop.hidden = !on;
    input.disabled = on;
  }

  form.addEventListener("submit", async (event) => {
    if (!input.files.length) {
      if (!form.querySelector("textarea").value.trim()) { event.preventDefault(); complain(form.dataset.empty); }
      return;
    }
    event.preventDefault();
    complain("");
    stopped = new AbortController();
    busy(true);
    try {
      await upload();
    } catch (error) {
      complain(error.told ? error.message : form.dataset.stopped, stopped.signal.aborted);
    } finally {
      busy(false);
    }
  });
  stop.addEventListener("click", () => { if (stopped) stopped.abort(); });
  input.addEventListener("change", shown);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length && !input.disabled) {
        input.files = event.dataTransfer.files;
        shown();
      }
    });
  }
})();
