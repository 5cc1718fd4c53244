// Changes of the page: HTML of the server, where every text is escaped already, put into the region it is for.

const KEPT_AFTER = 6000;
const html = globalThis.trustedTypes
  ? trustedTypes.createPolicy("chatrec", { createHTML: (made) => made })
  : { createHTML: (made) => made };

let fading = 0;

/** Make the changes that a handler answered with. */
export function apply({ swaps = [], say, goto, at }) {
  if (goto) {
    location.assign(goto);
    return;
  }
  if (at && location.pathname + location.search !== at) history.replaceState(null, "", at);
  const held = hold();
  for (const swap of swaps) make(swap);
  held();
  if (swaps.some(({ region }) => region === "turns" || region === "turn-live")) showLast();
  if (say) tell(say, { visibly: swaps.length === 0 });
  document.dispatchEvent(new CustomEvent("changed"));
}

/** Speak a line to screen readers, and show it for a moment where nothing else on the page changed. */
export function tell(line, { visibly = true, stays = false } = {}) {
  document.getElementById("spoken").textContent = line;
  if (!visibly) return;
  const toast = document.getElementById("toast");
  toast.textContent = line;
  toast.hidden = false;
  clearTimeout(fading);
  if (!stays) fading = setTimeout(() => (toast.hidden = true), KEPT_AFTER);
}

/** Take back a line that is no longer true. */
export function hush(line) {
  const toast = document.getElementById("toast");
  if (toast.textContent === line) toast.hidden = true;
}

/** Take away the message whose reply will not come. */
export const abandon = () => document.querySelector("#turn-live.live")?.remove();

/** Bring the last turn into view: its end, or its beginning where it is longer than the window. */
export function showLast() {
  const turn = document.querySelector("#turns > .turn:last-child");
  if (!turn) return;
  const top = turn.getBoundingClientRect().top + scrollY;
  const space = document.getElementById("composer").offsetHeight + 24;
  const end = top + turn.offsetHeight + space - innerHeight;
  const above = document.querySelector(".top").offsetHeight + 12;
  scrollTo({ top: Math.max(0, Math.min(end, top - above)), behavior: "instant" });
}

function make(swap) {
  const name = CSS.escape(swap.region);
  for (const element of document.querySelectorAll(`#${name}, [data-region="${name}"]`)) {
    put(element, swap);
  }
}

function put(element, { html: made, how }) {
  if (how === "remove") element.remove();
  else if (how === "append") element.insertAdjacentHTML("beforeend", html.createHTML(made));
  else if (how === "inside") element.innerHTML = html.createHTML(made);
  else element.outerHTML = html.createHTML(made);
}

/** Remember what has the focus, by what it does and where, and give it back after a change. */
function hold() {
  const focused = document.activeElement ?? document.body;
  const wanted = keyOf(focused);
  const home = homeOf(focused);
  return () => {
    if (!focused.dataset.do || document.contains(focused)) return;
    const same = [...document.querySelectorAll("[data-do]")].find((one) => keyOf(one) === wanted);
    (same ?? document.querySelector(home)).focus({ preventScroll: true });
  };
}

/** Return what gets the focus where the button that had it is gone. */
function homeOf(element) {
  const dialog = element.closest("dialog");
  if (dialog) return `#${dialog.id} > .close`;
  return element.closest("#panel") ? "#panel-title" : "#message";
}

function keyOf(element) {
  const { strength, title, ...rest } = element.dataset; // less what the deed itself changes
  return JSON.stringify([element.closest("article")?.id, rest]);
}
