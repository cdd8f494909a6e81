// "One more" without a trip to the server. Without this file the button saves and comes back with
// two more empty rows.

for (const button of document.querySelectorAll("[data-add-row]")) {
  const prefix = button.dataset.addRow;
  const list = document.querySelector(`[data-rows="${prefix}"]`);
  const template = document.querySelector(`[data-row-template="${prefix}"]`);
  const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);

  button.addEventListener("click", (event) => {
    event.preventDefault();
    const row = template.content.cloneNode(true);
    for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace("__prefix__", total.value));
      }
    }
    total.value = Number(total.value) + 1;
    list.append(row);
    list.lastElementChild.querySelector("input, select, textarea").focus();
  });
}
