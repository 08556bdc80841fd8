// The thirty small photos of a sheet: which of them wait for a verdict, which fold together, and their marks.
// Markup: <ol id="sheet-strip"> with <li data-place="4" data-open data-burst="first|more"><a href>; the words and signs
// of a verdict stand in #sheet-words as data-keep and data-markkeep.
const STATES = { stored: "", storing: "storing", failed: "failed" };

export function filmstrip(strip, words) {
  const at = (place) => strip.querySelector(`[data-place="${place}"]`);
  const places = (items) => items.map((item) => Number(item.dataset.place));

  return {
    size: () => strip.children.length,

    address: (place) => at(place).querySelector("a").href,

    // The next after this one that waits for a verdict, else the first that does; null for none.
    nextOpen(place) {
      const open = places([...strip.querySelectorAll("[data-open]")]).filter((each) => each !== place);
      return open.find((each) => each > place) ?? open[0] ?? null;
    },

    // All that fold together with this one.
    burst(place) {
      let first = at(place);
      while (first.dataset.burst === "more") {
        first = first.previousElementSibling;
      }
      const items = [first];
      while (first.dataset.burst && items.at(-1).nextElementSibling?.dataset.burst === "more") {
        items.push(items.at(-1).nextElementSibling);
      }
      return places(items);
    },

    // state  "storing", "stored" or "failed"
    mark(place, kind, state) {
      const item = at(place);
      const link = item.querySelector("a");
      const sign = state === "failed" ? "!" : words[`mark${kind}`];
      const said = state === "failed" ? words.failed : words[kind];
      delete item.dataset.open;
      item.className = `filmstrip__item filmstrip__item--${STATES[state] || kind}`;
      for (const former of link.querySelectorAll(".filmstrip__mark, .filmstrip__said")) {
        former.remove();
      }
      link.append(span("filmstrip__mark", sign), span("filmstrip__said visually-hidden", `: ${said}`));
      link.querySelector(".filmstrip__mark").setAttribute("aria-hidden", "true");
    },

    // This one is large now: in sight, while nothing else on the page moves.
    point(place) {
      for (const item of strip.children) {
        const isHere = item.dataset.place === String(place);
        item.querySelector("a").toggleAttribute("aria-current", isHere);
        isHere && item.querySelector("a").setAttribute("aria-current", "true");
      }
      const item = at(place);
      strip.scrollLeft = item.offsetLeft - strip.offsetLeft - (strip.clientWidth - item.clientWidth) / 2;
    },

    replace(other) {
      strip.replaceChildren(...other.childNodes);
    },
  };
}

function span(className, textContent) {
  return Object.assign(document.createElement("span"), { className, textContent });
}
