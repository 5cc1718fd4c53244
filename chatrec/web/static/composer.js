// The box to write in: Enter sends, Shift+Enter begins a new line, and what could not be sent stays.

import { stream } from "./calls.js";

const box = () => document.getElementById("message");

export function startComposer() {
  const form = document.getElementById("composer");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  box().addEventListener("input", fit);
  document.getElementById("catalog").addEventListener("change", ({ target }) => {
    const dialog = document.getElementById("opening-dialog");
    dialog.showModal();
    stream("open", { name: target.value }).then((told) => {
      const complaint = told && dialog.querySelector("[role=alert]");
      if (!complaint) dialog.close();
      target.value = document.body.dataset.catalog;
    });
  });
  if (matchMedia("(min-width: 700px)").matches) box().focus();
}

/** Put the beginning of a message into the box, to be gone on with. */
export function begin(words) {
  box().value = words;
  box().focus();
  fit();
}

/** Send what is in the box; a message that is not answered stands there again, before what was written meanwhile. */
async function send() {
  const message = wellFormed(box().value);
  if (!message.trim()) return;
  box().value = "";
  fit();
  if (!(await stream("say", { message }))) begin([message, box().value].filter(Boolean).join("\n"));
}

/** Return text as UTF-8 can hold it: half of a cut emoji becomes the mark for what cannot be shown. */
const wellFormed = (text) => text.toWellFormed?.() ?? text;

function fit() {
  box().rows = Math.min(6, box().value.split("\n").length);
}
