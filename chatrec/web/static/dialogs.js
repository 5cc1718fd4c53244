// Dialogs and drawers: opened by name, closed by Escape, by their button and by a click beside them.

import { call } from "./calls.js";

export function startDialogs() {
  for (const dialog of document.querySelectorAll("dialog.sheet")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) close(dialog);
    });
  }
  document.addEventListener("answered", () => document.body.classList.toggle("answered-behind", drawerIsOpen()));
  document.addEventListener("keydown", (event) => {
    const over = document.querySelector("dialog[open]");
    if (event.key === "Escape" && drawerIsOpen() && !over) document.querySelector(".wishes").click();
  });
}

const drawerIsOpen = () => document.body.classList.contains("drawer-open");

export function open(id) {
  const dialog = document.getElementById(id);
  if (id === "chats") call("sessions");
  if (!dialog.open) dialog.showModal();
}

export function close(dialog) {
  if (dialog?.open) dialog.close();
}
