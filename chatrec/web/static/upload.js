// Bringing a catalogue: a file is dropped anywhere on the page or chosen in the dialog, looked at, corrected and kept.

import { ask } from "./asking.js";
import { call, stream } from "./calls.js";
import { open } from "./dialogs.js";
import { apply } from "./swap.js";

const LOST = "The file did not arrive. Check that the server still runs, then bring it again.";
const MEGABYTE = 1e6;

const dialog = () => document.getElementById("bring");
const region = () => document.getElementById("upload");

const doing = {
  look: () => call("look_at_catalog"),
  discard: () => call("discard_catalog"),
  remove: async ({ name, title }) =>
    (await ask(`Remove “${title}” and your chats about it for good?`, "Remove")) && call("remove_catalog", { name }),
};

export function startUpload() {
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", leave);
  document.addEventListener("drop", dropped);
  dialog().addEventListener("change", ({ target }) => {
    if (target.id === "upload-file" && target.files.length) bring(target.files);
  });
  dialog().addEventListener("submit", submitted);
  dialog().addEventListener("click", async ({ target }) => {
    const { upload, ...told } = target.closest("[data-upload]")?.dataset ?? {};
    if (upload && (await doing[upload](told))) settle();
  });
  document.getElementById("opening-dialog").addEventListener("close", () => {
    document.getElementById("catalog").value = document.body.dataset.catalog;
  });
}

const carriesFile = ({ dataTransfer }) => dataTransfer?.types.includes("Files");

function over(event) {
  if (!carriesFile(event)) return;
  event.preventDefault();
  document.body.classList.add("dropping");
}

function leave(event) {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
}

function dropped(event) {
  if (!carriesFile(event)) return;
  event.preventDefault();
  document.body.classList.remove("dropping");
  bring(event.dataTransfer.files);
}

let sending = false;

async function bring(files) {
  open("bring");
  if (sending) return tell("A file is on its way already; wait until it is read.");
  if (files.length !== 1) return tell("Bring one file at a time.");
  const [file] = files;
  const most = Number(dialog().querySelector("[data-most]")?.dataset.most ?? Infinity);
  if (file.size > most * MEGABYTE) {
    return tell(`The file is larger than ${most} MB, the most that can be brought; take out rows or columns, or pack it as .gz.`);
  }
  sending = true;
  region().hidden = true;
  try {
    apply(await send(file));
  } catch {
    tell(LOST);
  } finally {
    sending = false;
    region().hidden = false;
    document.getElementById("sending").hidden = true;
  }
  settle();
}

/** Send a file, showing how much of it has arrived; returns the changes of the page that the server answers with. */
function send(file) {
  const bar = document.getElementById("sending-progress");
  const words = document.getElementById("sending-words");
  const say = (line) => (words.textContent = document.getElementById("upload-status").textContent = line);
  document.getElementById("sending").hidden = false;
  bar.value = 0;
  say(`Sending ${file.name}`);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/catalogue?name=${encodeURIComponent(file.name)}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => (bar.value = (100 * loaded) / total);
    request.upload.onload = () => {
      bar.removeAttribute("value");
      say(`Reading ${file.name}`);
    };
    request.onload = () => (request.response?.swaps ? resolve(request.response) : reject(request.status));
    request.onerror = reject;
    request.send(file);
  });
}

async function submitted(event) {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.form !== "facets" || form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  const given = { title: form.elements.title.value, noun: form.elements.noun.value, facets: facetsOf(form) };
  const keep = event.submitter?.value === "keep";
  document.getElementById("upload-status").textContent = "Reading the file again";
  await (keep ? stream("keep_catalog", given) : call("correct_catalog", given));
  form.removeAttribute("aria-busy");
  settle();
}

function facetsOf(form) {
  const facets = {};
  for (const row of form.querySelectorAll("[data-facet]")) {
    const of = (name) => row.querySelector(`[name=${name}]`);
    facets[row.dataset.facet] = {
      type: of("type").value,
      label: of("label").value,
      ask: of("ask").checked,
      show: of("show").checked,
    };
  }
  return facets;
}

/** Bring the focus to what came of it: a correction that does not fit, else a complaint or the head of the form. */
function settle() {
  const wrong = region().querySelector("[aria-invalid=true]");
  (wrong ?? region().querySelector("[data-focus]") ?? document.getElementById("upload-file"))?.focus();
}

/** Say in the dialog why a file was not sent. */
function tell(line) {
  const words = document.getElementById("sending-words");
  document.getElementById("upload-status").textContent = line;
  const shown = document.createElement("p");
  shown.className = "failure";
  shown.dataset.focus = "";
  shown.tabIndex = -1;
  shown.textContent = line;
  region().querySelector(":scope > .failure")?.remove();
  region().prepend(shown);
  words.textContent = "";
  shown.focus();
}
