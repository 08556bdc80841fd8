// arrange: photos of a gallery are dragged, or moved with arrow keys. Without it they are ticked and moved by a form.
// Markup: <div data-behaviour="arrange" data-grabbed data-moved data-left data-place data-failed data-look>, in it
// <ol class="hung-list" data-section data-title> of <li class="tile" data-key data-place> with a checkbox and a
// <button class="tile__handle">; <p id="arranged" role="status">, the form #many, and #undo.
import Sortable from "../sortablejs/sortable.core.esm.js";

const PART = { "HX-Request-Type": "partial" };

export function arrange(sheets) {
  const words = sheets.dataset;
  const form = document.getElementById("many");
  const status = document.getElementById("arranged");

  const lists = () => [...sheets.querySelectorAll(".hung-list")];
  const tiles = (within = sheets) => [...within.querySelectorAll(".tile")];
  const title = (tile) => tile.querySelector(".tile__name").textContent;
  const filled = (text, facts) => text.replace(/%\((\w+)\)s/g, (_, name) => facts[name]);
  const order = () => lists().map((list) => [list, tiles(list)]);
  const put = (before) => before.forEach(([list, all]) => list.append(...all));

  function placeOf(tile) {
    const list = tile.parentElement;
    const all = tiles(list);
    const facts = { number: all.indexOf(tile) + 1, count: all.length, section: list.dataset.title };
    return filled(words.place, facts);
  }

  function renumber() {
    for (const list of lists()) {
      const first = Number(list.dataset.first ?? 1);
      tiles(list).forEach((tile, place) => (tile.querySelector(".tile__number").textContent = first + place));
    }
  }
  for (const list of lists()) {
    list.dataset.first = list.querySelector(".tile__number")?.textContent ?? 1;
  }

  function tell(text, isRefusal) {
    status.textContent = text;
    status.classList.toggle("hanging__status--refused", Boolean(isRefusal));
    if (isRefusal) {
      const look = document.createElement("a");
      look.className = "button";
      look.href = location.href;
      look.textContent = words.look;
      status.append(" ", look);
    }
  }

  // Send where these hang now; when that cannot be, all hang again as before.
  async function keep(moved, before) {
    const list = moved[0].parentElement;
    const all = tiles(list);
    const after = all[all.indexOf(moved[0]) - 1];
    const next = all[all.indexOf(moved.at(-1)) + 1];
    const said = new FormData();
    said.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    said.set("do", "place");
    said.set("section", list.dataset.section);
    said.set("after", after?.dataset.key ?? "");
    said.set("before", after ? "" : (next?.dataset.key ?? ""));
    for (const tile of moved) {
      said.append("placement", tile.dataset.key);
      said.append("seen", `${tile.dataset.key}=${tile.dataset.place}`);
    }
    renumber();
    let told = null;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: PART, body: said });
      told = await answer.json();
      if (answer.ok) {
        for (const tile of moved) {
          tile.dataset.place = told.places[tile.dataset.key] ?? tile.dataset.place;
        }
        offerUndo(told.undo);
        tell(told.said);
        return;
      }
    } catch {
      // Said below.
    }
    put(before);
    renumber();
    tell(told?.said ?? words.failed, true);
    for (const tile of tiles()) {
      tile.classList.toggle("tile--changed", Boolean(told?.keys?.includes(Number(tile.dataset.key))));
    }
  }

  function offerUndo(undo) {
    const offer = document.getElementById("undo");
    offer.hidden = !undo;
    if (undo) {
      offer.querySelector("button").value = undo.change;
      offer.querySelector("[data-undo]").textContent = undo.what;
    }
  }

  // --- By mouse and finger. What is ticked moves along with the one that is drawn.
  let before = null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const list of lists()) {
    Sortable.create(list, {
      group: "hung",
      draggable: ".tile",
      handle: ".hanging__picture, .hanging__missing, .tile__handle",
      animation: calm ? 0 : 160,
      delay: 180,
      delayOnTouchOnly: true,
      ghostClass: "tile--ghost",
      scrollSensitivity: 90,
      onStart: () => (before = order()),
      onEnd: ({ item }) => {
        const isTicked = (tile) => tile.querySelector("input").checked;
        const moved = isTicked(item) ? before.flatMap(([, all]) => all.filter(isTicked)) : [item];
        for (const tile of moved) {
          tile === item || (moved.indexOf(tile) < moved.indexOf(item) ? item.before(tile) : null);
        }
        let last = item;
        for (const tile of moved.slice(moved.indexOf(item) + 1)) {
          last.after(tile);
          last = tile;
        }
        const isSame = before.every(([list, all]) => tiles(list).every((tile, place) => tile === all[place]));
        isSame || keep(moved, before);
      },
    });
  }

  // --- By keys: Space or Enter on a handle grabs, arrows move, Space puts down, Escape leaves.
  let grabbed = null;
  let isMoving = false;
  const handleOf = (tile) => tile.querySelector(".tile__handle");

  function grab(tile) {
    before = order();
    grabbed = tile;
    tile.classList.add("tile--grabbed");
    handleOf(tile).setAttribute("aria-pressed", "true");
    tell(filled(words.grabbed, { title: title(tile), place: placeOf(tile) }));
  }

  function letGo({ keeping }) {
    const tile = grabbed;
    grabbed = null;
    tile.classList.remove("tile--grabbed");
    handleOf(tile).setAttribute("aria-pressed", "false");
    const isSame = before.every(([list, all]) => tiles(list).every((each, place) => each === all[place]));
    if (keeping && !isSame) {
      keep([tile], before);
      return;
    }
    isMoving = true;
    put(before);
    handleOf(tile).focus();
    isMoving = false;
    tell(filled(words.left, { title: title(tile) }));
  }

  function step(key) {
    const all = lists();
    const list = grabbed.parentElement;
    const here = tiles(list);
    const place = here.indexOf(grabbed);
    const isMirrored = getComputedStyle(list).direction === "rtl";
    const row = here.filter((tile) => tile.offsetTop === here[0].offsetTop).length || 1;
    const by = { ArrowLeft: isMirrored ? 1 : -1, ArrowRight: isMirrored ? -1 : 1, ArrowUp: -row, ArrowDown: row }[key];
    const wanted = place + by;
    const neighbour = all[all.indexOf(list) + Math.sign(by)];
    if (wanted >= 0 && wanted < here.length) {
      wanted < place ? here[wanted].before(grabbed) : here[wanted].after(grabbed);
    } else if (neighbour) {
      by < 0 ? neighbour.append(grabbed) : neighbour.prepend(grabbed);
    } else {
      by < 0 ? list.prepend(grabbed) : list.append(grabbed);
    }
    handleOf(grabbed).focus();
    tell(filled(words.moved, { place: placeOf(grabbed) }));
  }

  sheets.addEventListener("click", (event) => {
    const handle = event.target.closest(".tile__handle");
    if (!handle) {
      return;
    }
    const tile = handle.closest(".tile");
    if (grabbed === tile) {
      letGo({ keeping: true });
    } else {
      grabbed && letGo({ keeping: true });
      grab(tile);
    }
  });
  sheets.addEventListener("keydown", (event) => {
    if (!grabbed || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      isMoving = true;
      step(event.key);
      isMoving = false;
    } else if (event.key === "Escape") {
      event.preventDefault();
      letGo({ keeping: false });
    }
  });
  // Whoever goes elsewhere has put it down.
  sheets.addEventListener("focusout", () => grabbed && !isMoving && letGo({ keeping: true }));
}
