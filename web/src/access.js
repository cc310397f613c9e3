// Whether this screen still answers whoever has it open. Where their session ended, or what is behind it is theirs no more,
// it asks for nothing and says so, with one way on: in another tab, as this one holds what was written and not sent. Once
// they are let in again, by whichever window, it goes on by itself.

const AGAIN_MS = 5000;
// After so long without an answer a form is not sent before it is known that it will be taken: the page of a refusal would
// stand in the place of what was written.
const SILENCE_MS = 60_000;
const DOOR = "/sign-in";
// Where somebody is led whose role has come to need a second step.
const SECOND_STEP = "/settings/second-step";
// Of everybody who is signed in, so a good question.
const PROBE = "/keys";

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const windows = new BroadcastChannel("marbre");
let why = "";
let heard = Date.now();
let banner = null;
// Where the focus was when they were shut out.
let before = null;

export const out = () => why !== "";
const led = (answer, to) => answer.redirected && new URL(answer.url).pathname === to;
const signedOut = (answer) => answer.status === 401 || led(answer, DOOR);

// Said again where it is said already: whoever listens hears it once more.
function tell() {
  banner?.remove();
  banner = document.querySelector(`template[data-out="${why}"]`).content.firstElementChild.cloneNode(true);
  const way = banner.querySelector("a");
  if (why === "signed-out") way.href = `${DOOR}?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`;
  banner.setAttribute("role", "alert");
  document.querySelector(".head").after(banner);
}

function close(reason) {
  if (why) return;
  why = reason;
  before = document.activeElement;
  tell();
  windows.postMessage("out");
}

function open(page) {
  const token = page.querySelector("input[name=csrf]").value;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
  if (!why) return;
  why = "";
  const here = banner.contains(document.activeElement);
  const done = document.querySelector("template[data-out=back]").content.firstElementChild.cloneNode(true);
  banner.replaceWith(done);
  done.setAttribute("role", "status");
  setTimeout(() => done.remove(), 2 * AGAIN_MS);
  if (here) (before.isConnected ? before : document.getElementById("work")).focus();
  document.dispatchEvent(new Event("marbre:in"));
}

// Asks whether they are let in. Nothing is sent, and nothing shown, in the name of somebody else who signed in meanwhile.
let looking = null;
const look = () => looking ??= asked().finally(() => { looking = null; });
async function asked() {
  const answer = await fetch(PROBE).catch(() => null);
  if (!answer) return;
  if (signedOut(answer)) return close("signed-out");
  if (!answer.ok || answer.redirected) return;
  heard = Date.now();
  const page = parsed(await answer.text());
  const visitor = (from) => from.querySelector(".desk").dataset.visitor;
  if (visitor(page) === visitor(document)) open(page);
  else close("signed-out");
}

// An answer, whatever it is, but that nobody is signed in: that is told here.
export async function ask(address, how) {
  if (why) throw new Error(why);
  const answer = await fetch(address, how);
  if (!signedOut(answer)) heard = Date.now();
  else close("signed-out");
  if (why) throw new Error(why);
  return answer;
}

// What was asked for and nothing else. What this screen itself is made of is its own: where that is refused, the screen is.
export async function get(address, { own = false, ...how } = {}) {
  const answer = await ask(address, how);
  if (own && (answer.status === 403 || led(answer, SECOND_STEP))) close("refused");
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer;
}

// Before it is asked again: some seconds, or until they are let in.
export const pause = () => new Promise((done) => {
  if (why) document.addEventListener("marbre:in", done, { once: true });
  else setTimeout(done, AGAIN_MS);
});

// A form that would not be taken stays as it is. The editor has a line of its own, and knows.
function hold(event) {
  const { target: form, submitter } = event;
  const quiet = Date.now() - heard > SILENCE_MS && !(form.id === "story" && document.querySelector("#editor[data-ready]"));
  if (form.getAttribute("method") !== "post" || !(why || quiet)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  look().then(() => {
    if (why) return tell();
    heard = Date.now();
    return form.isConnected && form.requestSubmit(submitter);
  });
}

export function access() {
  if (!document.querySelector(".desk")) return;
  windows.postMessage("in");
  windows.addEventListener("message", ({ data }) => { if (out() === (data === "in")) look(); });
  window.addEventListener("focus", () => { if (why) look(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && (why || Date.now() - heard > SILENCE_MS)) look(); });
  document.addEventListener("submit", hold, true);
  // What lay over the screen kept it from being heard.
  document.addEventListener("close", () => { if (why) tell(); }, true);
  // The editor is a script of its own.
  document.addEventListener("marbre:out", () => close("signed-out"));
  document.addEventListener("marbre:look", () => { if (why) look(); });
}
