/* Drag an entry of the editorial calendar to another day. Each entry's own form does the same. */

const ASK_HOUR = "Hãy ghi giờ rồi bấm nút bên cạnh.";

let dragged = null;

for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;

for (const entry of document.querySelectorAll("[data-movable]")) {
  entry.draggable = true;
  entry.addEventListener("dragstart", (event) => {
    // Words in an open entry's fields are marked with the mouse, not carried away.
    if (entry.querySelector("details").open) return event.preventDefault();
    dragged = entry;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", entry.querySelector(".cal-headline").textContent);
    entry.classList.add("is-dragged");
  });
  entry.addEventListener("dragend", () => {
    dragged = null;
    entry.classList.remove("is-dragged");
  });
}

for (const day of document.querySelectorAll("[data-day]")) {
  day.addEventListener("dragover", (event) => {
    if (!dragged || day.contains(dragged)) return;
    event.preventDefault();
    day.classList.add("is-target");
  });
  day.addEventListener("dragleave", () => day.classList.remove("is-target"));
  day.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    day.classList.remove("is-target");
    move(dragged, day.dataset.day);
  });
}

function move(entry, day) {
  const button = entry.querySelector("button[name=_schedule]");
  const { day: dayField, hour } = button.form.elements;
  dayField.value = day;
  if (hour.value) return button.form.requestSubmit(button);
  // Without an hour there is nothing to keep: the person says it.
  entry.querySelector("details").open = true;
  hour.setCustomValidity(ASK_HOUR);
  hour.addEventListener("input", () => hour.setCustomValidity(""), { once: true });
  hour.focus();
  hour.reportValidity();
}

document.addEventListener("keydown", (event) => {
  const open = event.target.closest?.(".cal-entry details[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// An address with #bai-… leads to the entry that was just changed.
if (location.hash) document.getElementById(location.hash.slice(1))?.querySelector("summary")?.focus();
