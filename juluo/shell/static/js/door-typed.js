// Scanners that act as keyboards, wherever the focus is and whatever input method is on: letters that come faster than
// anybody types, ended by Enter or Tab, and that are a code.
import { readCode } from "./door-code.js";

const FASTEST_HAND = 80;

export function hearScanner(heard) {
  let letters = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    const now = event.timeStamp;
    if (now - last > FASTEST_HAND) letters = "";
    last = now;
    if (event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Tab") {
      const code = readCode(letters);
      letters = "";
      if (!code) return;
      event.preventDefault();
      event.stopPropagation();
      heard(code);
      return;
    }
    letters += letterOf(event);
  }, { capture: true });
}

// An input method hides the letter and not the key.
function letterOf(event) {
  if (event.key.length === 1 && !event.isComposing) return event.key;
  const key = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code);
  return key ? key[1] : "";
}
