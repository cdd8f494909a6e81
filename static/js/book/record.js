// A page of the record saves itself, row by row, with or without a network. Without this file it is
// a plain form with its button.

import { open } from "./queue.js";
import { asSent, isComplete, isEmpty, read, same, write } from "./rows.js";
import { keepPages, reachable, SAYS, sender } from "./sending.js";

const PAUSE = 900; // milliseconds after the last letter

const form = document.querySelector("form[data-book]");
const state = document.querySelector("[data-book-state]");
const queue = open(form.dataset.book);
const steps = JSON.parse(form.dataset.steps); // the pages that are kept on this device
const seen = new Map(); // row → what the record holds of it; null: nothing
const timers = new Map();

const rows = () => [...form.querySelectorAll("[data-edit]")];

function known(row) {
  if (!row.dataset.row) {
    row.dataset.row = crypto.randomUUID();
    const key = row.querySelector("[name$=-key]");
    if (key) key.value = row.dataset.row;
  }
  if (!seen.has(row)) seen.set(row, row.hasAttribute("data-stored") ? asSent(row) : null);
  return seen.get(row);
}

function say(words, css = "") {
  state.textContent = words;
  state.className = `state ${css}`;
}

function report() {
  const number = queue.read().length;
  if (number) say(SAYS.kept(number), "waits");
  else if (rows().some((row) => !isEmpty(row) && !isComplete(row))) say(SAYS.partly, "waits");
  else say(SAYS.sent);
}

// --- from the page into the queue ---

function keep(row) {
  timers.delete(row);
  const before = known(row);
  const empty = isEmpty(row);
  if (empty && before === null && !queued(row)) return report();
  if (!empty && !isComplete(row)) return report();
  const wanted = empty ? null : read(row);
  if (same(wanted, before) && !queued(row)) return report();
  if (!queue.put(row.dataset.edit, row.dataset.row, before, wanted)) return say(SAYS.full, "bad");
  report();
  send();
}

const queued = (row) => queue.read().some((edit) => edit.row === row.dataset.row && edit.kind === row.dataset.edit);

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-edit]");
  if (!row) return;
  known(row);
  say(SAYS.typing);
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(keep, event.target.type === "radio" ? 0 : PAUSE, row));
});

function keepAll() {
  for (const [row, timer] of [...timers]) {
    clearTimeout(timer);
    keep(row);
  }
}

addEventListener("pagehide", keepAll);

// --- what the server said ---

const send = sender(form, queue, { say, report, settle });

function settle(edit, answer) {
  const row = rows().find((one) => one.dataset.row === edit.row && one.dataset.edit === edit.kind);
  if (!row) return;
  seen.set(row, answer.now);
  row.querySelector(".device-note")?.remove();
  if (answer.outcome === "done" || same(read(row), answer.now)) return;
  const note = document.createElement("div");
  note.className = "device-note errorlist";
  note.setAttribute("role", "alert");
  note.append(answer.sentence);
  if (answer.outcome === "conflict") {
    note.append(choice("Lấy bản đang lưu", () => write(row, answer.now)));
    note.append(choice("Ghi bản của tôi", () => keep(row)));
  }
  (row.matches("textarea") ? row.parentElement : row).append(note);
}

function choice(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = label;
  button.addEventListener("click", () => {
    button.parentElement.remove();
    act();
    form.dispatchEvent(new Event("change", { bubbles: true }));
    report();
  });
  return button;
}

// --- the button ---

form.addEventListener("submit", async (event) => {
  if (form.dataset.going) return;
  event.preventDefault();
  // The roll counts as called when somebody says so, also when nobody was absent.
  const roll = form.querySelector("[data-edit=mark]");
  keepAll();
  if (roll && !queue.read().some((edit) => edit.kind === "mark")) queue.put("mark", roll.dataset.row, known(roll), read(roll));
  await send();
  const isThere = await reachable(form);
  const isWhole = rows().every((row) => isEmpty(row) || isComplete(row)) && !form.querySelector(".device-note");
  if (isThere && !queue.read().length && isWhole && !event.submitter?.name) {
    // Row by row all of it is in the record: what others wrote meanwhile stays as it is.
    location.href = form.dataset.next;
  } else if (isThere && !queue.read().length) {
    form.dataset.going = "1";
    form.requestSubmit(event.submitter);
  } else {
    report();
    // A vote waits for the network: without one the next step is the next that is kept here.
    const next = steps.includes(form.dataset.next) ? form.dataset.next : steps[steps.indexOf(location.pathname) + 1];
    if (next) location.href = next;
  }
});

// --- what waits from before, and what was typed while this file was on its way ---

const early = rows().filter((row) => !same(read(row), asSent(row)));

for (const edit of queue.read()) {
  let row = rows().find((one) => one.dataset.row === edit.row && one.dataset.edit === edit.kind);
  if (!row && ["opinion", "task"].includes(edit.kind)) row = added(edit);
  if (!row || early.includes(row)) continue;
  known(row);
  write(row, edit.wanted);
}

function added(edit) {
  if (!edit.wanted) return null;
  const free = () => rows().find((one) => one.dataset.edit === edit.kind && !one.dataset.row && isEmpty(one));
  if (!free()) form.querySelector(`[data-add-row=${edit.kind}]`)?.click();
  const row = free();
  if (!row) return null;
  row.dataset.row = edit.row;
  row.querySelector("[name$=-key]").value = edit.row;
  return row;
}

form.dispatchEvent(new Event("change", { bubbles: true }));
rows().forEach(known);
early.forEach(keep);
if (queue.read().length) report();
send();
keepPages(form);
