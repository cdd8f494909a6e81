/*
 * What the newsroom's scripts share: talking to the server and saying what went wrong in words.
 * Everything hangs on `window.newsroom`; the addresses come from data attributes of the page.
 */
(() => {
"use strict";

const TEXTS = {
  offline: "Mất kết nối tới máy chủ.",
  signedOut: "Phiên đăng nhập đã hết.",
  refused: "Máy chủ không nhận. Hãy thử lại.",
  tooLarge: "Tệp quá lớn, máy chủ không nhận.",
};

class Trouble extends Error {
  /* kind: "offline" | "signed-out" | "refused" */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const settings = () => document.getElementById("newsroom")?.dataset ?? {};

const tokenFields = () => document.querySelectorAll("input[name=csrfmiddlewaretoken]");

const token = () => tokenFields()[0]?.value ?? "";

async function answer(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new Trouble("offline", TEXTS.offline);
  }
  // Sent elsewhere means sent to the sign-in page, which answers 200.
  if (response.redirected || response.status === 401) throw new Trouble("signed-out", TEXTS.signedOut);
  if (response.status === 413) throw new Trouble("refused", TEXTS.tooLarge);
  let data = null;
  try {
    data = await response.json();
  } catch {
    if (response.status === 403) throw new Trouble("signed-out", TEXTS.signedOut);
  }
  if (!response.ok || !data) throw new Trouble("refused", data?.error?.message || TEXTS.refused);
  return data;
}

const get = (url) => answer(url, { headers: { Accept: "application/json" } });

const post = (url, values) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return answer(url, { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
};

/* After somebody signed in again in another tab, this page's token is the old one. */
async function renewToken() {
  const { token: fresh } = await get(settings().autosave);
  tokenFields().forEach((field) => { field.value = fresh; });
}

/* `make("p", {class: "x"}, "words", node)`: an element; text is always text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// On the way back the browser puts old words into a fresh form, which would pass for new changes of
// its newer text. What was not saved is offered by the working copy instead.
const isLeaving = Boolean(document.getElementById("article_form"))
  && performance.getEntriesByType("navigation")[0]?.type === "back_forward";
if (isLeaving) location.replace(location.href);

window.newsroom = { isLeaving, Trouble, settings, get, post, renewToken, make };
})();
