// A question before something is done: a yes or a no, or a line of text. A dialog of the page, so that it can be read,
// styled and left by Escape as all others.

const dialog = () => document.getElementById("asking");

/** Ask; returns what was written (true where nothing is to be written), or "" where it was left. */
export function ask(question, yes, { title } = {}) {
  const asks = dialog();
  const line = asks.querySelector("input");
  asks.querySelector("h2").textContent = question;
  asks.querySelector("[type=submit]").textContent = yes;
  line.closest("label").hidden = title === undefined;
  line.disabled = title === undefined;
  line.value = title ?? "";
  asks.returnValue = "";
  asks.showModal();
  if (title === undefined) asks.querySelector("[data-do=close]").focus();
  else line.select();
  return new Promise((resolve) => {
    asks.addEventListener("close", () => resolve(asks.returnValue && (line.disabled || line.value.trim())), { once: true });
  });
}
