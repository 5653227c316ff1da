// What the page of the door shows of what it knows. Its sentences stand in the page, in the visitor's language.
const root = document.getElementById("door");
const at = (name) => root.querySelector(`[data-${name}]`);
const HOW_LONG = 60;
// More names than anybody scrolls through; the others are found by typing.
const MOST_ROWS = 200;

function word(name, values = {}) {
  const words = document.querySelector(`#door-words [data-word="${name}"]`).textContent;
  return words.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

// The community's clock, wherever this device believes to be.
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: root.dataset.zone };
const clock = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang, CLOCK);

// Big for the eye, at once for the ear, and a tremor for the hand.
export function say(kind, { name = "", at: moment = "" } = {}) {
  const told = at("told");
  told.dataset.kind = kind;
  told.replaceChildren();
  setTimeout(() => {
    const who = document.createElement("bdi");
    const what = document.createElement("span");
    who.textContent = name;
    what.textContent = word(kind, { time: moment ? clock(moment) : "" });
    told.replaceChildren(...(name ? [who, " "] : []), what);
  }, HOW_LONG);
  navigator.vibrate?.(["came", "walked", "letin"].includes(kind) ? 80 : [80, 60, 80]);
}

export function draw(door, deeds) {
  const { list } = door;
  root.querySelector("[data-works]").hidden = !list || Boolean(door.over);
  at("over").hidden = !door.over;
  at("over").textContent = door.over ? word(door.over) : "";
  at("standing").dataset.trouble = door.trouble;
  at("standing").textContent = standing(door, deeds.waiting);
  at("sign-in").hidden = door.trouble !== "signedout";
  at("ready").textContent = door.over ? "" : word(door.fleeting ? "fleeting" : door.offline);
  if (!list || door.over) return;
  drawCounts(door, deeds);
  drawRoll(door, deeds);
  drawQuestions(door, deeds);
  document.querySelector("#door-wipe [data-lost]").textContent = deeds.waiting ? word("lost", { n: deeds.waiting }) : "";
}

function standing(door, waiting) {
  if (door.over) return "";
  if (door.trouble === "refused") return door.refusal;
  if (!door.list) return word(door.trouble ? "nolist" : "fetching");
  if (door.trouble) return word(door.trouble, { n: waiting });
  return waiting ? word("sending", { n: waiting }) : word("sent", { time: clock(door.list.at) });
}

function drawCounts(door, { cameAt }) {
  const walked = [...door.scans.values()].filter((one) => one.told === "name" && one.fate === "came" && !one.sent).length;
  const came = door.list.people.filter((one) => cameAt(one.number)).length + walked;
  at("counts").textContent = word("counts", { came, taken: door.list.taken });
}

function drawRoll(door, { cameAt, scanOf, arrives, undo }) {
  const asked = root.querySelector("[name=typed]").value.trim().toLowerCase();
  const focused = document.activeElement?.dataset?.number;
  const meant = door.list.people.filter((person) => person.name.toLowerCase().includes(asked));
  const rows = meant.slice(0, MOST_ROWS).map((person) => {
    const came = cameAt(person.number);
    const row = document.createElement("li");
    row.append(named(person.name, came ? word("cameat", { time: clock(came) }) : word(person.place)));
    const own = came && scanOf(person.number);
    if (own) row.append(button(word("undo"), "link", () => undo(own), person));
    else if (!came) row.append(button(word("here"), "button", () => arrives(person), person));
    return row;
  });
  at("roll").replaceChildren(...rows);
  at("more").textContent = meant.length > MOST_ROWS ? word("more", { n: meant.length - MOST_ROWS }) : "";
  if (asked) at("roll").closest("details").open = true;
  at("roll-words").textContent = word("roll", { n: door.list.people.filter((one) => !cameAt(one.number) && one.place === "in").length });
  // Who is on the list by exactly this name is no walk-in.
  at("walk").hidden = !asked || door.list.people.some((person) => person.name.toLowerCase() === asked);
  at("walk").textContent = word("walk", { name: root.querySelector("[name=typed]").value.trim().slice(0, 60) });
  if (focused) root.querySelector(`button[data-number="${focused}"]`)?.focus();
}

function drawQuestions(door, { questions, settle }) {
  at("asked").hidden = !questions.length;
  at("questions").replaceChildren(...questions.map((one) => {
    const row = document.createElement("li");
    const person = door.list.people.find((other) => other.number === one.number);
    const name = person?.name || one.words || one.name || "";
    row.append(named(name, word(`ask_${one.why}`, { time: clock(one.at) })));
    const both = document.createElement("span");
    both.className = "door-answers";
    if (one.why !== "unknown" && door.list.state === "open") both.append(button(word(`yes_${one.why}`), "button", () => settle(one, true)));
    both.append(button(word("no"), "link", () => settle(one, false)));
    row.append(both);
    return row;
  }));
}

function named(name, words) {
  const whole = document.createElement("span");
  const who = document.createElement("bdi");
  const what = document.createElement("small");
  who.textContent = name;
  what.textContent = words;
  whole.append(who, " ", what);
  return whole;
}

function button(words, style, does, person = null) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = style;
  made.textContent = words;
  if (person) {
    made.dataset.number = person.number;
    made.setAttribute("aria-label", `${words} ${person.name}`);
  }
  made.addEventListener("click", does);
  return made;
}
