// Who is writing in the story: their names in the head of the screen, their colours, and a quiet word when somebody comes
// or goes.
const HUES = 4n;
// By the number of the account, as on the screens that the desk makes: somebody has one colour wherever they are seen.
const hue = (id) => (/^\d+$/.test(id) ? Number(BigInt(id) % HUES) : 0);

export const initials = (name) => name.split(/\s+/).slice(0, 2).map((part) => [...part][0] ?? "").join("").toUpperCase();

export function people({ account, host, word, changed }) {
  const there = new Map();
  let own = null;
  const live = document.createElement("p");
  live.className = "vh";
  live.setAttribute("role", "status");
  host.after(live);
  // The names themselves are no news: coming and going is told by itself.
  host.removeAttribute("role");

  const others = () => [...there.values()].filter((one) => one.seat !== own);
  // Whoever was ever heard of, by number; `known` has those who left before.
  const heard = new Map();
  const names = () => new Map(others().filter((one) => one.account !== account).map((one) => [one.account, one]));

  function draw() {
    host.replaceChildren(...[...names().values()].map((one) => {
      const chip = document.createElement("span");
      Object.assign(chip, { className: `av who-${one.hue}`, title: one.name });
      const short = document.createElement("span");
      short.textContent = initials(one.name);
      short.setAttribute("aria-hidden", "true");
      const full = document.createElement("span");
      Object.assign(full, { className: "vh", textContent: one.name, dir: "auto" });
      chip.append(short, full);
      return chip;
    }));
    changed();
  }

  const tell = (key, name) => { live.textContent = word(key).replace("{name}", name); };
  const sit = (one) => {
    heard.set(String(one.account), one.name);
    there.set(one.seat, { ...one, hue: hue(one.account) });
  };

  return {
    others, initials, hue,
    name: (id) => heard.get(String(id)) ?? word("suggestion-unknown"),
    learn: (known) => { for (const [id, name] of Object.entries(known)) heard.set(id, name); },
    all(seat, here) {
      own = seat;
      there.clear();
      here.forEach(sit);
      draw();
    },
    came(one) {
      const known = names().has(one.account);
      const moved = there.has(one.seat);
      sit(one);
      if (moved) return changed();
      if (!known && one.account !== account) tell("someone-joined", one.name);
      return draw();
    },
    left(seat) {
      const one = there.get(seat);
      there.delete(seat);
      if (one && one.account !== account && !names().has(one.account)) tell("someone-left", one.name);
      draw();
    },
    gone() {
      there.clear();
      draw();
    },
  };
}
