// Saving as a revision, and the other buttons of the form whose answer is the same screen: what is written is stored
// first, then the form is sent, and the page stays.
const GONE = "main .ban-r:not([hidden])";
// A question to the server that gets no answer: a network that swallows everything tells nobody.
const ANSWER_MS = 10_000;
// What the press tries on every page that would change takes longer.
const TRIED_MS = 60_000;
export const ask = (address, { within = ANSWER_MS, ...how } = {}) => fetch(address, { ...how, signal: AbortSignal.timeout(within) });

// The forms of this page get the token of the session that there is now: the one they came with may have ended, in
// another window. Whether it was the same one cannot be seen: every page shows it otherwise.
export async function renew(form) {
  const answer = await ask(form.getAttribute("action")).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("input[name=csrf]")?.value;
  const same = page.getElementById("editor")?.dataset.account === document.getElementById("editor").dataset.account;
  if (!token || !same) return false;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
  return true;
}

export function saver({ form, word, trouble, signedOut, wire, written, told, say }) {
  let flight = Promise.resolve();
  // A fault in showing an answer must not be the end of saving.
  const next = (task) => {
    flight = flight.catch(reportError).then(task);
    return flight;
  };

  // The words are in the shared document; where they cannot go there any more, they go with the form, to be kept beside.
  function body(todo) {
    const data = new FormData(form);
    data.set("do", todo);
    if (wire.stopped()) data.set("document", JSON.stringify(written()));
    else data.set("shared", "1");
    return data;
  }

  // A token that ended is renewed once.
  async function post(todo, within = ANSWER_MS) {
    const sent = () => ask(form.getAttribute("action"), { method: "POST", body: body(todo), within });
    const answer = await sent();
    return answer.status === 403 && await renew(form) ? sent() : answer;
  }
  const send = (todo) => next(async () => {
    if (!wire.stopped() && !(await wire.flushed())) return wire.stopped() ? undefined : trouble(word("writing-offline"));
    let answer;
    try {
      answer = await post(todo);
    } catch {
      return trouble(word("writing-offline"));
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("story");
    const refusal = page.querySelector(GONE)?.textContent;
    if (wire.stopped() && (answer.ok || (answer.status === 409 && fresh))) {
      wire.forget();
      return answer.ok ? location.assign(answer.url) : trouble(refusal ?? "");
    }
    if (answer.status === 401) return signedOut();
    if (!fresh || refusal) {
      if (fresh?.dataset.at) form.elements.base.value = fresh.dataset.at;
      return trouble(refusal ?? page.querySelector("main [role=alert] b")?.textContent ?? word("writing-refused"));
    }
    trouble("");
    form.elements.base.value = new URL(answer.url).searchParams.get("at") ?? form.elements.base.value;
    document.getElementById("unsaved")?.remove();
    if (!wire.dirty()) say(page.querySelector("[data-state]").textContent, true);
    return told({
      margin: page.getElementById("margin").innerHTML, tally: page.getElementById("tally").innerHTML, length: page.getElementById("length").textContent,
      findings: JSON.parse(page.getElementById("editor")?.dataset.findings ?? "[]"), toast: page.querySelector("[data-toast]")?.textContent,
    });
  });

  // The page that the form leads to once all is stored; nothing where it cannot be had now.
  const read = (todo) => next(async () => {
    if (wire.stopped() || !(await wire.flushed())) return void trouble(word("writing-offline"));
    const answer = await post(todo, TRIED_MS).catch(() => null);
    if (!answer) return void trouble(word("writing-offline"));
    trouble("");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  });
  // All that is written is stored and nothing is on its way; false where the line is down.
  const idle = () => next(() => wire.flushed());
  return { send, idle, read, fields: (data) => (wire.stopped() ? data.set("document", JSON.stringify(written())) : data.set("shared", "1")) };
}
