/*
 * For readers: remembers the size of the letters on this telephone, prints, and says once that an
 * article was read. Without this file the size holds for the page, and nothing is counted.
 */
const SECONDS = 10; // in view
const KEY = "co-chu";

const sizes = [...document.querySelectorAll(`input[name="${KEY}"]`)];
try {
  const kept = sizes.find((size) => size.id === localStorage.getItem(KEY));
  if (kept) kept.checked = true;
  sizes.forEach((size) => size.addEventListener("change", () => localStorage.setItem(KEY, size.id)));
} catch {
  // Storage is switched off: the choice holds for this page.
}

const printer = document.querySelector("button.print");
if (printer) {
  printer.hidden = false;
  printer.addEventListener("click", () => window.print());
}

const story = document.querySelector("[data-read]");
if (story) {
  let seconds = 0;
  const clock = setInterval(() => {
    if (document.visibilityState !== "visible" || ++seconds < SECONDS) return;
    clearInterval(clock);
    fetch(story.dataset.read, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
  }, 1000);
}
