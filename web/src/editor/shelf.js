// What this browser keeps of a story for the server. Each window has its own place; one that opens takes in what windows
// that are gone have left. Everything is in the local storage at once, which outlives the window; but browsers write that
// to the disk seconds later. What is called kept while the server is away is in a database of this browser as well, which
// says when it is on the disk: that outlives the browser and the machine.
const STORE = "kept";

const database = () => new Promise((done) => {
  try {
    const asked = indexedDB.open("marbre", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => done(null);
  } catch {
    done(null);
  }
});

// Whether all that `does` asks of the database is done, and on the disk where it changes anything.
const ask = async (opened, mode, does) => {
  const base = await opened;
  if (!base) return false;
  return new Promise((done) => {
    try {
      const work = base.transaction(STORE, mode, { durability: "strict" });
      work.oncomplete = () => done(true);
      work.onerror = work.onabort = () => done(false);
      does(work.objectStore(STORE));
    } catch {
      done(false);
    }
  });
};

export function shelf(name) {
  const own = `${name}:${crypto.randomUUID()}`;
  const opened = database();
  // By place, as it was when it was taken in: another window may be alive and have written since.
  const [taken, takenDeep] = [new Map(), new Map()];
  let deep = false;
  // The newest copy that waits for the one before it to be on the disk.
  let [writing, next] = [null, null];

  function light(copy) {
    try {
      if (copy) localStorage.setItem(own, JSON.stringify(copy));
      else {
        localStorage.removeItem(own);
        for (const [key, text] of taken) if (localStorage.getItem(key) === text) localStorage.removeItem(key);
        taken.clear();
      }
      return true;
    } catch {
      return false;
    }
  }
  const change = (copy) => ask(opened, "readwrite", (store) => {
    if (copy) return store.put({ ...copy, stamp: crypto.randomUUID() }, own);
    for (const [key, stamp] of takenDeep) store.get(key).onsuccess = ({ target }) => { if (target.result?.stamp === stamp) store.delete(key); };
    takenDeep.clear();
    return store.delete(own);
  });
  function write(copy) {
    next = { copy, done: next?.done ?? [] };
    return new Promise((done) => {
      next.done.push(done);
      writing ??= (async () => {
        while (next) {
          const mine = next;
          next = null;
          const fine = await change(mine.copy);
          mine.done.forEach((told) => told(fine));
        }
        writing = null;
      })();
    });
  }
  return {
    // Whether it is kept. `away`: nobody else has it.
    async put(copy, away) {
      const there = light(copy);
      if (copy && !away) return there;
      if (!copy && !deep && !takenDeep.size) return there;
      deep = Boolean(copy);
      return (await write(copy)) || there;
    },
    async left() {
      const copies = [];
      try {
        for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${name}:`))) {
          const text = localStorage.getItem(key);
          copies.push(JSON.parse(text));
          taken.set(key, text);
        }
      } catch { /* Then there is nothing to take in. */ }
      await ask(opened, "readonly", (store) => {
        store.openCursor(IDBKeyRange.bound(`${name}:`, `${name}:\uffff`)).onsuccess = ({ target: { result } }) => {
          if (!result) return;
          copies.push(result.value);
          takenDeep.set(result.key, result.value.stamp);
          result.continue();
        };
      });
      return copies;
    },
  };
}
