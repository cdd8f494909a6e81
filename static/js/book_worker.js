// The steps of a record that is being written, kept on the device of whoever writes it, so that a
// hall without a network is no reason to stop. Pages come from the network first; what was typed is
// not here but in js/book/queue.js. Who is signed out, or sees the record closed, keeps nothing.
const KEPT = "so-ghi-1";
const STEP = /^\/noi-bo\/buoi\/(\d+)\/(diem-danh|thao-luan|viec-ky-truoc|nghi-quyet|bieu-quyet|giao-viec)\/$/;
const PATIENCE = 6000; // milliseconds a page may take before the kept one is shown
const MOST = 3; // sessions

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("so-ghi-") && name !== KEPT) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  const addresses = event.data && event.data.keep;
  if (!Array.isArray(addresses)) return;
  event.waitUntil(Promise.all(addresses.slice(0, 60).map(async (address) => {
    const url = new URL(address, self.location.origin);
    if (url.origin !== self.location.origin) return;
    try {
      if (STEP.test(url.pathname)) await keepPage(url, await fetch(url, { redirect: "manual" }));
      else if (url.pathname.startsWith("/static/")) await part(url);
    } catch { /* no network: what is kept stays */ }
  })));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && STEP.test(url.pathname)) event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(part(url));
});

async function page(event, url) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(url.pathname);
  const fresh = fetch(event.request).then(async (response) => {
    event.waitUntil(keepPage(url, response.clone()));
    return response;
  });
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept.clone()));
  return Promise.race([fresh.catch(() => kept), late]);
}

// Signed out, no longer allowed, or the record is closed: nothing of it stays.
async function keepPage(url, response) {
  const [, session] = STEP.exec(url.pathname);
  const cache = await caches.open(KEPT);
  if (response.status >= 500) return;
  if (response.status !== 200 || response.redirected) {
    for (const request of await cache.keys()) {
      if (STEP.exec(new URL(request.url).pathname)?.[1] === session) await cache.delete(request);
    }
    return;
  }
  const parts = (await response.clone().text()).matchAll(/(?:src|href)="(\/static\/[^"]+)"/g);
  await cache.put(url.pathname, response);
  for (const [, address] of parts) {
    if (!(await cache.match(address))) await part(new URL(address, self.location.origin)).catch(() => {});
  }
  const sessions = [...new Set((await cache.keys()).map((one) => STEP.exec(new URL(one.url).pathname)?.[1]).filter(Boolean))];
  for (const request of await cache.keys()) {
    const found = STEP.exec(new URL(request.url).pathname);
    if (found && sessions.indexOf(found[1]) < sessions.length - MOST) await cache.delete(request);
  }
}

async function part(url) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(url);
    if (response.status === 200) await cache.put(url.pathname, response.clone());
    return response;
  } catch (problem) {
    const kept = await cache.match(url.pathname);
    if (kept) return kept;
    throw problem;
  }
}
