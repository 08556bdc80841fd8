// Loads the behaviours that a page names: <body data-behaviour="keys">, <div data-behaviour="prefetch">.
// Everything works without them.
import { keys } from "./keys.js";
import { prefetch } from "./prefetch.js";
import { swipe } from "./swipe.js";
import { zoom } from "./zoom.js";
import { film } from "./film.js";
import { dialogs } from "./dialogs.js";

const behaviours = { keys, prefetch, swipe, zoom, film };

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) {
    behaviours[name]?.(element);
  }
}
dialogs(document);
