// Sends what is decided on a sheet, one after another and in the order of the keys. What the site did not
// answer stays first in the line, and is sent again when somebody asks for it.
const PATIENCE_MS = 20_000;

// tells  {stored(item, said), refused(item, said), failed(item, isShut), changed()}: what became of each
export function storing(tells) {
  const line = [];
  let after = null;
  let isSending = false;
  let isStuck = false;

  async function send() {
    if (isSending) {
      return;
    }
    isSending = true;
    isStuck = false;
    while (line.length && !isStuck) {
      const [item] = line;
      const { is, said } = await post(item);
      if (is === "silent" || is === "shut") {
        isStuck = true;
        after = null;
        item.isOnce && line.shift();
        tells.failed(item, is === "shut");
      } else {
        line.shift();
        after = is === "refused" ? null : after;
        await tells[is](item, said);
      }
      tells.changed();
    }
    isSending = false;
    if (!line.length && after) {
      const then = after;
      after = null;
      then();
    }
  }

  return {
    // item  {url, body, …}; with isOnce it is not sent again when nobody answered
    add(item) {
      line.push(item);
      tells.changed();
      send();
    },
    again: send,
    // Once all is stored, or at once; not at all when something is not.
    afterwards(then) {
      after = then;
      tells.changed();
      send();
    },
    isAwaited: () => after !== null,
    waiting: () => [...line],
    isStuck: () => isStuck,
  };
}

async function post({ url, body }) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
      return { is: answer.ok ? "stored" : "refused", said: await answer.json() };
    }
    return { is: answer.status < 500 ? "shut" : "silent" };
  } catch {
    return { is: "silent" };
  }
}
