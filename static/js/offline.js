// Starts the script that keeps what was read (js/worker.js), and says so when there is no network.
const KEPT = "trang-1";
const OLDER = "Không có mạng: đây là bản đã lưu trên thiết bị khi bạn đọc lần trước.";

if ("serviceWorker" in navigator) {
  const isNew = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register("/sw.js").then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((part) => part.name);
    if (isNew) active.postMessage({ read: [location.href.split("#")[0], ...parts] });
  }, () => {});
}

const list = document.querySelector("[data-kept]");
if (list) {
  show(list);
} else if (!navigator.onLine) {
  const note = document.createElement("p");
  note.className = "notice ui";
  note.setAttribute("role", "status");
  note.textContent = OLDER;
  document.querySelector("main")?.prepend(note);
}

async function show(list) {
  const cache = await caches.open(KEPT);
  for (const request of (await cache.keys()).reverse()) {
    const { pathname, search } = new URL(request.url);
    if (pathname === location.pathname || pathname === "/ngoai-tuyen/") continue;
    const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
    const link = document.createElement("a");
    link.href = pathname + search;
    link.textContent = page.title.split(" | ")[0];
    const line = document.createElement("li");
    line.append(link);
    list.querySelector("ul").append(line);
    list.hidden = false;
  }
}
