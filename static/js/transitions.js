// transitions: a photo grows from its card on the wall to the stage, and shrinks back.
// Markup: [data-photo="<id>"] on a card's link and on the stage's picture. Names are set through
// CSSOM, because the CSP allows no style attribute, and only while the transition runs.
import "./place.js";

const WALL_LINK = "a[data-photo]";
const STAGE = "img[data-photo]";

window.addEventListener("pageswap", (event) => {
  if (event.viewTransition) {
    name(event.activation?.entry?.url, event.viewTransition);
  }
});

window.addEventListener("pagereveal", (event) => {
  if (event.viewTransition) {
    name(window.navigation?.activation?.from?.url, event.viewTransition);
  }
});

// A page that was prefetched may be shown before the browser has the picture of the one before it.
// The transition then fails where no event hands it out, so nobody else can say that this is fine.
window.addEventListener("unhandledrejection", (event) => {
  const { name, message } = event.reason ?? {};
  if (name === "InvalidStateError" && message.startsWith("Transition was aborted")) {
    event.preventDefault();
  }
});

// The photo that both pages show: the other page's, or the one on our own stage.
async function name(otherUrl, transition) {
  // Leaving in the middle skips the transition, which breaks its promises. Nobody minds.
  const ended = transition.finished.catch(() => {});
  transition.ready.catch(() => {});
  transition.updateCallbackDone.catch(() => {});

  const picture = document.querySelector(STAGE) ?? onWall(otherUrl);
  if (picture) {
    picture.style.viewTransitionName = "photo";
    await ended;
    picture.style.viewTransitionName = "";
  }
}

function onWall(url) {
  if (!url) {
    return null;
  }
  const path = new URL(url).pathname;
  const link = [...document.querySelectorAll(WALL_LINK)].find((card) => new URL(card.href).pathname === path);
  return link?.querySelector("img") ?? null;
}
