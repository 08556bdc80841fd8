// swipe: a finger draws the next photo in from the side. Without it the links at both edges still
// lead there (WCAG 2.5.7). Not while the page is zoomed, nor on what is drawn along itself.
// Markup: <div data-behaviour="swipe"> with links rel="prev" and rel="next" inside, and the
// picture that goes along with the finger, img[data-photo].
const FAR_PX = 56;
const TAUT = 0.25;
// Phones keep the edge of the screen for their own way back.
const EDGE_PX = 24;
const OWN = "video, audio, input, textarea, [role=slider]";

export function swipe(stage) {
  const picture = () => stage.querySelector("img[data-photo]");
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  let start = null;

  stage.addEventListener("pointerdown", (event) => {
    const isSecondFinger = start !== null || !event.isPrimary;
    start = isSecondFinger || !mayBegin(event) ? drop() : event;
  });
  stage.addEventListener("pointermove", (event) => {
    if (start && picture() && !isStill.matches) {
      const gone = event.clientX - start.clientX;
      picture().style.translate = `${link(gone) ? gone : gone * TAUT}px`;
    }
  });
  stage.addEventListener("pointerup", (event) => {
    const began = start;
    start = null;
    if (!began || began.pointerId !== event.pointerId) {
      return;
    }
    const gone = event.clientX - began.clientX;
    const isAcross = Math.abs(gone) > 2 * Math.abs(event.clientY - began.clientY);
    const next = Math.abs(gone) >= FAR_PX && isAcross ? link(gone) : null;
    // Where the finger left it, until the other page takes over.
    next ? next.click() : drop();
  });
  // The browser scrolls or zooms instead.
  stage.addEventListener("pointercancel", () => {
    start = drop();
  });

  window.addEventListener("pagehide", drop);

  // On a page that is zoomed, a finger moves the page about.
  visualViewport?.addEventListener("resize", () => {
    stage.style.touchAction = isZoomed() ? "auto" : "";
  });

  // To the left leads on, as pages of a book do; in a page that reads from right to left, back.
  function link(gone) {
    const isMirrored = getComputedStyle(stage).direction === "rtl";
    return stage.querySelector(`a[rel="${gone < 0 !== isMirrored ? "next" : "prev"}"]`);
  }

  function drop() {
    picture()?.style.removeProperty("translate");
    return null;
  }
}

function mayBegin(event) {
  const isInside = event.clientX > EDGE_PX && event.clientX < innerWidth - EDGE_PX;
  const isOwn = event.target.closest(OWN) !== null;
  return event.pointerType !== "mouse" && isInside && !isZoomed() && !isOwn;
}

function isZoomed() {
  return visualViewport?.scale > 1;
}
