// Picks that were marked to be compared: two or three of them.

const MOST = 3;

const boxes = () => [...document.querySelectorAll("input[data-pick]:checked")];

export const picked = () => [...new Set(boxes().map(({ dataset }) => dataset.pick))];

export function startPicking() {
  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.("input[data-pick]")) return;
    if (picked().length > MOST) target.checked = false;
    show();
  });
}

export function unpick() {
  for (const box of boxes()) box.checked = false;
  show();
}

function show() {
  const bar = document.getElementById("picked");
  const count = picked().length;
  bar.hidden = count === 0;
  bar.querySelector(".picked-words").textContent =
    count === 1 ? "One picked; pick another to compare" : `${count} picked`;
  bar.querySelector("[data-do=compare]").disabled = count < 2;
}
