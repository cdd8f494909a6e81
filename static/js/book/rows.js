// The fields of one row of the record, as an object and back.

const LAST = ["opinion", "task"]; // opinion-0-text: the field comes last; mark-12: first

function nameOf(row, field) {
  if (row.dataset.edit === "words") return "text";
  const parts = field.name.split("-");
  return LAST.includes(row.dataset.edit) ? parts.at(-1) : parts[0];
}

function fieldsOf(row) {
  const fields = row.matches("textarea") ? [row] : [...row.querySelectorAll("input, select, textarea")];
  return fields.filter((field) => field.name && nameOf(row, field) !== "key");
}

const now = {
  isOn: (field) => field.checked,
  value: (field) => field.value,
};

// As the page came from the server, whatever was typed or tapped since.
const then = {
  isOn: (field) => field.defaultChecked,
  value: (field) => (field.tagName === "SELECT"
    ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? ""
    : field.defaultValue),
};

export function read(row, moment = now) {
  const found = {};
  for (const field of fieldsOf(row)) {
    const name = nameOf(row, field);
    if (field.type === "radio") {
      if (moment.isOn(field)) found[name] = field.value;
    } else if (field.type === "checkbox") found[name] = moment.isOn(field);
    else found[name] = moment.value(field).replaceAll("\r\n", "\n");
  }
  return found;
}

export const asSent = (row) => read(row, then);

export function write(row, values) {
  for (const field of fieldsOf(row)) {
    const name = nameOf(row, field);
    if (!values || !(name in values)) {
      if (!values && field.type !== "radio" && field.type !== "checkbox" && field.tagName !== "SELECT") field.value = "";
      continue;
    }
    if (field.type === "radio") field.checked = field.value === values[name];
    else if (field.type === "checkbox") field.checked = values[name];
    else field.value = values[name];
    if (field.type === "radio" && field.checked) field.closest("details")?.setAttribute("open", "");
  }
}

export const same = (one, other) =>
  one === other || (!!one && !!other && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));

const sorted = (values) => Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));

// Is there enough of it to be written down? An opinion needs who and what, a task also by when.
const NEEDED = { opinion: ["speaker", "text"], task: ["title", "owner", "due_on"] };

export function isEmpty(row) {
  const values = read(row);
  return NEEDED[row.dataset.edit]?.every((name) => !values[name]) ?? false;
}

export function isComplete(row) {
  const values = read(row);
  if (row.dataset.edit === "mark") return values.mark !== "other" || Boolean(values.reason);
  return NEEDED[row.dataset.edit]?.every((name) => values[name]) ?? true;
}
