// Dialogs and drawers: opened by name, closed by Escape, by their button and by a click beside them.

import { call } from "./calls.js";

export function startDialogs() {
  for (const dialog of document.querySelectorAll("dialog.sheet")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) close(dialog);
    });
  }
  document.addEventListener("keydown", (event) => {
    const drawer = document.body.classList.contains("drawer-open");
    const over = document.querySelector("dialog[open]");
    if (event.key === "Escape" && drawer && !over) document.querySelector(".wishes").click();
  });
}

export function open(id) {
  const dialog = document.getElementById(id);
  if (id === "chats") call("sessions");
  if (!dialog.open) dialog.showModal();
}

export function close(dialog) {
  if (dialog?.open) dialog.close();
}
