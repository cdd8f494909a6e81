/*
 * Nothing that was typed is lost. Every few seconds a form that changed goes to the server as a
 * working copy (never a revision); before that it is put into this browser's own store, where it
 * stays when the connection or the sign-in is gone and is offered again on return.
 */
(() => {
"use strict";

const { post, renewToken, make, settings } = window.newsroom;
const form = document.getElementById("article_form");
if (!form || !settings().autosave || window.newsroom.isLeaving) return;

const EVERY = 4000; // ms between two looks at the form
const SEEN_EVERY = 30000; // ms between two signs of life without a change
// One browser may serve several people: nobody is shown what somebody else has typed.
const PREFIX = `toa-soan:${settings().user}:`;
const LEFT_OUT = /^(csrfmiddlewaretoken|_.*|reason.*|correction|upload)$/;

const status = document.getElementById("autosave-status");
const others = document.getElementById("others-here");
const notices = document.getElementById("newsroom-notices");

const key = () => form.elements.key.value;
const version = () => Number(form.elements.edited_version.value || 0);
const storeName = () => PREFIX + key();

function fields() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !LEFT_OUT.test(name)) found[name] = value;
  }
  return found;
}

const plain = (found) => JSON.stringify(
  Object.entries(found).filter(([name]) => name !== "edited_version" && name !== "key").sort()
    .map(([name, value]) => [name, value.replace(/\s+/g, " ").trim()]));

/* --- This browser's own store --- */

const local = {
  keep(found, extra = {}) {
    try {
      localStorage.setItem(storeName(), JSON.stringify({ at: Date.now(), version: version(), fields: found, ...extra }));
      return true;
    } catch {
      return false; // full, or switched off
    }
  },
  drop(name = storeName()) {
    try {
      localStorage.removeItem(name);
    } catch { /* nothing was kept */ }
  },
  all() {
    const found = [];
    try {
      for (let place = 0; place < localStorage.length; place += 1) {
        const name = localStorage.key(place);
        if (name.startsWith(PREFIX)) found.push([name, JSON.parse(localStorage.getItem(name))]);
      }
    } catch { /* nothing was kept */ }
    return found;
  },
};

function putBack(kept) {
  const found = kept.fields;
  // What was typed then is laid over the text it was typed on; the server joins it with newer ones.
  if (settings().article) form.elements.edited_version.value = kept.version;
  for (const [name, value] of Object.entries(found)) {
    const field = form.elements.namedItem(name);
    if (!field || name === "edited_version" || name === "key") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
    if (field.dataset?.editor) window.articleEditor?.setData(field.id, value);
    field.dispatchEvent(new Event("rows:refresh"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const box = form.elements.comments_open;
  if (box && !("comments_open" in found)) box.checked = false;
}

function offer([name, kept]) {
  const when = new Date(kept.at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
  const title = kept.fields.headline ? `“${kept.fields.headline}”` : "chưa có tiêu đề";
  const note = make("div", { class: "notice is-warning" },
    make("p", {}, `Máy này còn giữ một bản viết dở (${title}, lúc ${when}) chưa gửi được lên máy chủ.`),
    make("button", { type: "button", class: "button", onclick: () => {
      putBack(kept);
      local.keep(fields());
      local.drop(name);
      note.remove();
    } }, "Khôi phục bản này"),
    make("button", { type: "button", class: "button is-quiet", onclick: () => {
      local.drop(name);
      note.remove();
    } }, "Bỏ bản này"));
  notices.append(note);
}

function offerWhatWasKept() {
  const { article } = settings();
  const here = plain(fields());
  for (const [name, kept] of local.all()) {
    const owner = name.slice(PREFIX.length).match(/^bai-(\d+)-/)?.[1];
    if (owner !== article) continue; // of another article, or of a new one
    if (plain(kept.fields) === here) local.drop(name);
    else if (name !== storeName()) offer([name, kept]);
  }
}

/* --- The server --- */

let sent = plain(fields());
let busy = false;
let lastSeen = 0;
let trouble = null;

function say(words, kind = "") {
  status.textContent = words;
  status.dataset.kind = kind;
}

function sayTrouble(found) {
  trouble = found;
  const kept = local.keep(fields());
  const where = kept ? "Bài vẫn được giữ trên máy này." : "Hãy chép phần vừa viết ra nơi khác.";
  say(`${found.message} ${where}`, "bad");
  if (found.kind === "signed-out") {
    status.append(" ", make("a", { href: settings().signIn, target: "_blank" }, "Đăng nhập lại ở thẻ mới"));
  }
}

async function save() {
  const found = fields();
  const now = plain(found);
  const changed = now !== sent;
  if (busy || (!changed && Date.now() - lastSeen < SEEN_EVERY)) return;
  busy = true;
  try {
    if (changed) {
      local.keep(found);
      say("Đang lưu nháp…");
    }
    if (trouble) await renewToken();
    const values = { key: key(), article: settings().article || "", edited_version: String(version()) };
    if (changed) values.fields = JSON.stringify(found);
    const answer = await post(settings().autosave, values);
    lastSeen = Date.now();
    if (changed) {
      sent = now;
      if (plain(fields()) === now) local.drop();
      say(`Đã lưu nháp lúc ${answer.at}`, "good");
      document.dispatchEvent(new CustomEvent("newsroom:saved"));
    } else if (trouble) say("Đã kết nối lại.", "good");
    trouble = null;
    showOthers(answer);
  } catch (found_) {
    if (!found_.kind) throw found_;
    sayTrouble(found_);
  } finally {
    busy = false;
  }
}

function showOthers(answer) {
  others.replaceChildren();
  if (answer.others.length) {
    const names = answer.others.map((one) => (one.is_writing ? `${one.name} (đang viết)` : one.name));
    others.append(`Cũng đang mở bài này: ${names.join(", ")}.`);
  }
  if (answer.version > version()) {
    others.append(" Đồng nghiệp đã lưu một phiên bản mới hơn: khi bạn lưu, chỗ hai người sửa khác nhau được ghép lại.");
  }
}

/* --- Sending the form: first make sure that it can arrive --- */

let sure = false;
form.addEventListener("submit", async (event) => {
  if (sure || event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter;
  local.keep(fields());
  try {
    await renewToken();
  } catch (found) {
    if (!found.kind) throw found;
    sayTrouble(found);
    status.scrollIntoView({ block: "center" });
    return;
  }
  sure = true;
  form.requestSubmit(button);
});
// Last to hear of it: refused by another script on the way, the next attempt asks again.
document.addEventListener("submit", (event) => { if (event.target === form && event.defaultPrevented) sure = false; });

for (const button of notices.querySelectorAll("[data-drop-copy]")) {
  button.addEventListener("click", async () => {
    try {
      await post(settings().autosave, { drop: "1", key: button.dataset.dropCopy });
      button.closest(".notice").remove();
    } catch (found) {
      if (!found.kind) throw found;
      button.after(` ${found.message}`);
    }
  });
}

local.drop(PREFIX + settings().saved); // it has arrived

window.newsroom.saveNow = async () => {
  sent = "";
  await save();
};

window.addEventListener("load", () => {
  // The editor writes its own spelling of the text first; only then compare.
  setTimeout(() => {
    if (!settings().isRefused) sent = plain(fields());
    offerWhatWasKept();
    save();
    setInterval(save, EVERY);
  }, 600);
});
window.addEventListener("online", save);
window.addEventListener("focus", () => { if (trouble) { lastSeen = 0; save(); } });
window.addEventListener("pagehide", () => { if (plain(fields()) !== sent && !sure) local.keep(fields()); });
})();
