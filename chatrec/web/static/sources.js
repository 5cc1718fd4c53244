// Where a wish was read from: shown at its words on hover and focus, hidden by Escape.

export function startSources() {
  document.addEventListener("keydown", (event) => {
    const words = event.target.closest?.(".entry .words");
    if (words && event.key === "Escape") words.blur();
  });
}
