// The sum and the rating while points are given. Without this file the page is a plain form; the
// server adds up what counts.

const RATINGS = { good: "Tốt", fair: "Khá", average: "Trung bình", poor: "Kém" };
const HELD_BACK = "Khá (tiêu chí bắt buộc chưa đủ điểm)";
const left = (number) => (number ? `còn ${number} tiêu chí chưa chấm` : "");

const form = document.querySelector("[data-score]");
const sum = document.querySelector("[data-score-sum]");
const open = document.querySelector("[data-score-left]");
const rows = form ? [...form.querySelectorAll("[data-criterion]")] : [];

// Whole tenths, so that halves add up exactly.
const tenths = (text) =>
  /^\d{1,3}([.,]\d)?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(",", ".")) * 10) : null;

const most = (row) => tenths(row.dataset.most);
const plain = (number) => (number / 10).toLocaleString("vi-VN", { maximumFractionDigits: 1, useGrouping: false });

function given(row) {
  const field = row.querySelector("input[type=radio]:checked, .points input");
  return field ? tenths(field.value) : null;
}

// The same bounds as meetings/rules/scores.py.
function rating(points, all) {
  const share = (100 * points) / all;
  const { good, fair, average } = form.dataset;
  if (share >= Number(good)) {
    const isFull = rows.every((row) => !("gate" in row.dataset) || given(row) === most(row));
    return isFull ? RATINGS.good : HELD_BACK;
  }
  if (share >= Number(fair)) return RATINGS.fair;
  return share >= Number(average) ? RATINGS.average : RATINGS.poor;
}

// A reason is asked for where points differ from the record; what was typed never disappears.
function askWhy(row) {
  const points = given(row);
  const proposed = row.dataset.proposed === undefined ? null : tenths(row.dataset.proposed);
  const differs = proposed === null ? "short" in row.dataset === (points === most(row)) : points !== proposed;
  const reason = row.querySelector("[data-reason]");
  const isTyped = reason.querySelector("input").value || reason.querySelector(".errorlist");
  reason.hidden = points === null || (!differs && !isTyped);
}

function count() {
  let points = 0;
  let all = 0;
  let missing = 0;
  for (const row of rows) {
    askWhy(row);
    all += most(row);
    const here = given(row);
    if (here === null) missing += 1;
    points += here ?? 0;
  }
  const total = document.createElement("strong");
  total.textContent = `${plain(points)}/${plain(all)}`;
  sum.replaceChildren(total, missing ? "" : ` ${rating(points, all)}`);
  open.textContent = left(missing);
}

for (const row of rows) {
  const button = row.querySelector("[data-full]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    row.querySelector(".points input").value = plain(most(row));
    count();
  });
}

if (form) {
  form.addEventListener("input", count);
  form.addEventListener("change", count);
  count();
}
