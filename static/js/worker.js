// Offline reading: what was read is kept and shown again when there is no network.
// Pages come from the network first, so nobody reads old news while there is one.
// /sw.js hands this script out; js/offline.js starts it.
const PAGES = "trang-1";
const PICTURES = "anh-1";
const FILES = "tep-1";
const MOST = { [PAGES]: 30, [PICTURES]: 60, [FILES]: 40 };
const FALLBACK = "/ngoai-tuyen/";
// Never looked at: what only signed-in people see, forms, previews, the search.
const CLOSED = ["/admin/", "/noi-bo/", "/tai-khoan/", "/toa-soan/", "/y-kien/", "/xem-thu/", "/tim-kiem/"];
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;
const PICTURE = /^\/media\/photos\/.+\.(avif|webp|jpg)$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(PAGES).then((cache) => cache.add(FALLBACK)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      // Those of the meeting book are of another worker, whose name they bear.
      if (!(name in MOST) && !name.startsWith("so-ghi-")) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || !isOpen(url)) return;
  if (request.mode === "navigate") {
    event.respondWith(fromNetworkFirst(event, url));
  } else if (cacheOf(url)) {
    event.respondWith(fromCacheFirst(event, url));
  }
});

// The page that started this script was read before it could be kept: it says what it consists of.
self.addEventListener("message", (event) => {
  const read = event.data && event.data.read;
  if (!Array.isArray(read)) return;
  event.waitUntil(Promise.all(read.slice(0, 60).map(async (address) => {
    const url = new URL(address, self.location.origin);
    if (!isOpen(url)) return;
    try {
      if (cacheOf(url)) await fromCacheFirst(event, url);
      else if (url.href === event.source.url.split("#")[0]) await keepPage(url, await fetch(url));
    } catch { /* no network: there is nothing to keep */ }
  })));
});

function isOpen(url) {
  return url.origin === self.location.origin && !CLOSED.some((start) => url.pathname.startsWith(start));
}

function cacheOf(url) {
  if (HASHED.test(url.pathname)) return FILES;
  return PICTURE.test(url.pathname) ? PICTURES : "";
}

// Only the page of a list belongs to the address; what others hang on it does not.
function keyOf(url) {
  const page = url.searchParams.get("trang");
  return url.pathname + (page ? `?trang=${encodeURIComponent(page)}` : "");
}

async function fromNetworkFirst(event, url) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    const cache = await caches.open(PAGES);
    return (await cache.match(keyOf(url))) || (await cache.match(FALLBACK)) || Response.error();
  }
  event.waitUntil(keepPage(url, response.clone()));
  return response;
}

// A page that is gone (404, 410), has moved or may not be stored is not kept any longer either.
// While the server is in trouble (5xx, 429) the last copy stays.
async function keepPage(url, response) {
  const cache = await caches.open(PAGES);
  const rule = response.headers.get("Cache-Control") || "";
  const isPage = (response.headers.get("Content-Type") || "").startsWith("text/html");
  if (response.status >= 500 || response.status === 429) return;
  await cache.delete(keyOf(url));
  if (response.status === 200 && !response.redirected && isPage && /\bpublic\b/.test(rule) && !/no-store|private/.test(rule)) {
    await cache.put(keyOf(url), response);
    await dropOldest(cache, MOST[PAGES]);
  }
}

// Their names change with their content.
async function fromCacheFirst(event, url) {
  const name = cacheOf(url);
  const cache = await caches.open(name);
  const kept = await cache.match(url.pathname);
  if (kept) return kept;
  const response = await fetch(url.pathname);
  if (response.status === 200) {
    const copy = response.clone();
    event.waitUntil(cache.put(url.pathname, copy).then(() => dropOldest(cache, MOST[name])));
  }
  return response;
}

async function dropOldest(cache, most) {
  const keys = (await cache.keys()).filter((request) => new URL(request.url).pathname !== FALLBACK);
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}
