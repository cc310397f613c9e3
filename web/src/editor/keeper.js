// Keeps what is written. At each pause the story's form goes to the server, which stores it before it answers; only then
// does the screen say "kept". What the server has not answered for stays in this browser as well, so that neither a
// closed tab nor a dead network loses it.

// Long enough not to ask at every letter, short enough to be unnoticed.
const PAUSE_MS = 300;
// Whoever types without a pause is kept all the same.
const WAIT_MS_MAX = 3000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
// Not words of the story, or not to be kept outside the session.
const OWN = /^(csrf|base|draft|document|do|note|reason:.*)$/;

export function keeper({ form, mount, word, written, told, trouble }) {
  const name = `marbre:${mount.dataset.account}:${mount.dataset.story}`;
  const state = document.querySelector("[data-state]");
  let [typed, kept, since, timer, tries, stopped] = [0, 0, 0, 0, 0, false];
  // One request at a time: the next goes on from what the last one stored.
  let flight = Promise.resolve();
  // A fault in showing an answer must not be the end of keeping.
  const next = (task) => {
    flight = flight.catch(reportError).then(task);
    return flight;
  };

  const dirty = () => typed > kept;
  const say = (text, fine) => {
    state.textContent = text;
    state.classList.toggle("ok", fine);
    state.classList.toggle("off", !fine);
  };
  const value = (field) => form.elements[field].value;
  const entries = () => [...new FormData(form)].filter(([field, text]) => !OWN.test(field) && typeof text === "string");

  const local = {
    put() {
      const copy = { base: value("base"), draft: value("draft"), at: Date.now(), document: written(), entries: entries() };
      try {
        localStorage.setItem(name, JSON.stringify(copy));
      } catch { /* Full or forbidden: the server is asked all the same. */ }
    },
    get() {
      try {
        return JSON.parse(localStorage.getItem(name));
      } catch {
        return null;
      }
    },
    drop() {
      try {
        localStorage.removeItem(name);
      } catch { /* Then there is none. */ }
    },
  };

  const body = (more = {}) => {
    const data = new FormData(form);
    data.set("document", JSON.stringify(written()));
    for (const [field, text] of Object.entries(more)) data.set(field, text);
    return data;
  };

  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => next(keep), delay);
  };

  async function keep() {
    clearTimeout(timer);
    if (!dirty() || stopped) return;
    const upTo = typed;
    since = 0;
    local.put();
    let answer;
    try {
      answer = await fetch(`${form.getAttribute("action")}/draft`, { method: "POST", body: body() });
    } catch {
      return failed("writing-offline");
    }
    if (answer.status === 401 || answer.redirected) return failed("writing-signed-out");
    if (answer.status >= 500) return failed("writing-offline");
    if (answer.status === 409) {
      stopped = true;
      say(word("writing-now"), false);
      return trouble(word("writing-elsewhere"));
    }
    if (!answer.ok) return failed("writing-refused");
    const news = await answer.json().catch(() => null);
    if (!news) return failed("writing-offline");
    tries = 0;
    trouble("");
    form.elements.draft.value = news.version;
    kept = upTo;
    if (dirty()) later(PAUSE_MS);
    else {
      local.drop();
      say(news.saved, true);
    }
    return told(news);
  }

  function failed(key) {
    say(word("writing-kept-here"), false);
    trouble(word(key));
    later(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
    tries += 1;
  }

  const touch = () => {
    typed += 1;
    since ||= Date.now();
    if (stopped) return local.put();
    if (!tries) say(word("writing-now"), false);
    later(Math.max(0, Math.min(PAUSE_MS, since + WAIT_MS_MAX - Date.now())));
  };

  // Saves as a revision, or does what another button of the form asks for, without leaving the page.
  const send = (todo) => next(async () => {
    clearTimeout(timer);
    const upTo = typed;
    if (dirty()) local.put();
    let answer;
    try {
      answer = await fetch(form.getAttribute("action"), { method: "POST", body: body({ do: todo }) });
    } catch {
      return failed("writing-offline");
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("story");
    if (answer.url.includes("/conflict")) {
      local.drop();
      kept = typed;
      return location.assign(answer.url);
    }
    const holds = (number) => {
      // The revision that holds these words, not the newest: somebody may have saved in the same moment.
      form.elements.base.value = number;
      form.elements.draft.value = "0";
      kept = upTo;
      stopped = false;
      if (dirty()) later(PAUSE_MS);
      else local.drop();
    };
    if (!fresh || page.querySelector("main .ban-r:not([hidden])")) {
      if (fresh?.dataset.at) holds(fresh.dataset.at);
      return trouble(page.querySelector("main .ban-r:not([hidden])")?.textContent ?? page.querySelector("main p")?.textContent ?? word(answer.status === 401 ? "writing-signed-out" : "writing-refused"));
    }
    tries = 0;
    trouble("");
    holds(new URL(answer.url).searchParams.get("at") ?? value("base"));
    document.getElementById("draft-note")?.remove();
    document.getElementById("newer").hidden = true;
    if (!dirty()) say(page.querySelector("[data-state]").textContent, true);
    return told({
      margin: page.getElementById("margin").innerHTML, tally: page.getElementById("tally").innerHTML, length: page.getElementById("length").textContent,
      findings: JSON.parse(page.getElementById("editor")?.dataset.findings ?? "[]"), toast: page.querySelector("[data-toast]")?.textContent,
    });
  });

  form.addEventListener("formdata", (event) => event.formData.set("document", JSON.stringify(written())));
  window.addEventListener("online", () => { if (dirty()) later(0); });
  window.addEventListener("pagehide", () => { if (dirty()) local.put(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty()) {
      local.put();
      next(keep);
    }
  });
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty() && !leaving) event.preventDefault(); });

  // What an earlier page of this browser could not bring to the server. `take` puts it back.
  const found = () => {
    const copy = local.get();
    if (!copy?.document) return null;
    const same = JSON.stringify(copy.document) === JSON.stringify(written());
    if (same) return local.drop() ?? null;
    return { ...copy, goesOn: copy.base === value("base") && copy.draft === value("draft") };
  };
  const take = (copy) => {
    form.elements.base.value = copy.base;
    form.elements.draft.value = copy.draft;
    for (const [field, text] of copy.entries ?? []) if (form.elements[field]) form.elements[field].value = text;
    touch();
  };
  // Nothing is on its way to the server, nor will be without another letter.
  const idle = () => {
    clearTimeout(timer);
    return next(() => {});
  };
  return { touch, send, idle, found, take, drop: local.drop };
}
