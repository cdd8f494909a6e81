/*
 * The page as readers would see it, beside the form: the working copy shown by the server with the
 * public templates, loaded again after every automatic save.
 */
(() => {
"use strict";

const { saveNow, settings } = window.newsroom;
const pane = document.getElementById("preview-pane");
const opener = document.querySelector("[data-preview-open]");
if (!pane || !opener) return;

const frame = pane.querySelector("iframe");
const SIZE = "toa-soan-xem-truoc";

function load() {
  if (pane.hidden) return;
  let scrolled = 0;
  try {
    scrolled = frame.contentWindow?.scrollY ?? 0;
  } catch { /* nothing shown yet */ }
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, scrolled), { once: true });
  frame.src = settings().preview.replace("KEY", document.querySelector("[name=key]").value);
}

function show(open) {
  pane.hidden = !open;
  document.body.classList.toggle("with-preview", open);
  opener.setAttribute("aria-expanded", String(open));
  if (open) saveNow().then(load);
}

opener.addEventListener("click", () => show(pane.hidden));
pane.querySelector("[data-preview-close]").addEventListener("click", () => { show(false); opener.focus(); });
for (const button of pane.querySelectorAll("[data-preview-size]")) {
  button.addEventListener("click", () => {
    pane.dataset.size = button.dataset.previewSize;
    try {
      localStorage.setItem(SIZE, pane.dataset.size);
    } catch { /* not kept */ }
    pane.querySelectorAll("[data-preview-size]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
  });
}
try {
  pane.querySelector(`[data-preview-size="${localStorage.getItem(SIZE)}"]`)?.click();
} catch { /* the phone it is */ }
document.addEventListener("newsroom:saved", load);
})();
