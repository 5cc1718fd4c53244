// What a button does, by its data-do.

import { call, stream } from "./calls.js";
import { ask } from "./asking.js";
import { begin } from "./composer.js";
import { close, open } from "./dialogs.js";
import { picked, unpick } from "./picking.js";

const doing = {
  say: ({ message }) => stream("say", { message }),
  more_like: ({ item }) => stream("more_like", { item }),
  take: ({ item }) => stream("take", { item }),
  compare: async () => (await stream("compare", { items: picked() })) && unpick(),
  unpick,
  note: ({ item, kind }) => call("note", { item, kind }),
  strength: ({ entry, strength }) => stream("edit", { entry, changes: { strength } }),
  remove: ({ entry }) => stream("remove", { entry }),
  undo: () => stream("undo"),
  options: async ({ entry }) => (await call("options", { entry })) && open("editing"),
  trace: async ({ turn }) => (await call("trace", { turn: Number(turn) })) && open("tracing"),
  rename: async ({ session, title }) => {
    const given = await ask("A new title for this chat", "Rename", { title });
    return given && call("rename", { chat: session, title: given });
  },
  delete: async ({ session, title }) =>
    (await ask(`Delete “${title}” for good?`, "Delete")) && call("delete", { chat: session }),
  forget: async () =>
    (await ask("Delete all your chats, the catalogues you brought and everything remembered about you?", "Delete all")) && call("forget"),
  consent: (_, element) => call("consent", { given: element.checked }),
  "ask-why-not": () => begin("Why not "),
  theme: switchTheme,
  drawer: switchDrawer,
  close: (_, element) => close(element.closest("dialog")),
};

/** Listen to every button that does something; while one is being done it is not done again. */
export function startActions() {
  document.addEventListener("click", (event) => {
    const dialog = event.target.closest("[data-dialog]");
    if (dialog) open(dialog.dataset.dialog);
    const element = event.target.closest("[data-do]");
    if (element) act(element);
  });
}

async function act(element) {
  if (element.getAttribute("aria-disabled") === "true") return;
  element.setAttribute("aria-disabled", "true");
  try {
    await doing[element.dataset.do](element.dataset, element);
  } finally {
    element.removeAttribute("aria-disabled");
  }
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("chatrec-theme", root.dataset.theme);
}

function switchDrawer() {
  const open = document.body.classList.toggle("drawer-open");
  document.body.classList.remove("answered-behind");
  const button = document.querySelector(".wishes");
  button.setAttribute("aria-expanded", String(open));
  (open ? document.querySelector(".panel .close") : button).focus();
}
