/*
 * The queue by keys. An addition: every key presses a button or follows a link that stands on the
 * page. Keys are silent while somebody types, and can be switched off on this computer.
 */
(() => {
"use strict";

const STORED = "queue-keys";
const MASK = "Che phần đang chọn";
const NOTHING = "Hãy bôi đen phần cần che trong ý kiến.";

const card = document.querySelector("[data-card]");
const rows = [...document.querySelectorAll("[data-row]")];
const panel = document.getElementById("keys");
const toggle = document.getElementById("keys-on");

function remembered() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // storage is forbidden here
  }
}

function remember(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch { /* then it holds for this page */ }
}

/* --- Rows --- */

let current = 0;

/* Somebody came here with the tabulator: the row is marked, the focus stays where it is. */
function show(at) {
  rows[current]?.classList.remove("is-current");
  current = at;
  rows[at].classList.add("is-current");
}

function stand(at, scrolls = true) {
  if (!rows[at]) return;
  show(at);
  rows[at].focus({ preventScroll: true });
  if (scrolls) rows[at].scrollIntoView({ block: "nearest" });
}

function here() {
  return card ?? rows[current];
}

/* --- Keys --- */

const press = (key) => here()?.querySelector(`[data-key="${key}"]`);

const KEYS = {
  j: () => (card ? press("j")?.click() : stand(current + 1)),
  k: () => (card ? press("k")?.click() : stand(current - 1)),
  a: () => press("a")?.click(),
  s: () => press("s")?.click(),
  r: () => press("r")?.focus(),
  e: () => {
    const summary = press("e");
    if (!summary) return;
    summary.parentElement.open = true;
    summary.parentElement.querySelector("input[name=note]").focus();
  },
  u: () => document.querySelector('button[form="undo"]')?.click(),
  "?": () => { panel.open = !panel.open; },
};

function isTyping(target) {
  return target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select");
}

function listen(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches?.("select[data-key=r]") && event.key === "Enter") {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (!toggle.checked || isTyping(event.target) || event.repeat) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

if (panel) {
  panel.hidden = false;
  toggle.checked = remembered();
  toggle.addEventListener("change", () => remember(toggle.checked));
  document.addEventListener("keydown", listen);
  for (const [at, row] of rows.entries()) {
    row.addEventListener("focusin", () => { if (at !== current) show(at); });
  }
  const wanted = rows.findIndex((row) => `#${row.id}` === location.hash);
  if (rows.length) stand(wanted < 0 ? 0 : wanted, false);
}

/* --- Ticking all --- */

const all = document.getElementById("tick-all");
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const boxes = document.querySelectorAll('input[form="bulk"]');
    const on = [...boxes].some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
  });
}

/* --- Masking what is chosen with the mouse --- */

const words = document.querySelector("[data-words]");
const mask = document.querySelector("[data-mask] form:has(input[name=words])");

/* Places are counted in code points, as the server counts them. */
function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  const length = [...range.toString()].length;
  return length ? [start, start + length] : null;
}

if (words && mask) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = MASK;
  // The mouse must not take the choice away before it is read.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const span = chosen();
    if (!span) {
      note.textContent = NOTHING;
      return;
    }
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "span";
    field.value = `${span[0]}-${span[1]}-${mask.elements.kind.value}`;
    mask.elements.words.value = "";
    mask.append(field);
    mask.requestSubmit();
  });
  const note = document.createElement("span");
  note.className = "refusal";
  note.setAttribute("role", "status");
  mask.append(button, note);
}
})();
