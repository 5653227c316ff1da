// The door of one event: who comes is noted at once, on this device, and told to the desk when there is network.
// Nothing said here waits for an answer from anywhere. Names and words go in as text, never as markup.
import { openCamera } from "./door-camera.js";
import { readCode, hashOf } from "./door-code.js";
import { openKept, openMemory } from "./door-kept.js";
import { draw, say } from "./door-shown.js";
import { hearScanner } from "./door-typed.js";

const root = document.getElementById("door");
const { asks: LIST, tells: SYNC, worker: WORKER, page: PAGE, family: FAMILY, reader: READER } = root.dataset;
const EVERY = 15000;
const A_BATCH = 100;
const REMEMBERED = 30;
// So long after the list came, its token is taken to hold.
const FRESH = 60000;
// A camera sees one code many times before it is taken away.
const SAME_AGAIN = 4000;

// What `door-shown.js` draws: read by it, changed here alone.
const door = { list: null, scans: new Map(), trouble: "", refusal: "", offline: "unknown", fleeting: false, over: "" };
const settled = new Set();
let kept = null;
let camera = null;
let sending = false;
let onceMore = false;
let listed = 0;
let people = new Map();
let seen = { code: "", at: 0 };
let turn = Promise.resolve();

const inTurn = (deed) => { turn = turn.then(deed, deed); return turn; };
const byTime = (one, other) => (one.at < other.at ? -1 : Number(one.at > other.at));
const waiting = () => [...door.scans.values()].filter((one) => !one.sent).sort(byTime);
const now = () => new Date(Date.now() + (door.list?.skew || 0)).toISOString();
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
const show = () => draw(door, { waiting: waiting().length, questions: questions(), cameAt, scanOf, arrives, undo, settle });

function cameAt(number) {
  const told = people.get(number)?.came_at;
  const here = [...door.scans.values()].filter((one) => one.number === number && one.fate === "came").map((one) => one.at);
  return [told, ...here].filter(Boolean).sort()[0] || "";
}

// By which scan of this device somebody came: it can be taken back here.
const scanOf = (number) => [...door.scans.values()].find((one) => one.number === number && one.fate === "came");

function questions() {
  const own = [...door.scans.values()].filter((one) => one.fate === "asked");
  const known = new Set(own.map((one) => one.key));
  const others = (door.list?.questions || []).filter((one) => !known.has(one.key));
  return [...own, ...others].filter((one) => !settled.has(one.key)).sort(byTime);
}

// Written down first and said afterwards: what was said is kept.
async function record(scan) {
  const whole = { key: newKey(), at: now(), sent: false, why: "", ...scan };
  await kept.putScan(whole);
  door.scans.set(whole.key, whole);
  setTimeout(send, 0);
  return whole;
}

function heard(typed) {
  return inTurn(async () => {
    if (!door.list || door.over) return;
    const code = readCode(typed);
    if (!code) { say("mistyped"); return; }
    if (code === seen.code && Date.now() - seen.at < SAME_AGAIN) { seen.at = Date.now(); return; }
    seen = { code, at: Date.now() };
    const hash = hashOf(door.list.salt, code);
    const person = door.list.people.find((one) => one.hashes.includes(hash));
    if (person) { await arrived(person, { told: "code", code }); return; }
    if (!questions().some((one) => (one.code || one.words || "").replaceAll("-", "") === code)) {
      const shown = code.match(/.{4}/g).join("-");
      await record({ told: "code", code: shown, words: shown, fate: "asked", why: "unknown" });
    }
    say("unknown", { at: door.list.at });
    show();
  });
}

const arrives = (person) => inTurn(() => arrived(person, { told: "row" }));

async function arrived(person, scan) {
  const { number, name, place } = person;
  const before = cameAt(number);
  const why = door.list.state !== "open" ? "closed" : { out: "withdrawn", waiting: "waiting" }[place] || "";
  if (before) { say("again", { name, at: before }); return; }
  if (!why || !questions().some((one) => one.number === number)) {
    await record({ ...scan, number, fate: why ? "asked" : "came", why });
  }
  say(why || "came", { name });
  show();
}

function walksIn(name) {
  return inTurn(async () => {
    const alike = door.list.people.some((one) => one.guest && one.name === name)
      || [...door.scans.values()].some((one) => one.name === name && one.fate === "came" && !one.sent);
    const why = door.list.state !== "open" ? "closed" : alike ? "same_name" : "";
    await record({ told: "name", name, words: name, fate: why ? "asked" : "came", why });
    say(why || "walked", { name });
    show();
  });
}

function undo(scan) {
  return inTurn(async () => {
    await record({ told: "back", of: scan.key, fate: "done" });
    await changed(scan.key, { fate: "back" });
    const person = people.get(scan.number);
    if (person) person.came_at = null;
    await kept.putList(door.list);
    say("back");
    show();
  });
}

function settle(question, yes) {
  return inTurn(async () => {
    await record({ told: yes ? "yes" : "no", of: question.key, fate: "done" });
    settled.add(question.key);
    await changed(question.key, { fate: yes ? "came" : "no" });
    say(yes ? "letin" : "notthis");
    show();
  });
}

async function changed(key, more) {
  const scan = door.scans.get(key);
  if (!scan) return;
  Object.assign(scan, more);
  await kept.putScan(scan);
}

async function takeUp() {
  door.list = await kept.list() || null;
  people = new Map(door.list?.people.map((one) => [one.number, one]));
}

// What the desk says is the truth of when it was asked; what waits here is newer.
async function adopt(list) {
  const skew = new Date(list.now).getTime() - Date.now();
  listed = Date.now();
  await kept.putList({ ...list, at: list.now, skew: Math.abs(skew) < 2000 ? 0 : skew });
  await takeUp();
}

async function asked(address, more) {
  const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" }, ...more });
  const told = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
  if (response.ok && told && !response.redirected) return told;
  const trouble = new Error(String(response.status));
  trouble.door = response.status >= 500 || response.status === 429 ? "broken" : told?.wrong ? "refused" : "signedout";
  trouble.words = told?.wrong || "";
  throw trouble;
}

async function send() {
  if (door.over) return;
  if (sending) { onceMore = true; return; }
  sending = true;
  const since = listed;
  try {
    // Whoever has something to tell is answered with the list.
    if (!waiting().length || Date.now() - since > FRESH) await adopt(await asked(LIST));
    for (let batch = waiting().slice(0, A_BATCH); batch.length; batch = waiting().slice(0, A_BATCH)) await sendBatch(batch);
    Object.assign(door, { trouble: "", refusal: "" });
    settled.clear();
    await letGo();
  } catch (error) {
    Object.assign(door, { trouble: error.door || "offline", refusal: error.words || "" });
    listed = 0;
  } finally {
    sending = false;
    show();
  }
  // A token of another session: with a new list, once more.
  const unheard = onceMore;
  onceMore = false;
  if (unheard || (door.trouble ? door.trouble === "signedout" && since : waiting().length)) setTimeout(send, 0);
}

async function sendBatch(batch) {
  const scans = batch.map(({ key, at, told, code, number, name, of }) => ({ key, at, told, code, number, name, of }));
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": door.list.csrf };
  const { answers, list } = await asked(SYNC, { method: "POST", headers, body: JSON.stringify({ scans }) });
  for (const one of answers) {
    const scan = door.scans.get(one.key);
    const about = ["back", "yes", "no"].includes(scan?.told);
    // A slip that was taken back while its scan was on the way stays taken back.
    const fate = about ? "done" : scan?.fate === "back" ? "back" : one.fate;
    await changed(one.key, { sent: true, fate, why: one.why, number: one.number ?? undefined, moved: one.moved });
  }
  if (batch.some((one) => !door.scans.get(one.key).sent)) throw new Error("no answer");
  await adopt(list);
  if (answers.some((one) => one.moved)) say("moved");
}

// What was sent is the desk's; the last of them stay to be taken back. After the end, nothing stays.
async function letGo() {
  const sent = [...door.scans.values()].filter((one) => one.sent).sort(byTime).reverse();
  const done = sent.filter((one, nth) => nth >= REMEMBERED || one.fate === "done" || one.fate === "no");
  for (const one of done) {
    await kept.dropScan(one.key);
    door.scans.delete(one.key);
  }
  if (door.list.state !== "open" && !waiting().length) await wipe("ended");
}

async function wipe(why) {
  door.over = why;
  stopCamera();
  await kept.wipe();
  if (globalThis.caches) {
    for (const name of await caches.keys()) if (name.startsWith(FAMILY)) await caches.delete(name);
  }
  const registration = await navigator.serviceWorker?.getRegistration(PAGE);
  if (registration && new URL(registration.scope).pathname === PAGE) await registration.unregister();
  Object.assign(door, { list: null, scans: new Map() });
  show();
}

// Where the page came over https or from this very machine, it opens without network; elsewhere it must stay open.
async function standReady() {
  if (!globalThis.isSecureContext || !navigator.serviceWorker) { door.offline = "stay"; return; }
  try {
    await navigator.serviceWorker.register(WORKER, { scope: PAGE });
    await navigator.serviceWorker.ready;
    door.offline = "ready";
  } catch {
    door.offline = navigator.serviceWorker.controller ? "ready" : "stay";
  }
  navigator.storage?.persist?.().catch(() => {});
}

function stopCamera() {
  camera?.();
  camera = null;
  root.querySelector("video").hidden = true;
  root.querySelector("[data-camera]").setAttribute("aria-pressed", "false");
}

async function turnCamera() {
  if (camera) { stopCamera(); return; }
  if (!navigator.mediaDevices?.getUserMedia) { say("nocamera"); return; }
  try {
    const video = root.querySelector("video");
    video.hidden = false;
    camera = await openCamera(video, READER, heard);
    root.querySelector("[data-camera]").setAttribute("aria-pressed", "true");
  } catch {
    stopCamera();
    say("nocamera");
  }
}

function listen() {
  const field = root.querySelector("[name=typed]");
  const form = field.form;
  const found = () => root.querySelector("[data-roll] button");
  hearScanner((code) => { field.value = ""; show(); heard(code); });
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    if (readCode(typed)) { field.value = ""; show(); heard(typed); } else if (found()) found().focus();
    else if (typed) say("mistyped");
  });
  root.querySelector("[data-walk]").addEventListener("click", () => {
    const name = field.value.trim().replace(/\s+/g, " ").slice(0, 60);
    field.value = "";
    field.focus();
    if (name) walksIn(name);
  });
  root.querySelector("[data-camera]").addEventListener("click", turnCamera);
  const dialog = document.getElementById("door-wipe");
  root.querySelector("[data-wipe]").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => { if (dialog.returnValue === "yes") inTurn(() => wipe("wiped")); });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  addEventListener("beforeunload", (event) => {
    if (door.offline === "stay" && door.trouble && waiting().length) event.preventDefault();
  });
}

async function begin() {
  try {
    kept = await openKept(FAMILY);
  } catch {
    kept = openMemory();
    door.fleeting = true;
  }
  await takeUp();
  for (const one of await kept.scans()) door.scans.set(one.key, one);
  listen();
  show();
  await Promise.all([send(), standReady()]);
  show();
  root.dataset.stands = door.over || "ready";
  setInterval(send, EVERY);
}

begin();
