/*
 * A dialog to find a photo of the library or an article: `await newsroom.choose("photo")` gives the
 * chosen row of the server's answer, or null when nothing was chosen.
 */
(() => {
"use strict";

const { get, make, settings } = window.newsroom;

const KINDS = {
  photo: { title: "Chọn ảnh từ thư viện", hint: "Tìm theo chú thích, tác giả ảnh", source: () => settings().photoSearch, draw: drawPhoto, none: "Không có ảnh nào." },
  article: { title: "Chọn bài", hint: "Tìm theo tiêu đề hoặc nội dung", source: () => settings().articleSearch, draw: drawArticle, none: "Không có bài nào." },
};

function drawPhoto(row) {
  return [
    make("img", { src: row.thumb, alt: row.alt || "", loading: "lazy", width: 160 }),
    make("span", {}, row.caption || row.credit || `Ảnh ${row.id}`),
  ];
}

function drawArticle(row) {
  return [make("strong", {}, row.headline), make("span", {}, [row.section, row.when].filter(Boolean).join(" · "))];
}

function choose(kind) {
  const { title, hint, source, draw, none } = KINDS[kind];
  return new Promise((resolve) => {
    const before = document.activeElement;
    const field = make("input", { type: "search", placeholder: hint, "aria-label": hint });
    const list = make("ul", { class: `chooser-list is-${kind}` });
    const more = make("button", { type: "button", hidden: true }, "Xem thêm");
    const note = make("p", { role: "status" });
    const close = make("button", { type: "button", class: "chooser-close" }, "Đóng");
    const dialog = make("dialog", { class: "chooser", "aria-label": title },
      make("header", {}, make("h2", {}, title), close), field, note, list, more);
    let page = 1;
    let asked = 0;
    let waiting = 0;

    const finish = (row) => {
      dialog.remove();
      before?.focus?.();
      resolve(row);
    };

    async function load(next) {
      const turn = ++asked;
      page = next;
      try {
        const query = new URLSearchParams({ q: field.value, trang: String(page) });
        const found = await get(`${source()}?${query}`);
        if (turn !== asked) return; // a later question was asked meanwhile
        if (page === 1) list.replaceChildren();
        list.append(...found.results.map((row) =>
          make("li", {}, make("button", { type: "button", onclick: () => finish(row) }, ...draw(row)))));
        note.textContent = list.childElementCount ? "" : none;
        more.hidden = !found.has_more;
      } catch (trouble) {
        note.textContent = trouble.message;
      }
    }

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => load(1), 250);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // never sends the form beneath
    });
    more.addEventListener("click", () => load(page + 1));
    close.addEventListener("click", () => finish(null));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
    load(1);
  });
}

window.newsroom.choose = choose;
})();
