element.setAttribute("aria-live", "polite");
// Show the whole reply, or its beginning where it is longer than the window.
new MutationObserver(() => {
  const turn = element.querySelector(".turn");
  const box = document.querySelector(".box");
  if (!turn || !box) return;
  const place = turn.getBoundingClientRect();
  const hidden = place.bottom + box.offsetHeight + 24 - window.innerHeight;
  if (hidden > 0) window.scrollBy(0, Math.min(hidden, place.top - 8));
}).observe(element, { childList: true, subtree: true, characterData: true });
