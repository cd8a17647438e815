// The phone app's service worker: starts the app without a network, and shows messages while it is closed.
// It never touches the API: what is personal is kept sealed by the app itself, not in a cache.

// Every file of the build with a fingerprint: [{ url, revision }].
const PRECACHE = /*__PRECACHE__*/[];

// The cache is named after its content, so that the old one stays whole until nobody uses it any more.
const CACHE = "onward-" + fingerprint(PRECACHE.map((file) => file.url + file.revision).join());
const SHELL = "/index.html";
// How long a navigation waits for the network before the kept shell opens, in milliseconds.
const PATIENCE = 3000;

// FNV-1a: it only has to tell two builds apart.
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

// What did not change since the last build is copied, not fetched: it is somebody's prepaid data.
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    PRECACHE.map(async ({ url, revision }) => {
      const key = keyOf(url, revision);
      const kept = (await cache.match(key)) ?? (await caches.match(key));
      const answer = kept ?? (await fetch(url, { cache: "no-cache" }));
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      await cache.put(key, answer);
    }),
  );
}

// Kept under address and fingerprint together: two builds may have different files at one address.
function keyOf(url, revision) {
  return `${url}?revision=${revision}`;
}

function kept(url) {
  const file = PRECACHE.find((file) => file.url === url);
  return file ? caches.open(CACHE).then((cache) => cache.match(keyOf(file.url, file.revision))) : undefined;
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === self.location.origin && event.request.method === "GET";
  if (!ours || url.pathname.startsWith("/api/") || /^\/desk(\/|$)/.test(url.pathname)) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (PRECACHE.some((file) => file.url === url.pathname)) event.respondWith(asset(event.request, url.pathname));
});

// The network first, for the newest shell and the public pages; the kept shell when it is slow or away.
async function page(request) {
  const shell = kept(SHELL);
  const network = fetch(request);
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  try {
    const answer = await Promise.race([network, late]);
    // A server that is down, or a proxy in its place, answers 5xx.
    if (answer && answer.status < 500) return answer;
  } catch {
    // No network: the shell below.
  }
  return (await shell) ?? network;
}

async function asset(request, path) {
  return (await kept(path)) ?? fetch(request);
}

// The words are made for a lock screen: they say nothing private. Browsers demand that every push is shown.
self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data?.json() ?? {};
  } catch {
    // A push that can't be read still says that there is something.
  }
  event.waitUntil(
    (async () => {
      await self.registration.showNotification(message.title ?? "Onward", {
        body: message.body ?? "",
        tag: message.tag,
        icon: "/icons/icon-192.png",
        data: { url: message.url ?? "/inbox" },
      });
      const windows = await self.clients.matchAll({ type: "window" });
      for (const client of windows) client.postMessage("push");
    })(),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data?.url ?? "/inbox", self.location.origin);
  if (target.origin !== self.location.origin) return;
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const open = windows.find((client) => sameApp(new URL(client.url), target));
      if (!open) return self.clients.openWindow(target.href);
      await open.focus();
      // A window that this worker does not control can't be led elsewhere.
      return open.navigate(target.href).catch(() => self.clients.openWindow(target.href));
    })(),
  );
});

// The phone app and the desk are two apps of one origin.
function sameApp(one, other) {
  return one.origin === other.origin && one.pathname.startsWith("/desk") === other.pathname.startsWith("/desk");
}

// The browser changed the subscription by itself: the server has to know, or messages stop without a word.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(
    (async () => {
      const options = event.oldSubscription?.options ?? { userVisibleOnly: true, applicationServerKey: await key() };
      const subscription = event.newSubscription ?? (await self.registration.pushManager.subscribe(options));
      await fetch("/api/v1/push/subscriptions", {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(subscription),
      });
    })(),
  );
});

async function key() {
  return (await (await fetch("/api/v1/push/key")).json()).key;
}

// The app asks for this when the person says so, never in the middle of a form.
self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") self.skipWaiting();
});
