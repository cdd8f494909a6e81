// Offline reading is switched off: what was kept goes, and so does this script.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (!name.startsWith("so-ghi-")) await caches.delete(name); // the meeting book's are not about reading
    }
    await self.registration.unregister();
  })());
});
