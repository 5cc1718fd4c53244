// Calls of the server: each ends in changes of the page. What streams goes through the queue of Gradio's engine.

import { abandon, apply, hush, tell } from "./swap.js";

const ENGINE = "/engine/gradio_api";
const LOST = "The server did not answer. Check that it still runs, then try again.";

const place = () => ({ session: document.body.dataset.session, catalog: document.body.dataset.catalog });

/** Return an id that no other message has; crypto.randomUUID is not there on a page without https. */
const newId = () => [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(16).padStart(8, "0")).join("");

/** Call a handler that answers at once; returns whether it did. */
export const call = (name, ...args) => answered(async () => {
  const answer = await post(`${ENGINE}/run/${name}`, [place(), ...args]);
  for (const change of (await answer.json()).data) apply(change);
});

let last = Promise.resolve();
let broken = {};

/** Call a handler that answers piece by piece, after what is being answered; returns whether it came to its end. */
export function stream(name, ...args) {
  last = last.then(() => answered(() => named(name, args)));
  last.then((whole) => whole && document.dispatchEvent(new CustomEvent("answered")));
  return last;
}

/** Follow a call under the id of its message: said again after it broke off it has the same, so that it is answered once. */
async function named(name, args) {
  const words = JSON.stringify([name, place(), ...args]);
  const message = broken.words === words ? broken.message : newId();
  broken = { words, message };
  await follow(name, [{ ...place(), message }, ...args]);
  broken = {};
}

async function follow(name, args) {
  const { event_id } = await (await post(`${ENGINE}/call/${name}`, args)).json();
  const answer = await fetch(`${ENGINE}/call/${name}/${event_id}`);
  if (!answer.ok) throw new Error(answer.statusText);
  for await (const { event, data } of events(answer.body)) {
    if (event === "error") throw new Error(data);
    if (event === "complete") return;
    if (event === "generating" && data) for (const change of JSON.parse(data)) apply(change);
  }
  throw new Error("the answer broke off");
}

async function answered(work) {
  try {
    await work();
    hush(LOST);
    return true;
  } catch {
    abandon();
    tell(LOST, { stays: true });
    return false;
  }
}

async function post(url, args) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: args }),
  });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer;
}

/** Yield the events of a server-sent stream. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const event = { event: "message", data: "" };
      for (const line of part.split("\n")) {
        const [name, ...said] = line.split(": ");
        if (name in event) event[name] = said.join(": ");
      }
      yield event;
    }
  }
}
