/* A click on the photo says what matters most in it; the two number fields hold the answer. */
(() => {
"use strict";

const figure = document.querySelector("[data-focus-picture]");
if (!figure) return;

const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");
if (!across || !down) return;

const picture = figure.querySelector("img");
const { make } = window.newsroom;
const mark = make("span", { class: "focus-mark", "aria-hidden": "true" });
figure.append(mark);
figure.classList.add("is-live");
document.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });

const percent = (field, otherwise) => {
  const value = Number.parseInt(field.value, 10);
  return Number.isNaN(value) ? otherwise : Math.min(100, Math.max(0, value));
};

function show() {
  const x = percent(across, 50);
  const y = percent(down, 40);
  mark.style.left = `${(picture.offsetWidth * x) / 100}px`;
  mark.style.top = `${(picture.offsetHeight * y) / 100}px`;
  for (const crop of document.querySelectorAll("[data-focus-crop]")) crop.style.objectPosition = `${x}% ${y}%`;
}

picture.addEventListener("click", (event) => {
  across.value = Math.round((event.offsetX / picture.offsetWidth) * 100);
  down.value = Math.round((event.offsetY / picture.offsetHeight) * 100);
  show();
});
for (const field of [across, down]) field.addEventListener("input", show);
window.addEventListener("resize", show);
picture.addEventListener("load", show);
show();
})();
