/*
 * Draws the hidden lists of the article form as cards: photos with caption and description, files,
 * related articles. The hidden field holds JSON and is all that the server reads. What is known
 * about the stored rows stands in #row-facts.
 */
(() => {
"use strict";

const { choose, make, post, settings } = window.newsroom;

const facts = JSON.parse(document.getElementById("row-facts")?.textContent ?? "{}");

const KINDS = {
  photos: {
    key: (row) => row.photo,
    row: (photo) => ({ photo: photo.photo_id ?? photo.id, caption: photo.caption || "", alt: photo.alt || "" }),
    accept: "image/*,.heic,.heif",
    uploadLabel: "Tải ảnh lên",
    camera: true,
    chooseLabel: "Chọn từ thư viện",
    choose: "photo",
    upload: () => settings().photoUpload,
    draw: drawPhoto,
  },
  attachments: {
    key: (row) => row,
    row: (file) => file.id,
    accept: ".pdf,.docx",
    uploadLabel: "Tải tệp lên (PDF, DOCX)",
    upload: () => settings().fileUpload,
    draw: (row, fact) => [make("span", { class: "row-words" }, fact ? `${fact.title} (${fact.kind.toUpperCase()})` : `Tệp ${row}`)],
  },
  articles: {
    key: (row) => row,
    row: (article) => article.id,
    chooseLabel: "Chọn bài liên quan",
    choose: "article",
    draw: (row, fact) => [make("span", { class: "row-words" }, fact?.headline ?? `Bài ${row}`)],
  },
};

function drawPhoto(row, fact, changed) {
  const words = (name, label, most) => {
    const field = make("textarea", { rows: name === "caption" ? 2 : 1, maxlength: most, "aria-label": label, placeholder: label });
    field.value = row[name];
    field.addEventListener("input", () => {
      row[name] = field.value;
      changed();
    });
    return field;
  };
  return [
    make("img", { src: fact?.thumb ?? "", alt: "", width: 160 }),
    make("div", { class: "row-words" },
      words("caption", "Chú thích ảnh", 300),
      words("alt", "Mô tả cho người không nhìn thấy ảnh", 200),
      credit(row, fact ?? {})),
  ];
}

/* The photographer belongs to the photo, not to the article: stored in the library at once. */
function credit(row, fact) {
  const note = make("span", { role: "status" });
  const field = make("input", { maxlength: 80, placeholder: "Người chụp", "aria-label": "Người chụp (ghi vào thư viện ảnh)" });
  field.value = fact.credit ?? "";
  field.addEventListener("change", async () => {
    try {
      const answer = await post(settings().photoWords.replace("/0/", `/${row.photo}/`), { credit: field.value });
      fact.credit = answer.credit ?? field.value;
      note.textContent = answer.errors?.credit || " Đã ghi vào thư viện ảnh.";
    } catch (trouble) {
      note.textContent = ` ${trouble.message}`;
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // never sends the form
    field.blur();
  });
  return make("p", { class: "row-credit" }, field, note);
}

function start(field) {
  const kind = KINDS[field.dataset.rows];
  if (!kind) return;
  const known = facts[field.dataset.rows] ?? {};
  let rows = [];
  const list = make("ol", { class: `rows is-${field.dataset.rows}` });
  const note = make("div", { class: "rows-note", role: "status" });
  const tools = make("div", { class: "rows-tools" });
  // The admin keeps hidden fields in a row without a label; the cards stand right there.
  field.after(list, tools, note);
  field.closest(".form-row")?.classList.remove("hidden");

  const store = () => {
    field.value = JSON.stringify(rows);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  function draw() {
    list.replaceChildren(...rows.map((row, place) => {
      const move = (step, label, sign) => make("button", {
        type: "button", "aria-label": label, title: label, disabled: place + step < 0 || place + step >= rows.length,
        onclick: () => {
          rows.splice(place + step, 0, ...rows.splice(place, 1));
          store();
          draw();
        },
      }, sign);
      return make("li", {},
        ...kind.draw(row, known[kind.key(row)], store),
        make("div", { class: "row-tools" },
          move(-1, "Đưa lên trước", "↑"), move(1, "Đưa xuống sau", "↓"),
          make("button", { type: "button", "aria-label": "Bỏ khỏi bài", title: "Bỏ khỏi bài", onclick: () => {
            rows.splice(place, 1);
            store();
            draw();
          } }, "✕")));
    }));
  }

  function read() {
    try {
      rows = JSON.parse(field.value || "[]");
    } catch {
      rows = [];
    }
    draw();
  }

  function add(found) {
    const row = kind.row(found);
    known[kind.key(row)] = { ...found, thumb: found.thumb ?? found.url };
    if (rows.some((each) => kind.key(each) === kind.key(row))) return;
    rows.push(row);
    store();
    draw();
  }

  async function send(files) {
    const failed = [];
    let done = 0;
    for (const file of files) {
      note.textContent = `Đang tải ${done + 1}/${files.length}: ${file.name}`;
      try {
        add(await post(kind.upload(), { upload: file }));
        done += 1;
      } catch (trouble) {
        failed.push(`${file.name}: ${trouble.message}`);
      }
    }
    note.replaceChildren(done ? `Đã tải xong ${done} tệp.` : "", ...failed.map((line) => make("p", { class: "errornote" }, line)));
  }

  const pick = (label, options) => {
    const input = make("input", { type: "file", accept: kind.accept, multiple: true, class: "rows-file", ...options });
    input.addEventListener("change", async () => {
      await send([...input.files]);
      input.value = "";
    });
    return make("label", { class: "button" }, label, input);
  };

  if (kind.upload) {
    tools.append(pick(kind.uploadLabel, {}));
    if (kind.camera) tools.append(pick("Chụp ảnh", { capture: "environment", multiple: false }));
    list.parentElement.addEventListener("dragover", (event) => event.preventDefault());
    list.parentElement.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      send([...event.dataTransfer.files]);
    });
  }
  if (kind.choose) {
    tools.append(make("button", { type: "button", class: "button", onclick: async () => {
      const row = await choose(kind.choose);
      if (row) add(row);
    } }, kind.chooseLabel));
  }
  field.addEventListener("rows:refresh", read);
  read();
}

document.querySelectorAll("input[data-rows]").forEach(start);
})();
