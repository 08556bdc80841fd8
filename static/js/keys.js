// keys: arrows move between photos and pages, "f" faves, "g" hangs, "t" keeps in the tray, "z" enlarges, "?" shows the keys. Without
// it links and buttons still do. Markup: <body data-behaviour="keys">, links with rel="prev" and
// rel="next", <button id="fave-button">, <a id="zoom">, <a id="hang">, <button id="tray-button">, and the same on the
// card that has the focus; #keys-dialog with a checkbox for each key and
// one named "all". What is switched off stays off in this browser (WCAG 2.1.4). A page with keys of its own
// names others: see desk.js.
import { open } from "./dialogs.js";

const NAMES = { ArrowLeft: "previous", ArrowRight: "next", f: "fave", g: "hang", t: "tray", z: "zoom", "?": "help" };
// On the card that has the focus, and on the page of one photo.
const ACTS = {
  fave: ["[data-mark=fave]", "fave-button"],
  tray: ["[data-mark=tray]", "tray-button"],
  hang: ["[data-hangs]", "hang"],
};

const onCard = (element, what) => element.closest(".photo-card")?.querySelector(what);

export function keys(page) {
  const off = switches("keys-off");

  page.addEventListener("keydown", (event) => {
    const name = NAMES[event.key];
    if (!name || off.has("all") || off.has(name) || isBusy(event)) {
      return;
    }
    if (name === "help") {
      open("keys-dialog");
    } else if (name in ACTS) {
      // A key that is held down would press again and again.
      event.repeat || (onCard(event.target, ACTS[name][0]) ?? document.getElementById(ACTS[name][1]))?.click();
    } else if (name === "zoom") {
      document.getElementById(name)?.click();
    } else {
      follow(page, name);
    }
  });
}

// The names of the keys that are switched off, as the boxes of the dialog have it and this browser remembers it.
export function switches(stored) {
  const off = new Set(read(stored));
  const boxes = [...document.querySelectorAll("#keys-dialog input")];
  const show = () => {
    for (const box of boxes) {
      box.checked = !off.has(box.name);
      box.disabled = box.name !== "all" && off.has("all");
    }
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      box.checked ? off.delete(box.name) : off.add(box.name);
      write(stored, [...off]);
      show();
    });
  }
  show();
  return off;
}

function follow(page, name) {
  // In a page that reads from right to left the newer photo stands on the right.
  const isMirrored = getComputedStyle(page).direction === "rtl";
  const rel = (name === "previous") !== isMirrored ? "prev" : "next";
  page.querySelector(`a[rel~="${rel}"]`)?.click();
}

// Keys never act while somebody writes, with modifiers, or when something else is open.
export function isBusy(event) {
  const element = event.target;
  return (
    event.defaultPrevented ||
    event.isComposing ||
    event.keyCode === 229 ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    element.isContentEditable ||
    element.closest("input, textarea, select, video, audio, [role=slider]")?.checkVisibility() ||
    document.querySelector("dialog[open], [popover]:popover-open, .pswp") !== null
  );
}

function read(stored) {
  try {
    return JSON.parse(localStorage.getItem(stored)) ?? [];
  } catch {
    return [];
  }
}

function write(stored, names) {
  try {
    localStorage.setItem(stored, JSON.stringify(names));
  } catch {
    // Private windows may refuse: the key is then off until the page is left.
  }
}
