/* Small help on the article form: length hints, and taking one side of a clash. */
(() => {
"use strict";

for (const field of document.querySelectorAll("[data-good-length]")) {
  const good = Number(field.dataset.goodLength);
  const hint = window.newsroom.make("p", { class: "length-hint", id: `${field.id}-length` });
  field.after(hint);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), hint.id].filter(Boolean).join(" "));
  const count = () => {
    const length = [...field.value.trim()].length;
    hint.textContent = length > good ? `${length} ký tự: dài hơn mức nên có (${good})` : `${length} ký tự, nên dưới ${good}`;
    hint.dataset.kind = length > good ? "long" : "";
  };
  field.addEventListener("input", count);
  count();
}

/* Suggests colleagues for the last of several names: a <datalist> alone only completes the first. */
for (const field of document.querySelectorAll("input[list=author-names]")) {
  const known = [...field.list.options].map((option) => option.value);
  field.addEventListener("input", () => {
    const before = field.value.includes(",") ? `${field.value.replace(/,[^,]*$/, "")}, ` : "";
    const chosen = before.split(",").map((name) => name.trim());
    field.list.replaceChildren(
      ...known.filter((name) => !chosen.includes(name)).map((name) => new Option("", before + name)));
  });
}

/*
 * "Lấy bản này": the other side's words go into the form; the own ones stay in the side draft. A
 * paragraph is put in the place of one's own; where one's own was taken out, the whole text with it
 * is put in, as long as nobody has gone on writing.
 */
const form = document.getElementById("article_form");
const body = form?.elements.namedItem("body");
const bodyAtFirst = body?.value;

function put(name, value) {
  const field = form.elements.namedItem(name);
  if (!field) return;
  field.value = value;
  if (field.dataset.editor) window.articleEditor?.setData(field.id, value);
  field.dispatchEvent(new Event("rows:refresh"));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function taken({ take, old, new: theirs }) {
  if (old === undefined) return JSON.parse(take);
  if (old && body.value.includes(old)) return { body: body.value.replace(old, () => theirs) };
  return body.value === bodyAtFirst ? JSON.parse(take) : null;
}

for (const button of document.querySelectorAll("[data-take]")) {
  button.addEventListener("click", () => {
    const values = taken(button.dataset);
    if (!values) {
      button.insertAdjacentText("afterend", " Đoạn này đã đổi; hãy chép bằng tay.");
      return;
    }
    for (const [name, value] of Object.entries(values)) put(name, value);
    button.closest("li")?.classList.add("is-taken");
    button.textContent = "Đã lấy bản này";
    button.disabled = true;
  });
}

/* "Đến chỗ đó" of the checklist: many fields are drawn by scripts, only their row is always there. */
for (const link of document.querySelectorAll(".checklist a[href^='#id_']")) {
  const row = document.querySelector(`.form-row.field-${link.hash.slice(4)}`);
  link.addEventListener("click", (event) => {
    if (!row) return;
    event.preventDefault();
    const folded = row.closest("details");
    if (folded) folded.open = true;
    row.scrollIntoView({ block: "start" });
    const seen = [...row.querySelectorAll("textarea, input, select, button")].find((field) => field.checkVisibility());
    (row.querySelector(".ck-editor__editable") ?? seen)?.focus({ preventScroll: true });
  });
}
})();
