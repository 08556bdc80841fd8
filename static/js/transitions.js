// transitions: a photo grows from its card on the wall to the stage, and shrinks back.
// Markup: [data-photo="<id>"] on a card's link and on the stage's picture. Names are set through
// CSSOM, because the CSP allows no style attribute, and only while the transition runs.
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
