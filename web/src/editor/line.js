// The line to the server: what is written here goes there, what others write comes here, and only what the server has
// stored is said to be kept. What it has not answered for stays in this browser as well, so that neither a closed tab nor
// a dead network loses it; it merges with all that was written meanwhile.
import * as Y from "yjs";
import { Come, struck, takeLeft } from "./rescue.js";
import { shelf } from "./shelf.js";

const [KNOWN, CHANGE] = [0, 1];
// What is typed within so long goes together.
const GATHER_MS = 50;
const RETRY_MS = [300, 1000, 2000, 4000, 8000, 15000];
// No answer, not even that the connection is gone.
const DEAF_MS = 8000;
// How often it is looked whether this machine slept.
const LOOK_MS = 15_000;

const packed = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const unpacked = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const both = (one, other) => (one && other ? Y.mergeUpdates([one, other]) : one ?? other);
// Of what one window says of a field the later counts.
const fields = (old, now) => ({ ...old, ...Object.fromEntries(Object.entries(now).filter(([name, { by }]) => old[name]?.by[0] !== by[0] || old[name].by[1] < by[1])) });

export function line({ ydoc, account, story, address, say, heard, suggests }) {
  const kept = shelf(`marbre:${account}:${story}`);
  let [socket, synced, stopped, tries] = [null, false, false, 0];
  // Whether what this browser has for the server is kept here; null until that is known.
  let [safe, puts] = [true, 0];
  // Waiting to be sent, and sent without an answer yet: changes of the document and fields of the card. Each change of a
  // field has a number: one that the server took, and that comes again after a crash, must not undo what others did since.
  let [words, card, changes] = [null, {}, 0];
  // `seen`: what stood there, as the server last said; nothing where that is this window's own.
  const field = (value, seen) => ({ value, seen, by: [ydoc.clientID, changes += 1] });
  // What this window has said of each field: meeting that is meeting nobody.
  const own = new Set();
  let flight = null;
  let [sent, gathering, retry, deaf] = [0, 0, 0, 0];
  let waiting = [];
  // What came before it was told how much of this window's the server has, and up to which letter that is, or is on the way.
  let [coming, reached] = [[], 0];
  // Whether some of what is not kept yet was only suggested.
  let suggested = false;

  const waits = () => words !== null || Object.keys(card).length > 0;
  const dirty = () => waits() || flight !== null;
  const keep = () => {
    const all = both(flight?.words, words);
    suggested = dirty() && (suggested || suggests());
    const put = puts += 1;
    safe = null;
    kept.put(dirty() ? { words: all && packed(all), card: { ...flight?.card, ...card }, suggested } : null, !synced).then((fine) => {
      if (put !== puts) return;
      safe = fine;
      if (outage && !synced) away();
    });
  };
  // Whether it was said that the server is away.
  let outage = false;
  // Whether it is because this person is signed in no longer; that is said until it is otherwise.
  let ended = false;
  const away = () => {
    outage = true;
    say(safe === null ? "now" : !safe ? "unkept" : ended ? "signed-out" : "offline");
  };

  // Of windows that are gone, not in this one's document yet.
  let left = null;
  const ready = kept.left().then((copies) => {
    for (const copy of copies) {
      left = both(left, copy.words ? unpacked(copy.words) : null);
      // Earlier versions of this page kept a field without its number.
      const said = Object.entries(copy.card ?? {}).map(([name, one]) => [name, typeof one === "string" ? field(one) : one]);
      card = fields(Object.fromEntries(said), card);
      suggested ||= Boolean(copy.suggested);
    }
    words = both(left, words);
  });

  ydoc.on("update", (update, origin) => {
    if (origin instanceof Come) return;
    words = both(words, update);
    touched();
  });

  function touched() {
    keep();
    if (outage) away();
    else say("now");
    gather();
  }

  function gather() {
    clearTimeout(gathering);
    gathering = setTimeout(send, GATHER_MS);
  }

  // One at a time: what is typed until the answer comes goes together next.
  function send() {
    if (!synced || stopped || flight || !waits()) return;
    flight = { words, card, last: sent };
    reached = Y.getState(ydoc.store, ydoc.clientID);
    if (words) transmit(CHANGE, words);
    if (Object.keys(card).length) {
      const each = (part) => Object.fromEntries(Object.entries(card).map(([name, one]) => [name, one[part]]));
      socket.send(JSON.stringify({ card: each("value"), marks: each("by"), seen: each("seen") }));
      flight.last += 1;
    }
    flight.last += words ? 1 : 0;
    sent = flight.last;
    [words, card] = [null, {}];
    listen();
  }

  // A network that swallows everything does not say that it is gone, and such a connection does not close either.
  function listen() {
    clearTimeout(deaf);
    deaf = setTimeout(() => {
      const dead = socket;
      lost();
      dead.close();
    }, DEAF_MS);
  }

  function transmit(kind, bytes) {
    const frame = new Uint8Array(bytes.length + 1);
    frame[0] = kind;
    frame.set(bytes, 1);
    socket.send(frame);
  }

  function answered({ kept: count, state }) {
    if (!flight || count < flight.last) return;
    clearTimeout(deaf);
    for (const name of Object.keys(flight.card)) if (card[name]) delete card[name].seen;
    flight = null;
    keep();
    if (waits()) send();
    else {
      say("kept", state);
      settle(true);
    }
  }

  function settle(fine) {
    for (const done of waiting.splice(0)) done(fine);
  }

  function connect() {
    clearTimeout(retry);
    coming = [];
    socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    const mine = socket;
    socket.onopen = () => transmit(KNOWN, Y.encodeStateVector(ydoc));
    socket.onmessage = ({ data }) => {
      if (mine !== socket) return;
      if (typeof data === "string") return told(JSON.parse(data));
      const bytes = new Uint8Array(data);
      if (bytes[0] === CHANGE && synced) take(bytes.subarray(1));
      else if (bytes[0] === CHANGE) coming.push(bytes.subarray(1));
      if (bytes[0] !== KNOWN) return undefined;
      // An answer to whether somebody is there.
      if (synced) return flight ? undefined : clearTimeout(deaf);
      return ready.then(() => { if (mine === socket) begin(bytes.subarray(1)); });
    };
    socket.onclose = () => { if (mine === socket) lost(); };
    listen();
  }

  function take(update) {
    heard.coming();
    const come = new Come(update, reached);
    Y.applyUpdate(ydoc, update, come);
    strike(come.putBack);
  }

  // The server puts back what it finds without a place, but for what was put back here.
  function strike(letters) {
    if (!letters.length) return;
    words = both(words, struck(letters));
    touched();
  }

  // Everything that the server has is here.
  function begin(known) {
    reached = Y.decodeStateVector(known).get(ydoc.clientID) ?? 0;
    coming.splice(0).forEach(take);
    const back = outage;
    [synced, tries, sent, outage, ended] = [true, 0, 0, false, false];
    clearTimeout(deaf);
    const without = left ? takeLeft(ydoc, left) : { words: [], letters: [] };
    left = null;
    heard.open(without.words, suggested);
    strike(without.letters);
    if (waits()) say("now");
    else if (back) say("back");
    send();
    if (!dirty()) settle(true);
  }

  function told(news) {
    if ("kept" in news) answered(news);
    else if ("crossed" in news) heard.crossed(Object.entries(news.crossed).filter(([name, value]) => !own.has(`${name} ${value.trim()}`)));
    else if ("closed" in news) {
      stopped = news.closed.code !== "signed-out";
      heard.closed(news.closed, dirty());
    } else if ("here" in news && news.here.find((one) => one.seat === news.seat)?.account !== account) stranger();
    else heard.news(news);
  }

  // Somebody else has signed in in this browser: nothing is sent in their name.
  function stranger() {
    const there = socket;
    lost();
    there.close();
    ended = true;
    away();
  }

  function lost() {
    socket = null;
    synced = false;
    clearTimeout(deaf);
    if (flight) {
      [words, card] = [both(flight.words, words), { ...flight.card, ...card }];
      flight = null;
    }
    keep();
    heard.lost();
    // Who waits for all to be stored goes on waiting for the one try that follows at once.
    if (stopped || tries > 0) settle(false);
    if (stopped) return;
    if (tries > 0 || dirty()) away();
    if (tries > 0) ask();
    const delay = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)];
    tries += 1;
    clearTimeout(retry);
    retry = setTimeout(connect, delay * (0.75 + Math.random() / 2));
  }

  // Why it could not be opened: a browser does not tell.
  async function ask() {
    const answer = await fetch(address.replace(/^ws/, "http").replace(/together$/, "words")).catch(() => null);
    if (!answer || synced || stopped) return;
    if (answer.status === 401 || answer.redirected) {
      ended = true;
      return away();
    }
    if (answer.status < 400 || answer.status >= 500 || answer.status === 429) return;
    stopped = true;
    clearTimeout(retry);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    heard.closed({ code: "refused", text: page.querySelector("main [role=alert] b")?.textContent ?? "" }, dirty());
  }

  // A connection may be dead without a word, as after a laptop slept: whoever comes back asks whether somebody is there.
  function wake() {
    if (stopped) return;
    if (!socket) return connect();
    if (!synced) return;
    transmit(KNOWN, Y.encodeStateVector(ydoc));
    listen();
  }
  let looked = Date.now();
  setInterval(() => {
    const slept = Math.abs(Date.now() - looked) > 3 * LOOK_MS;
    looked = Date.now();
    if (slept) wake();
  }, LOOK_MS);
  window.addEventListener("online", wake);
  // Signed in again, in another tab.
  document.addEventListener("marbre:in", wake);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  connect();

  return {
    dirty,
    stopped: () => stopped,
    // A field of the card, as the form has it.
    card(name, value, seen) {
      const before = card[name] ?? flight?.card[name];
      card[name] = field(value, before ? before.seen : seen);
      own.add(`${name} ${value.trim()}`);
      touched();
    },
    waits: (name) => name in card || name in (flight?.card ?? {}),
    caret(at) { if (synced) socket.send(JSON.stringify({ caret: at })); },
    // Once all is stored; false where the line is down. One that broke a moment ago, as when the session ended in another
    // window and began again, is tried first.
    flushed() {
      if (!dirty() && synced) return Promise.resolve(true);
      if (!synced && (stopped || tries > 1)) return Promise.resolve(false);
      send();
      return new Promise((done) => waiting.push(done));
    },
    // The words are safe elsewhere.
    forget() {
      [words, card, flight] = [null, {}, null];
      kept.put(null);
    },
  };
}
