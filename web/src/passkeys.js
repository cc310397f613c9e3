// Passkeys: what a device is asked, and its answer into the fields of the form, which then goes as any form does.

const text = (bytes) => {
  let letters = "";
  for (const byte of new Uint8Array(bytes)) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
const bytes = (words) => Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const fill = (form, fields) => {
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = text(value);
};

async function make(form) {
  const { challenge, host, user, login, person, known, algorithms } = form.dataset;
  const list = (words) => words.split(" ").filter(Boolean);
  const { response } = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { id: host, name: "Marbre" },
      user: { id: bytes(user), name: login, displayName: person },
      pubKeyCredParams: list(algorithms).map((alg) => ({ type: "public-key", alg: Number(alg) })),
      excludeCredentials: list(known).map((id) => ({ type: "public-key", id: bytes(id) })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    },
  });
  fill(form, {
    "client-data": response.clientDataJSON,
    "authenticator-data": response.getAuthenticatorData(),
    "public-key": response.getPublicKey(),
  });
}

async function answer(form, more) {
  const asked = await fetch(form.dataset.challenge);
  if (!asked.ok) throw new Error(asked.statusText);
  const publicKey = { challenge: bytes(await asked.text()), userVerification: "required" };
  const { rawId, response } = await navigator.credentials.get({ publicKey, ...more });
  fill(form, {
    credential: rawId,
    "client-data": response.clientDataJSON,
    "authenticator-data": response.authenticatorData,
    signature: response.signature,
    user: response.userHandle ?? new ArrayBuffer(0),
  });
}

// Where the browser knows passkeys, at the address that they belong to.
const possible = (form) => Boolean(window.PublicKeyCredential) && (!form.dataset.origin || form.dataset.origin === location.origin);

// Offered among the logins that the browser knows, until the button is pressed.
async function offer(form) {
  const asked = new AbortController();
  form.addEventListener("submit", () => asked.abort(), { once: true });
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  try {
    await answer(form, { mediation: "conditional", signal: asked.signal });
    form.submit();
  } catch {
    // Nobody chose one, or another way was taken.
  }
}

export function passkeys() {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (!possible(form)) continue;
    form.hidden = false;
    document.querySelectorAll("[data-passkey-not]").forEach((it) => { it.hidden = true; });
    const kind = form.dataset.passkey;
    if (kind === "get") offer(form);
    if (kind !== "get" && kind !== "create") continue;
    const failed = form.querySelector("[data-passkey-failed]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        await (kind === "get" ? answer(form, {}) : make(form));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
}
