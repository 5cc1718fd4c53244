// Calls of the server: each ends in changes of the page. What takes long answers piece by piece, in server-sent events.

import { abandon, apply, hush, tell } from "./swap.js";

const CALLS = "/calls";
const LOST = "The server did not answer. Check that it still runs, then try again.";

const place = () => ({ session: document.body.dataset.session, catalog: document.body.dataset.catalog });

/** Return an id that no other message has; crypto.randomUUID is not there on a page without https. */
const newId = () => [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(16).padStart(8, "0")).join("");

/** The server refused a call and said why. */
class Refused extends Error {}

/** Call a handler that answers at once; returns whether it did. */
export const call = (name, args = {}) => answered(async () => {
  const answer = await post(name, { ...place(), ...args });
  apply(await answer.json());
});

let last = Promise.resolve();
let broken = {};

/** Call a handler that answers piece by piece, after what is being answered; returns whether it came to its end. */
export function stream(name, args = {}) {
  last = last.then(() => answered(() => named(name, args)));
  last.then((whole) => whole && document.dispatchEvent(new CustomEvent("answered")));
  return last;
}

/** Follow a call under the id of its message: said again after it broke off it has the same, so that it is answered once. */
async function named(name, args) {
  const words = JSON.stringify([name, place(), args]);
  const message_id = broken.words === words ? broken.message_id : newId();
  broken = { words, message_id };
  await follow(name, { ...place(), message_id, ...args });
  broken = {};
}

async function follow(name, args) {
  const answer = await post(name, args);
  for await (const { event, data } of events(answer.body)) {
    if (event === "end") return;
    if (data) apply(JSON.parse(data));
  }
  throw new Error("the answer broke off");
}

async function answered(work) {
  try {
    await work();
    hush(LOST);
    return true;
  } catch (error) {
    abandon();
    if (!(error instanceof Refused)) tell(LOST, { stays: true });
    return false;
  }
}

/** Send a call; where it is refused, the changes that say why are made, and it is not answered. */
async function post(name, args) {
  const answer = await fetch(`${CALLS}/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(args),
  });
  if (answer.ok) return answer;
  apply(await answer.json());
  throw new Refused(answer.status);
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
