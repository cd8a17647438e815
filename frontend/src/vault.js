// Keeps what the phone last heard, so that it can be read without a network. What is personal is sealed under a key
// that no script can read out (AES-GCM, not extractable) and that signing out destroys; what is public lies open.

let opening;
let last = Promise.resolve();

// One after another, in the order they were asked for: what is taken away must not be put back by a slower sealing.
function inTurn(work) {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

function database() {
  opening ??= new Promise((done, failed) => {
    const asked = indexedDB.open("onward", 1);
    asked.onupgradeneeded = () => ["keys", "sealed", "open"].forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opening;
}

async function run(store, mode, work) {
  const transaction = (await database()).transaction(store, mode);
  const request = work(transaction.objectStore(store));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error);
  });
}

const theKey = () => run("keys", "readonly", (keys) => keys.get("vault"));

async function makeKey() {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two tabs may come here at once: the first key counts.
  await run("keys", "readwrite", (keys) => keys.add(key, "vault")).catch(() => {});
  return theKey();
}

// The name is sealed in with the text, so that one record can't be passed off as another.
const how = (name, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) });

async function seal(name, text) {
  const key = (await theKey()) ?? (await makeKey());
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.encrypt(how(name, iv), key, new TextEncoder().encode(text));
  await run("sealed", "readwrite", (records) => records.put({ iv, box }, name));
}

export async function put(name, text, sealed) {
  await inTurn(() => (sealed ? seal(name, text) : run("open", "readwrite", (open) => open.put(text, name))));
}

export async function get(name, sealed) {
  if (!sealed) return run("open", "readonly", (open) => open.get(name));
  const record = await run("sealed", "readonly", (records) => records.get(name));
  const key = record && (await theKey());
  if (!key) return undefined;
  return new TextDecoder().decode(await crypto.subtle.decrypt(how(name, record.iv), key, record.box));
}

export async function remove(name) {
  await inTurn(() => run("sealed", "readwrite", (records) => records.delete(name)));
}

export async function names() {
  await last;
  return run("sealed", "readonly", (records) => records.getAllKeys());
}

// All but what has such a name; the key stays, because that is sealed with it.
export async function forgetBut(prefix) {
  await inTurn(async () => {
    const kept = await run("sealed", "readonly", (records) => records.getAllKeys());
    const gone = kept.filter((name) => !name.startsWith(prefix));
    for (const name of gone) await run("sealed", "readwrite", (records) => records.delete(name));
  });
}

// The key first: from then on nothing that was sealed can be read, whatever happens to the rest.
export async function forget() {
  await inTurn(async () => {
    await run("keys", "readwrite", (keys) => keys.clear());
    await run("sealed", "readwrite", (records) => records.clear());
  });
}
