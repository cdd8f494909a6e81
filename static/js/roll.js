// The roll call: find a name, keep the sum in view. Without this file
// the page is a plain form that does the same.

const form = document.querySelector("[data-roll]");
const rows = [...form.querySelectorAll("fieldset")];
const sum = document.querySelector("[data-roll-sum] strong");
const find = document.querySelector("[data-roll-find]");
const notExpected = form.dataset.leavesOut.split(" ");

const fold = (text) =>
  text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

const marked = (row) => row.querySelector("input[type=radio]:checked")?.value;

// The same sum as meetings/rules.py; the server's is the one that counts.
function count() {
  let present = 0;
  let expected = 0;
  for (const row of rows) {
    if (row.dataset.attachment !== "home") continue;
    const value = marked(row);
    if (value === "present") present += 1;
    if (!notExpected.includes(value)) expected += 1;
  }
  const hundredths = expected ? Math.round((present * 10000) / expected) : 0;
  const percent = (hundredths / 100).toLocaleString("vi-VN", { maximumFractionDigits: 2, useGrouping: false });
  sum.textContent = expected ? `${present}/${expected} = ${percent}%` : "–";
}

form.addEventListener("change", count);

find.hidden = false;
find.querySelector("input").addEventListener("input", (event) => {
  const wanted = fold(event.target.value.trim());
  for (const row of rows) row.hidden = !fold(row.dataset.name).includes(wanted);
});

count();
