/*
 * What the parts of the article editor share: their words, their questions to the server, a dialog
 * and a line for notices. Loaded first of all files in this folder; `window.articleEditor.parts`
 * collects what the others add (each a function that takes CKEDITOR and gives a plug-in class).
 */
window.articleEditor = { parts: {} };

(() => {
"use strict";

const TEXTS = {
  cancel: "Hủy",
  close: "Đóng",
  failed: "Máy chủ chưa trả lời được. Hãy thử lại.",
  offline: "Mất kết nối tới máy chủ. Hãy kiểm tra mạng rồi thử lại.",
  refused: "Bạn không có quyền làm việc này, hoặc phiên làm việc đã hết hạn. Nếu đã hết hạn, hãy đăng nhập lại ở một thẻ khác rồi thử lại.",
  tooLarge: "Tệp quá lớn, máy chủ không nhận.",
};

function csrfToken(form) {
  return (form || document).querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/*
 * Asks one of our own addresses and gives its JSON, or throws an Error whose message is a sentence
 * for the writer. `body` (FormData) makes it a POST with the form's token.
 */
async function ask(url, { body, form, signal } = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      method: body ? "POST" : "GET",
      body,
      signal,
      headers: { Accept: "application/json", ...(body && { "X-CSRFToken": csrfToken(form) }) },
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(TEXTS.offline);
  }
  const said = await answer.json().catch(() => null);
  if (answer.ok && said && !answer.redirected) return said;
  throw new Error(said?.error?.message || sentenceFor(answer));
}

function sentenceFor(answer) {
  // Sent elsewhere means sent to the sign-in page, which answers 200.
  if (answer.redirected || answer.status === 401 || answer.status === 403) return TEXTS.refused;
  if (answer.status === 413) return TEXTS.tooLarge;
  return TEXTS.failed;
}

/* An element with attributes and children: build("p", { class: "x" }, "words", otherElement). */
function build(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let dialogs = 0;

/*
 * Opens a modal dialog: { element, body, foot, close(answer), closed }. `closed` is a promise of the
 * answer, null after Esc or the closing button. The browser keeps the keyboard inside and hands the
 * focus back; `editor` gets it when there is one.
 */
function openDialog(title, { editor, wide = false } = {}) {
  const id = `editor-dialog-${++dialogs}`;
  const heading = build("h2", { id }, title);
  const x = build("button", { type: "button", class: "editor-dialog-x", "aria-label": TEXTS.close }, "×");
  const body = build("div", { class: "editor-dialog-body" });
  const foot = build("div", { class: "editor-dialog-foot" });
  const element = build(
    "dialog",
    { class: wide ? "editor-dialog editor-dialog-wide" : "editor-dialog", "aria-labelledby": id },
    build("div", { class: "editor-dialog-head" }, heading, x),
    body,
    foot,
  );
  let answer = null;
  const close = (value = null) => {
    answer = value;
    element.close();
  };
  x.addEventListener("click", () => close());
  const closed = new Promise((resolve) => {
    element.addEventListener("close", () => {
      element.remove();
      editor?.editing.view.focus();
      resolve(answer);
    });
  });
  // What is typed here is no business of the form behind it, nor of the editor.
  for (const name of ["input", "change", "keydown", "paste"]) {
    element.addEventListener(name, (event) => event.stopPropagation());
  }
  document.body.append(element);
  element.showModal();
  return { element, body, foot, close, closed };
}

/* A button for the foot of a dialog. */
function footButton(words, act, first = false) {
  const button = build("button", { type: "button", class: first ? "first" : null }, words);
  button.addEventListener("click", act);
  return button;
}

/* A line under the editor that stays until it is closed; said by screen readers, stops nobody. */
function notice(editor, sentence) {
  const place = editor.ui.element.parentElement;
  place.querySelector(".editor-notice")?.remove();
  const x = build("button", { type: "button", "aria-label": TEXTS.close }, "×");
  const line = build("div", { class: "editor-notice", role: "status" });
  x.addEventListener("click", () => line.remove());
  editor.ui.element.after(line);
  line.append(build("span", {}, sentence), x); // after it stands there, so that it is read aloud
}

/* A search field that asks again when the typing rests; `find(words)` is called at once with "". */
function searchField(label, find) {
  // Not type="search": there the first Escape only empties the field.
  const input = build("input", { type: "text", role: "searchbox", enterkeyhint: "search", autocomplete: "off" });
  let waiting = 0;
  const now = () => {
    clearTimeout(waiting);
    find(input.value.trim());
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, 250);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      now();
    }
  });
  return build("label", { class: "editor-dialog-search" }, build("span", {}, label), input);
}

/* A toolbar button: `addButton(editor, CKEDITOR, "name", { label, icon }, act)`. */
function addButton(editor, CKEDITOR, name, look, act) {
  editor.ui.componentFactory.add(name, (locale) => {
    const button = new CKEDITOR.ButtonView(locale);
    button.set({ tooltip: true, ...look });
    button.bind("isEnabled").to(editor, "isReadOnly", (locked) => !locked);
    button.on("execute", act);
    return button;
  });
}

Object.assign(window.articleEditor, {
  TEXTS, csrfToken, ask, build, openDialog, footButton, notice, searchField, addButton,
});
})();
