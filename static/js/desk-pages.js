// The photos of a sheet, read before they are looked at: the parts of their pages, with the pictures decoded, so
// that a key shows the next one at once. Where data is dear only the words come ahead.
const PARTS = ["stage", "facts", "actions", "strip", "bar"];
const MOST = 6;

export function pages() {
  const read = new Map();
  let times = 0;

  function ahead(address) {
    if (!read.has(address)) {
      const page = fetched(address);
      read.set(address, page);
      page.catch(() => read.get(address) === page && read.delete(address));
    }
    return read.get(address);
  }

  return {
    // Those that come next, the likeliest first. What was read for another way is let go.
    async expect(addresses) {
      const wanted = addresses.slice(0, MOST);
      for (const address of read.keys()) {
        wanted.includes(address) || read.delete(address);
      }
      const mine = ++times;
      for (const address of wanted) {
        mine === times && (await ahead(address).catch(() => {}));
      }
    },
    // A page to show; nobody else is given the same.
    take(address) {
      const page = ahead(address);
      read.delete(address);
      return page;
    },
    forget: () => read.clear(),
  };
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { "HX-Request-Type": "partial" } });
  if (!answer.ok || answer.redirected) {
    throw new Error(`answered ${answer.status}`);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = { sheet: page.getElementById("sheet").dataset };
  for (const name of PARTS) {
    parts[name] = document.importNode(page.getElementById(`sheet-${name}`), true);
  }
  if (!navigator.connection?.saveData) {
    const picture = parts.stage.querySelector("img[data-photo]");
    parts.isDecoded = picture?.decode().catch(() => {});
  }
  return parts;
}
