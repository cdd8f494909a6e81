/*
 * Many photos at once: dropped, chosen or taken with the camera, they go to the library two at a
 * time while their captions are written on the cards of those that have arrived. A photo that did
 * not arrive says why and can be tried again; after a broken connection the rest goes on by itself.
 */
(() => {
"use strict";

const TEXTS = {
  offline: "Mất kết nối, ảnh chưa gửi được.",
  waitingForNet: "Đang chờ có mạng trở lại…",
  signedOut: "Phiên đăng nhập đã hết. Hãy đăng nhập lại ở thẻ khác rồi thử lại.",
  refused: "Máy chủ không nhận ảnh này. Hãy thử lại.",
  tooLarge: "Ảnh quá lớn, máy chủ không nhận.",
  waiting: "Đang chờ",
  sending: "Đang gửi",
  reading: "Đang xử lý…",
  again: "Thử lại",
  known: "Ảnh này đã có trong thư viện.",
  open: "Mở trang của ảnh",
  alike: "Giống ảnh đã có:",
  usedOn: (day) => `dùng ngày ${day}`,
  neverUsed: "chưa đăng",
  gone: "ảnh đã bị gỡ",
  typing: "Chưa ghi…",
  saved: "Đã ghi.",
  state: (done, all, failed) => `Đã nhận ${done}/${all} ảnh${failed ? `, ${failed} ảnh chưa gửi được` : ""}.`,
};
const FIELDS = [
  ["caption", "Chú thích", 300],
  ["credit", "Người chụp", 80],
  ["alt", "Mô tả cho người không nhìn thấy", 200],
];
const AT_ONCE = 2;
const PAUSE = 1200; // milliseconds after the last letter

const batch = document.getElementById("photo-batch");
if (!batch) return;

const { make, post, renewToken, settings } = window.newsroom;
const list = batch.querySelector(".batch-cards");
const state = document.getElementById("batch-state");
const forAll = batch.querySelector(".batch-all");
const rights = JSON.parse(document.getElementById("photo-rights").textContent);
const cards = [];
let credit = "";

batch.hidden = false;

class Card {
  constructor(file) {
    this.file = file;
    this.node = make("li", { class: "batch-card" });
    this.saving = Promise.resolve();
    this.timers = {};
    this.unsaved = new Set();
    this.set("waiting");
    list.append(this.node);
  }

  set(name, trouble = null) {
    this.state = name;
    this.trouble = trouble;
    this.node.dataset.state = name;
    if (name !== "stored") this.draw();
  }

  draw() {
    this.bar = make("progress", { max: 100, value: 0, "aria-label": this.file.name, hidden: this.state !== "sending" });
    this.said = make("p", { class: "batch-said", role: this.state === "failed" ? "alert" : false }, this.words());
    this.said.classList.toggle("is-bad", this.state === "failed");
    this.node.replaceChildren(make("p", {}, this.file.name), this.bar, this.said);
    if (this.state === "failed") {
      this.node.append(make("button", { type: "button", onclick: async () => {
        if (this.trouble === "signed-out") await renewToken().catch(() => {});
        this.set("waiting");
        go();
      } }, TEXTS.again));
    }
  }

  words() {
    if (this.state === "failed") return this.message;
    if (this.state === "waiting") return navigator.onLine ? TEXTS.waiting : TEXTS.waitingForNet;
    return TEXTS.sending;
  }

  send() {
    this.set("sending");
    const request = new XMLHttpRequest();
    request.open("POST", settings().photoUpload);
    request.setRequestHeader("X-CSRFToken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) this.bar.value = Math.round((event.loaded / event.total) * 100);
    });
    request.upload.addEventListener("load", () => { this.said.textContent = TEXTS.reading; });
    request.addEventListener("error", () => this.fail("offline", TEXTS.offline));
    request.addEventListener("load", () => this.arrived(request));
    request.addEventListener("loadend", go);
    const body = new FormData();
    body.append("upload", this.file);
    request.send(body);
  }

  fail(kind, message) {
    this.message = message;
    this.set("failed", kind);
  }

  arrived(request) {
    let data = null;
    try {
      data = JSON.parse(request.responseText);
    } catch { /* a page instead of an answer */ }
    const elsewhere = !request.responseURL.endsWith(settings().photoUpload);
    if (elsewhere || request.status === 401 || (request.status === 403 && !data)) this.fail("signed-out", TEXTS.signedOut);
    else if (request.status === 413) this.fail("refused", TEXTS.tooLarge);
    else if (request.status !== 200 || !data) this.fail("refused", data?.error?.message || TEXTS.refused);
    else this.store(data);
  }

  store(photo) {
    this.photo = photo;
    this.set("stored");
    const page = settings().photoPage.replace("/0/", `/${photo.photo_id}/`);
    this.said = make("p", { class: "batch-said", role: "status" });
    this.node.replaceChildren(
      make("img", { src: photo.thumb, alt: "" }),
      this.fields(photo),
      make("p", {}, photo.is_new ? "" : make("strong", {}, `${TEXTS.known} `), make("a", { href: page, target: "_blank", rel: "noopener" }, TEXTS.open)),
      ...this.alike(photo.look_alikes || []),
      this.said,
    );
    if (credit && (photo.is_new || !photo.credit)) this.setCredit(credit);
  }

  alike(found) {
    if (!found.length) return [];
    return [make("div", { class: "batch-alike" }, make("strong", {}, TEXTS.alike), ...found.slice(0, 4).map((each) =>
      make("a", { href: settings().photoPage.replace("/0/", `/${each.id}/`), target: "_blank", rel: "noopener" },
        each.thumb ? make("img", { src: each.thumb, alt: "" }) : null,
        each.is_taken_down ? TEXTS.gone : each.used_on ? TEXTS.usedOn(each.used_on) : TEXTS.neverUsed)))];
  }

  fields(photo) {
    const box = make("div", { class: "batch-fields" });
    this.inputs = {};
    for (const [name, label, most] of FIELDS) {
      const field = name === "credit" ? make("input", { type: "text", maxlength: most }) : make("textarea", { rows: name === "caption" ? 2 : 1, maxlength: most });
      field.value = photo[name] || "";
      field.addEventListener("input", () => this.typed(name));
      field.addEventListener("change", () => this.save(name));
      this.inputs[name] = field;
      box.append(make("label", {}, label, field));
    }
    const select = make("select", {}, photo.is_new ? null : make("option", { value: "" }, "–"),
      ...rights.map(([value, label]) => make("option", { value, selected: photo.is_new && value === "unknown" }, label)));
    select.addEventListener("change", () => { if (select.value) this.save("rights"); });
    this.inputs.rights = select;
    box.append(make("label", {}, "Bản quyền", select));
    return box;
  }

  setCredit(words) {
    this.inputs.credit.value = words;
    this.save("credit");
  }

  typed(name) {
    this.unsaved.add(name);
    this.say(TEXTS.typing);
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(() => this.save(name), PAUSE);
  }

  /* One after the other, so that the words typed last are the ones that stay. */
  save(name) {
    clearTimeout(this.timers[name]);
    this.unsaved.add(name);
    this.saving = this.saving.then(() => this.write(name));
    return this.saving;
  }

  async write(name) {
    const field = this.inputs[name];
    const typed = field.value;
    let trouble = "";
    try {
      const address = settings().photoWords.replace("/0/", `/${this.photo.photo_id}/`);
      trouble = (await post(address, { [name]: typed })).errors[name];
    } catch (refused) {
      trouble = refused.message;
    }
    if (trouble) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (!trouble && field.value === typed) this.unsaved.delete(name);
    this.say(trouble || (this.unsaved.size ? TEXTS.typing : TEXTS.saved), Boolean(trouble));
  }

  say(words, isBad = false) {
    this.said.textContent = words;
    this.said.classList.toggle("is-bad", isBad);
  }
}

const count = (name) => cards.filter((card) => card.state === name).length;

function go() {
  while (navigator.onLine && count("sending") < AT_ONCE) {
    const next = cards.find((card) => card.state === "waiting");
    if (!next) break;
    next.send();
  }
  state.textContent = cards.length ? TEXTS.state(count("stored"), cards.length, count("failed")) : "";
  forAll.hidden = cards.length < 2;
}

function add(files) {
  for (const file of files) cards.push(new Card(file));
  go();
}

batch.querySelectorAll("[data-batch-pick]").forEach((input) => input.addEventListener("change", () => {
  add([...input.files]);
  input.value = "";
}));

for (const kind of ["dragover", "dragleave", "drop"]) {
  batch.addEventListener(kind, (event) => {
    event.preventDefault();
    batch.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") add([...event.dataTransfer.files]);
  });
}

forAll.addEventListener("submit", (event) => {
  event.preventDefault();
  credit = forAll.querySelector("input").value.trim();
  if (!credit) return;
  for (const card of cards) {
    if (card.state === "stored" && (card.photo.is_new || !card.inputs.credit.value)) card.setCredit(credit);
  }
});

/* What the broken connection stopped goes on when it is back. */
window.addEventListener("online", () => {
  for (const card of cards) if (card.state === "failed" && card.trouble === "offline") card.set("waiting");
  go();
});
window.addEventListener("offline", () => {
  for (const card of cards) if (card.state === "waiting") card.draw();
});

window.addEventListener("beforeunload", (event) => {
  if (count("waiting") || count("sending") || cards.some((card) => card.unsaved.size)) event.preventDefault();
});
})();
