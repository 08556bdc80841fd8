// place: whoever comes back from a photo stands again at its card, with the focus on it, whether
// the browser kept the page or asked for it anew. Without it one is on the right page of the list.
// Markup: img[data-photo] on the page of a photo, and a link to its list in .photo__back;
// a[data-photo] around each card of a wall.
const STORED = "came-from";

let byKeys = false;

window.addEventListener("keydown", () => (byKeys = true), true);
window.addEventListener("pointerdown", () => (byKeys = false), true);
window.addEventListener("pagehide", () => {
  if (document.querySelector(".stage")) {
    const list = document.querySelector(".photo__back a")?.href ?? "";
    write({ photo: location.pathname, list, byKeys });
  }
});
// A transition takes its picture of the wall right after the first, so that one has to be there.
window.addEventListener("pagereveal", comeBack);
window.addEventListener("pageshow", (event) => {
  comeBack(event);
  write(null);
});

function comeBack(event) {
  const from = read();
  if (!from || !(from.list === location.href || isBackInHistory(event))) {
    return;
  }
  const card = [...document.querySelectorAll("a[data-photo]")].find(
    (link) => new URL(link.href).pathname === from.photo,
  );
  if (!card) {
    return;
  }
  write(null);
  const box = card.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) {
    card.scrollIntoView({ block: "center", behavior: "instant" });
  }
  // Who points has no use for a ring; the next Tab goes on from here all the same.
  card.focus({ preventScroll: true, focusVisible: from.byKeys });
}

function isBackInHistory(event) {
  return event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(STORED));
  } catch {
    return null;
  }
}

function write(from) {
  try {
    from ? sessionStorage.setItem(STORED, JSON.stringify(from)) : sessionStorage.removeItem(STORED);
  } catch {
    // Private windows may refuse: one then stands where the browser puts one.
  }
}
