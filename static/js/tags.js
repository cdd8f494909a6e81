/*
 * Suggests known tags while somebody types the last name of a comma-separated list: a combobox with
 * a list of suggestions, for the mouse, the finger, the keyboard and a screen reader. Without this
 * script the field is a plain text field. The field says in `data-tags` where to ask.
 */
(() => {
"use strict";

const TEXTS = {
  list: "Chủ đề gợi ý",
  found: (count) => (count ? `${count} gợi ý, dùng phím mũi tên để chọn` : "Không có gợi ý"),
};
const PAUSE = 150; // milliseconds without a key before the server is asked

/* The same name whatever its marks: "Chuyên đề" = "chuyen de". */
const fold = (text) =>
  text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").trim();

let made = 0;

function suggest(field) {
  const isSingle = "single" in field.dataset;
  made += 1;
  const list = document.createElement("ul");
  Object.assign(list, { id: `tags-suggested-${made}`, className: "tags-suggested", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", TEXTS.list);
  const says = document.createElement("span");
  says.className = "visually-hidden";
  says.setAttribute("role", "status");
  const frame = document.createElement("span");
  frame.className = "tags-field";
  field.replaceWith(frame);
  frame.append(field, list, says);
  field.removeAttribute("list");
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    autocomplete: "off",
  })) field.setAttribute(name, value);

  let timer, asked, active = -1;

  /* The name in which the cursor stands: where it begins and ends, and its words. */
  const present = () => {
    const text = field.value;
    if (isSingle) return { from: 0, to: text.length, typed: text.trim() };
    const at = field.selectionStart ?? text.length;
    const from = text.lastIndexOf(",", at - 1) + 1;
    const comma = text.indexOf(",", at);
    const to = comma < 0 ? text.length : comma;
    return { from, to, typed: text.slice(from, to).trim() };
  };

  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    });
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[index].id);
  };

  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(-1);
  };

  const choose = (name) => {
    const { from, to } = present();
    const before = field.value.slice(0, from);
    const after = field.value.slice(to).replace(/^,\s*/, "");
    const start = isSingle || !before ? name : `${before.trimEnd()} ${name}`;
    field.value = isSingle ? name : `${start}, ${after}`;
    const at = isSingle ? name.length : start.length + 2;
    field.setSelectionRange(at, at);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  };

  const show = (names) => {
    list.replaceChildren(
      ...names.map((name, place) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `${list.id}-${place}`, textContent: name });
        option.setAttribute("role", "option");
        // The mouse must not take the cursor out of the field first.
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(name));
        return option;
      }),
    );
    list.hidden = !names.length;
    field.setAttribute("aria-expanded", String(names.length > 0));
    mark(-1);
    says.textContent = TEXTS.found(names.length);
  };

  const ask = async () => {
    asked?.abort();
    const { from, to, typed } = present();
    if (!typed || document.activeElement !== field) return close();
    asked = new AbortController();
    const address = `${field.dataset.tags}?q=${encodeURIComponent(typed)}`;
    try {
      const response = await fetch(address, {
        headers: { Accept: "application/json" },
        signal: asked.signal,
      });
      const { tags } = await response.json();
      const others = field.value.slice(0, from) + field.value.slice(to);
      const taken = new Set(isSingle ? [] : others.split(",").map(fold));
      show(tags.filter((name) => !taken.has(fold(name)) && name !== typed));
    } catch {
      close(); // without an answer it stays a field for typing
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    // While a Vietnamese keyboard composes a letter its keys are its own.
    if (event.isComposing || list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark((active + 1) % count);
    else if (event.key === "ArrowUp") mark(active <= 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(list.children[active].textContent);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[data-tags]").forEach(suggest);
});
})();
