// Loads the behaviours that a page names: <body data-behaviour="keys">, <div data-behaviour="prefetch">.
// Everything works without them.
import { autosave } from "./autosave.js";
import { cards } from "./cards.js";
import { keys } from "./keys.js";
import { prefetch } from "./prefetch.js";
import { swipe } from "./swipe.js";
import { zoom } from "./zoom.js";
import { film } from "./film.js";
import { dialogs } from "./dialogs.js";

const behaviours = { autosave, cards, keys, prefetch, swipe, zoom, film };

// Only where somebody hangs a gallery: its script is larger than all the others.
behaviours.arrange = async (element) => (await import("./arrange.js")).arrange(element);

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) {
    behaviours[name]?.(element);
  }
}
dialogs(document);
