// From the queue on this device to the server: in the order in which things were done, one bundle at
// a time, again and again until it is there.

const MOST = 20; // changes sent at once
const AGAIN = [3000, 10000, 30000, 60000];
const PATIENCE = 5000; // milliseconds that the server may take to say that it is there
export const SAYS = {
  typing: "đang ghi…",
  kept: (number) => `đã lưu trên máy, chưa gửi ${number} mục`,
  sending: "đang gửi…",
  sent: "đã gửi",
  partly: "có dòng chưa đủ, chưa gửi",
  full: "Máy này hết chỗ lưu: hãy bấm Lưu khi có mạng.",
  signin: "Đồng chí cần đăng nhập lại. Những gì đã ghi vẫn còn trên máy này.",
};

// `report` says how things stand, `say` something out of the way, `settle` what became of a change.
// Whoever calls the answer while it is at work waits for the same one.
export function sender(form, queue, { say, report, settle }) {
  let token = form.elements.csrfmiddlewaretoken.value;
  let running = null;
  let failures = 0;

  function send() {
    running ??= flush().finally(() => {
      running = null;
    });
    return running;
  }

  async function flush() {
    while (navigator.onLine && queue.read().length) {
      say(SAYS.sending);
      const some = queue.take(MOST);
      try {
        const answer = await post(some);
        failures = 0;
        queue.drop(some.map((edit) => edit.key));
        some.forEach((edit, number) => settle(edit, answer.answers[number]));
        form.elements.version.value = answer.version;
        report();
      } catch (problem) {
        report();
        if (problem.words) say(problem.words, "bad");
        setTimeout(send, AGAIN[Math.min(failures++, AGAIN.length - 1)]);
        return;
      }
    }
  }

  async function post(edits, again = true) {
    const response = await fetch(form.dataset.edits, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Record-Version": form.elements.version.value },
      body: JSON.stringify(edits),
      redirect: "manual",
    });
    if (response.ok) return response.json();
    // An old page has an old token, and who was away for days is signed out.
    if (again && response.status === 403) {
      const now = await fetch(form.dataset.state, { redirect: "manual" });
      if (now.ok) {
        token = (await now.json()).token;
        return post(edits, false);
      }
    }
    const gone = response.type === "opaqueredirect" || [401, 403, 404].includes(response.status);
    throw Object.assign(new Error(response.status), gone ? { words: SAYS.signin } : {});
  }

  addEventListener("online", () => {
    failures = 0;
    send();
  });
  return send;
}

// Does the server answer? A telephone with one bar believes that it has a network.
export async function reachable(form) {
  if (!navigator.onLine) return false;
  try {
    return (await fetch(form.dataset.state, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}

// The pages of this record are kept on the device from now on.
export async function keepPages(form) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/noi-bo/sw.js", { scope: "/noi-bo/buoi/" });
  } catch {
    return; // without it everything works as long as there is a network
  }
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((part) => part.name);
  active.postMessage({ keep: [location.pathname, ...JSON.parse(form.dataset.steps), ...parts] });
}
