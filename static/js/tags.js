/*
 * Suggests known tags for the last name of a comma-separated list: a <datalist> alone would only
 * ever complete the first one. Without this script the field is a plain text field.
 */
function suggestTags(field) {
  const list = field.list;
  if (!list) return;
  const known = [...list.options].map((option) => option.value);
  field.addEventListener("input", () => {
    const before = field.value.includes(",") ? `${field.value.replace(/,[^,]*$/, "")}, ` : "";
    const chosen = before.split(",").map((name) => name.trim());
    list.replaceChildren(
      ...known.filter((name) => !chosen.includes(name)).map((name) => new Option("", before + name)),
    );
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[list=tag-names]").forEach(suggestTags);
});
