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

/* "Lấy bản này": the other side's words go into the field; the own ones stay in the side draft. */
for (const button of document.querySelectorAll("[data-take]")) {
  button.addEventListener("click", () => {
    const { take, old, value } = button.dataset;
    const field = document.getElementById(`id_${take}`);
    if (!field) return;
    const next = old === undefined ? value : field.value.replace(old, () => value);
    if (old !== undefined && next === field.value) {
      button.insertAdjacentText("afterend", " Đoạn này đã đổi; hãy chép bằng tay.");
      return;
    }
    field.value = next;
    if (field.dataset.editor) window.articleEditor?.setData(field.id, next);
    field.dispatchEvent(new Event("rows:refresh"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.closest("li")?.classList.add("is-taken");
    button.textContent = "Đã lấy bản này";
    button.disabled = true;
  });
}
})();
