// The editor of a wish: what the sliders and pickers stand at, sent as a change of the entry.

import { stream } from "./calls.js";
import { close } from "./dialogs.js";

export function startEditor() {
  const dialog = document.getElementById("editing");
  dialog.addEventListener("input", ({ target }) => {
    if (target.type === "range") {
      target.dataset.moved = "yes";
      target.parentElement.querySelector("output").value = target.value;
    }
    if (target.name === "operator") {
      dialog.querySelector(".until").hidden = target.value !== "between";
    }
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target.closest("form");
    const changes = changesOf(form);
    close(dialog);
    stream("edit", { entry: form.dataset.entry, changes });
  });
}

function changesOf(form) {
  const given = new FormData(form);
  const changes = {
    polarity: given.has("unwanted") ? "unwanted" : "wanted",
    scope: given.has("lasting") ? "user" : "chat",
  };
  const operator = given.get("operator");
  if (operator) {
    const [first, last] = [at(form.elements.value), at(form.elements.until)];
    changes.operator = operator;
    changes.value = operator !== "between" ? first : first <= last ? [first, last] : [last, first];
    return changes;
  }
  const values = given.getAll("value");
  if (values.length) changes.value = values;
  return changes;
}

/** Return the day that was chosen, or where a slider stands: one that was not moved at its own number, also between two steps. */
const at = (input) => (input.type === "date" ? input.value : Number(input.dataset.moved ? input.value : input.defaultValue));
