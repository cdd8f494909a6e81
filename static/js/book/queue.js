// What was typed and not yet sent, kept on this device. One list for each session, oldest first.
// Every change has a key of its own: however often it is sent, the server does it once.

const PREFIX = "book:";
const LETTERS = 100_000; // sent at once

export function open(session) {
  const place = PREFIX + session;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(place)) ?? [];
    } catch {
      return [];
    }
  }

  // False where the device has no room, or forbids to keep anything.
  function write(edits) {
    try {
      if (edits.length) localStorage.setItem(place, JSON.stringify(edits));
      else localStorage.removeItem(place);
      return true;
    } catch {
      return false;
    }
  }

  return {
    read,

    // A row has one change that waits; what it saw first is what the server compares with.
    put(kind, row, seen, wanted) {
      const edits = read();
      const ofRow = edits.filter((edit) => edit.kind === kind && edit.row === row);
      const waiting = ofRow.find((edit) => !edit.sent);
      const flying = ofRow.find((edit) => edit.sent);
      const first = waiting ? waiting.seen : flying ? flying.wanted : seen;
      const rest = edits.filter((edit) => edit !== waiting);
      const edit = { key: crypto.randomUUID(), kind, row, seen: first, wanted, made_at: new Date().toISOString() };
      return write([...rest, edit]);
    },

    // What is on its way keeps its key and its words, also when the page is closed meanwhile.
    // At most so many, and no more letters than the server reads at once.
    take(most) {
      const edits = read();
      let letters = 0;
      const some = edits.slice(0, most).filter((edit, place) => {
        letters += JSON.stringify(edit).length;
        return !place || letters < LETTERS;
      });
      for (const edit of some) edit.sent = true;
      write(edits);
      return some;
    },

    drop(keys) {
      write(read().filter((edit) => !keys.includes(edit.key)));
    },
  };
}

// The words of one form that is sent by its button, until they are in the record.
const WORDS = "typed:";

export function typed(session, what) {
  const place = `${WORDS}${session}:${what}`;
  return {
    read: () => JSON.parse(localStorage.getItem(place) ?? "null"),
    write(words) {
      try {
        localStorage.setItem(place, JSON.stringify(words));
        return true;
      } catch {
        return false;
      }
    },
    drop: () => localStorage.removeItem(place),
  };
}

// The names of all such forms of a session.
export function typedOf(session) {
  const start = `${WORDS}${session}:`;
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length));
}

// How much waits on this device, over all sessions.
export function waiting() {
  const names = Object.keys(localStorage);
  const edits = names
    .filter((name) => name.startsWith(PREFIX))
    .reduce((sum, name) => sum + open(name.slice(PREFIX.length)).read().length, 0);
  return edits + names.filter((name) => name.startsWith(WORDS)).length;
}
