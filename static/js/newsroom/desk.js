/* The front-page desk: articles are chosen from a list, rows move with buttons. */
(() => {
"use strict";

const TEXTS = {
  auto: "Tự động: bài mới nhất",
  choose: "Chọn bài",
  other: "Chọn bài khác",
  up: "Đưa lên trên",
  down: "Đưa xuống dưới",
  out: "Bỏ khỏi chỗ này",
};

const { choose, make } = window.newsroom;
const desk = document.querySelector(".front-desk");
const form = document.getElementById("front-desk");
if (!desk || !form) return;

const frame = desk.querySelector(".front-frame");
const total = form.querySelector("[name=slot-TOTAL_FORMS]");
desk.classList.add("is-live");

const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
const thing = (row) => part(row, "series") ?? part(row, "article");
const rowsOf = (list) => [...list.querySelectorAll("[data-slot]")];
const filledOf = (list) => rowsOf(list).filter((row) => !row.classList.contains("is-empty"));

/* The rows as they stand are the order; the empty one is always last. */
function number(list) {
  rowsOf(list).forEach((row, place) => { part(row, "position").value = String(place); });
  const filled = filledOf(list);
  list.querySelectorAll(".is-auto").forEach((each) => { each.hidden = filled.length > 0; });
  filled.forEach((row, place) => {
    row.querySelector("[data-step='-1']").disabled = place === 0;
    row.querySelector("[data-step='1']").disabled = place === filled.length - 1;
  });
}

function move(row, step) {
  const list = row.parentElement;
  const rows = rowsOf(list);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  number(list);
  const button = row.querySelector(`[data-step='${step}']`);
  (button.disabled ? row.querySelector("[data-step]:enabled") : button)?.focus();
}

/* One more empty row under the place, with names of its own. */
function addEmpty(list, like) {
  const copy = like.cloneNode(true);
  const next = Number(total.value);
  for (const field of copy.querySelectorAll("[name]")) {
    const name = field.name.replace(/^slot-\d+-/, `slot-${next}-`);
    for (const label of copy.querySelectorAll(`label[for="${field.id}"]`)) label.htmlFor = `id_${name}`;
    field.name = name;
    field.id = `id_${name}`;
  }
  total.value = String(next + 1);
  list.append(copy);
  return copy;
}

function title(row, ...words) {
  row.querySelector("[data-slot-title]")?.replaceChildren(...words);
}

function fill(row) {
  if (!row.classList.contains("is-empty")) return;
  const list = row.parentElement;
  const fresh = addEmpty(list, blanks.get(list));
  start(fresh);
  row.classList.remove("is-empty");
  part(row, "remove").checked = false; // it may have been emptied before
  number(list);
}

function start(row) {
  const list = row.parentElement;
  const order = row.querySelector("[data-slot-order]");
  const series = part(row, "series");
  if (series) {
    series.addEventListener("change", () => { if (series.value) fill(row); });
  } else {
    const button = make("button", { type: "button", onclick: async () => {
      const chosen = await choose("article");
      if (!chosen) return;
      part(row, "article").value = String(chosen.id);
      row.querySelectorAll(".errorlist, .slot-skipped").forEach((each) => each.remove());
      title(row, chosen.headline, " ", make("span", { class: "quiet" }, `${chosen.state} · ${chosen.when}`));
      button.textContent = TEXTS.other;
      fill(row);
    } }, row.classList.contains("is-empty") ? TEXTS.choose : TEXTS.other);
    if (row.classList.contains("is-empty")) title(row, make("span", { class: "is-auto" }, TEXTS.auto));
    row.querySelector("[data-slot-number]").after(button);
  }
  const step = (by, label, sign) => make("button", { type: "button", "data-step": String(by), "aria-label": label, title: label, onclick: () => move(row, by) }, sign);
  order.append(step(-1, TEXTS.up, "↑"), step(1, TEXTS.down, "↓"),
    make("button", { type: "button", "aria-label": TEXTS.out, title: TEXTS.out, onclick: () => {
      part(row, "remove").checked = true;
      thing(row).value = "";
      row.hidden = true;
      row.classList.add("is-empty");
      number(list);
    } }, "✕"));
}

const blanks = new Map();
for (const list of desk.querySelectorAll(".slots ol")) {
  const rows = rowsOf(list);
  const last = rows.find((row) => row.classList.contains("is-empty"));
  // Kept before anything is added to it; its numbers are given when it is used.
  if (last) blanks.set(list, last.cloneNode(true));
  rows.forEach(start);
  number(list);
}

form.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget === frame.name) {
    frame.parentElement.classList.add("is-open");
    requestAnimationFrame(() => frame.parentElement.scrollIntoView({ block: "nearest" }));
  }
});
})();
