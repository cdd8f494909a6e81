// A page of the record saves itself, row by row, with or without a network. Without this file it is
// a plain form with its button.

import { open } from "./queue.js";
import { isComplete, isEmpty, read, same, write } from "./rows.js";

const MOST = 20; // changes sent at once
const PAUSE = 900; // milliseconds after the last letter
const AGAIN = [3000, 10000, 30000, 60000];
const SAYS = {
  typing: "đang ghi…",
  kept: (number) => `đã lưu trên máy, chưa gửi ${number} mục`,
  sending: "đang gửi…",
  sent: "đã gửi",
  partly: "có dòng chưa đủ, chưa gửi",
  full: "Máy này hết chỗ lưu: hãy bấm Lưu khi có mạng.",
  signin: "Đồng chí cần đăng nhập lại. Những gì đã ghi vẫn còn trên máy này.",
  closed: "Biên bản đã gửi lên hoặc đã đóng: phần ghi thêm được để riêng, xem ở trang biên bản.",
};

const form = document.querySelector("form[data-book]");
const state = document.querySelector("[data-book-state]");
const queue = open(form.dataset.book);
const seen = new Map(); // row → what the record holds of it; null: nothing
const timers = new Map();
let token = form.querySelector("[name=csrfmiddlewaretoken]").value;
let running = null;
let failures = 0;

const rows = () => [...form.querySelectorAll("[data-edit]")];

function known(row) {
  if (!row.dataset.row) {
    row.dataset.row = crypto.randomUUID();
    const key = row.querySelector("[name$=-key]");
    if (key) key.value = row.dataset.row;
  }
  if (!seen.has(row)) seen.set(row, row.hasAttribute("data-stored") ? read(row) : null);
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

// --- from the queue to the server ---

// One at a time; whoever asks meanwhile waits for the same one.
function send() {
  running ??= flush().finally(() => {
    running = null;
  });
  return running;
}

async function flush() {
  while (navigator.onLine && queue.read().length) {
    say(SAYS.sending);
    const some = queue.take(MOST);
    try {
      const answer = await post(some);
      failures = 0;
      queue.drop(some.map((edit) => edit.key));
      some.forEach((edit, number) => settle(edit, answer.answers[number]));
      form.elements.version.value = answer.version;
      report();
    } catch (problem) {
      report();
      if (problem.words) say(problem.words, "bad");
      setTimeout(send, AGAIN[Math.min(failures++, AGAIN.length - 1)]);
      return;
    }
  }
}

async function post(edits, again = true) {
  const response = await fetch(form.dataset.edits, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(edits),
    redirect: "manual",
  });
  if (response.ok) return response.json();
  // An old page has an old token, and who was away for days is signed out.
  if (again && response.status === 403) {
    const now = await fetch(form.dataset.state, { redirect: "manual" });
    if (now.ok) {
      token = (await now.json()).token;
      return post(edits, false);
    }
  }
  const gone = response.type === "opaqueredirect" || [401, 403, 404].includes(response.status);
  throw Object.assign(new Error(response.status), gone ? { words: SAYS.signin } : {});
}

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
  await send();
  const away = !navigator.onLine;
  if (!away && !queue.read().length) {
    form.dataset.going = "1";
    form.requestSubmit(event.submitter);
  } else if (form.dataset.next) {
    if (roll && !queue.read().some((edit) => edit.kind === "mark")) queue.put("mark", roll.dataset.row, known(roll), read(roll));
    location.href = form.dataset.next;
  }
});

// --- what waits from before ---

for (const edit of queue.read()) {
  let row = rows().find((one) => one.dataset.row === edit.row && one.dataset.edit === edit.kind);
  if (!row && ["opinion", "task"].includes(edit.kind)) row = added(edit);
  if (!row) continue;
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
if (queue.read().length) report();
send();
addEventListener("online", () => {
  failures = 0;
  send();
});

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/noi-bo/sw.js", { scope: "/noi-bo/buoi/" }).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((part) => part.name);
    active.postMessage({ keep: [location.pathname, ...JSON.parse(form.dataset.steps), ...parts] });
  }, () => {});
}
