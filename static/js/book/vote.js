// A vote is sent when its button is pressed, never before. Until then its words are kept on this
// device, and without a network it waits here as it was pressed. Without this file: a plain form.

import { open, typed, typedOf } from "./queue.js";
import { keepPages, reachable, SAYS, sender } from "./sending.js";

const HELD = "chưa ghi vào biên bản; chữ đã gõ được giữ trên máy này";
const LACKS = "Chưa có mạng, và phần ghi còn thiếu: nội dung biểu quyết hoặc số phiếu.";
const ASIDE = "Phần ghi này được để riêng, xem ở trang biên bản.";
const PAUSE = 500; // milliseconds after the last letter
const KINDS = ["vote", "ballot"];
const OURS = ["csrfmiddlewaretoken", "version"];
const NEEDED = { vote: ["title", "text"], ballot: ["subject"] };

const form = document.querySelector("form[data-vote]");
const session = form.dataset.book;
const kind = form.dataset.vote;
const state = form.querySelector("[data-book-state]");
const list = document.querySelector("[data-waiting]");
const queue = open(session);
const words = typed(session, kind + (form.elements.draft?.value ?? ""));
let timer = null;
let isSettled = false;

const fields = () => [...form.elements].filter((field) => field.name && field.tagName !== "BUTTON" && !OURS.includes(field.name));

function read() {
  return Object.fromEntries(fields().map((field) => [field.name, field.value.replaceAll("\r\n", "\n")]));
}

function write(values) {
  for (const field of fields()) {
    if (field.name in values && field.name !== "draft") field.value = values[field.name];
  }
}

function say(text, css = "") {
  state.textContent = text;
  state.className = `state ${css}`;
}

function report() {
  const number = queue.read().length;
  if (number) say(SAYS.kept(number), "waits");
  else if (words.read()) say(HELD);
  else say(isSettled ? SAYS.sent : "");
  show();
  // What was voted on stands in the record now: the page is to show it, unless somebody is typing.
  if (isSettled && !number && !words.read()) location.reload();
}

// --- what waits on this device ---

function show() {
  const edits = queue.read();
  const votes = edits.filter((edit) => KINDS.includes(edit.kind));
  list.replaceChildren(...votes.map(line));
  list.hidden = !votes.length;
  // The roll was called on this device, and the server does not know of it yet.
  if (edits.some((edit) => edit.kind === "mark")) {
    document.querySelector("[data-no-roll]")?.remove();
    form.closest("details")?.removeAttribute("hidden");
  }
}

function line(edit) {
  const { title, subject, votes_for, votes_against, votes_none } = edit.wanted;
  const row = document.querySelector("[data-waiting-template]").content.firstElementChild.cloneNode(true);
  row.querySelector("span").textContent =
    `“${title ?? subject}”, tán thành ${votes_for}, không tán thành ${votes_against}, không có ý kiến ${votes_none}: ` +
    "đã lưu trên máy, chưa gửi.";
  const button = row.querySelector("button");
  if (edit.sent || edit.kind !== kind) button.remove();
  button.addEventListener("click", () => {
    queue.drop([edit.key]);
    write({ ...edit.wanted, key: edit.row });
    keep();
    form.closest("details")?.setAttribute("open", "");
  });
  return row;
}

// --- what became of it ---

const send = sender(form, queue, {
  say,
  report,
  settle(edit, answer) {
    if (!KINDS.includes(edit.kind)) return;
    if (answer.outcome === "done") isSettled = true;
    else setTimeout(say, 0, `${answer.sentence} ${ASIDE}`, "bad");
  },
});

// --- typing, and the button ---

function keep() {
  clearTimeout(timer);
  timer = null;
  if (!words.write(read())) return say(SAYS.full, "bad");
  report();
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
addEventListener("pagehide", () => timer && keep());

form.addEventListener("submit", async (event) => {
  if (form.dataset.going) return;
  event.preventDefault();
  if (timer) keep();
  await send();
  if (await reachable(form)) {
    form.dataset.going = "1";
    form.requestSubmit(event.submitter);
    return;
  }
  if (event.submitter?.name === "keep") return keep();
  const { key, ...wanted } = read();
  const isWhole = [...NEEDED[kind], "votes_for", "votes_against", "votes_none"].every((name) => wanted[name]?.trim());
  if (!isWhole) return say(LACKS, "bad");
  if (!queue.put(kind, key, null, wanted)) return say(SAYS.full, "bad");
  words.drop();
  form.reset();
  form.elements.key.value = crypto.randomUUID();
  report();
});

// --- what was typed before ---

// What is in the record by now needs no keeping.
const counted = [...document.querySelectorAll("[data-ballot]")].map((vote) => vote.dataset.ballot);
const drafted = [...document.querySelectorAll("[data-drafted]")].map((draft) => draft.dataset.drafted);
for (const what of typedOf(session)) {
  const other = typed(session, what);
  const { key, title } = other.read();
  if (counted.includes(key) || (title && drafted.includes(title.trim()) && !form.hasAttribute("data-refused"))) other.drop();
}
const before = words.read();
if (before && !form.hasAttribute("data-refused")) {
  write(before);
  form.closest("details")?.setAttribute("open", "");
}
if (before || queue.read().length) report();
send();
keepPages(form);
