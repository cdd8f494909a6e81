// Who signs out leaves no page of a record on the device. What was typed and not yet sent stays, for
// the same person only, and is told of.

import { waiting } from "./queue.js";

const WARNS = (number) =>
  `Còn ${number} phần đã ghi trên máy này mà chưa gửi. Nên mở lại buổi sinh hoạt khi có mạng để gửi xong ` +
  "rồi hãy đăng xuất. Nếu đăng xuất bây giờ, phần ghi vẫn nằm trên máy này cho đến khi đồng chí đăng nhập lại. " +
  "Đăng xuất luôn?";

async function forget() {
  for (const name of "caches" in window ? await caches.keys() : []) {
    if (name.startsWith("so-ghi-")) await caches.delete(name);
  }
}

// Who is asked to sign in has been signed out, and the next one at this device may be somebody else.
if (document.querySelector("[data-signed-out]")) forget();

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const number = waiting();
    if (number && !confirm(WARNS(number))) return;
    await forget();
    form.submit();
  });
}
