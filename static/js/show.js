// show: a slideshow that goes on by itself, on a page of the show. Without it one walks by its links.
// The next page is fetched and takes the place of this one, so that a full screen stays full; its
// address is the one that stands above. Who wants less motion begins with a pause, and is shown no
// transitions. It rests while nobody looks.
// Markup: <article id="show" data-seconds data-play data-pause> with #show-figure, #show-label,
// #show-previous, #show-next, #show-number, #show-paces, #show-close, and the buttons #show-pause
// and #zoom.
const FOLLOWED = "#show-previous, #show-next, #show-paces a";
const isStill = matchMedia("(prefers-reduced-motion: reduce)");
const part = (id, page = document) => page.getElementById(`show-${id}`);

const show = document.getElementById("show");
const pause = part("pause");
const screen = document.getElementById("zoom");
let isPlaying = !isStill.matches;
let isTurning = false;
let timer = 0;

pause.addEventListener("click", () => play(!isPlaying));
screen.disabled = !document.fullscreenEnabled;
screen.addEventListener("click", () => {
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
});
document.addEventListener("fullscreenchange", () => {
  screen.setAttribute("aria-pressed", String(document.fullscreenElement !== null));
});
document.addEventListener("visibilitychange", wait);
document.addEventListener("click", (event) => {
  const link = event.target.closest(FOLLOWED);
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    turn(link.href);
  }
});
document.addEventListener("keydown", (event) => {
  const isOnControl = event.target.closest("a, button, input, dialog, summary") !== null;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOnControl) {
    return;
  }
  if (event.key === " ") {
    event.preventDefault();
    play(!isPlaying);
  }
});
document.addEventListener("keydown", (event) => {
  const isElsewhere = document.fullscreenElement || document.querySelector("dialog[open]");
  if (event.key === "Escape" && !event.defaultPrevented && !isElsewhere) {
    part("close").click();
  }
});
// A page of the show that one comes back to is fetched as any other.
window.addEventListener("popstate", () => location.reload());

play(isPlaying);
ahead();

function play(wanted) {
  isPlaying = wanted;
  part("pause-words").textContent = wanted ? show.dataset.pause : show.dataset.play;
  pause.dataset.state = wanted ? "playing" : "paused";
  // Who listens is told of each photo when they turn to it, not every few seconds.
  part("label").setAttribute("aria-live", wanted ? "off" : "polite");
  wait();
}

function wait() {
  clearTimeout(timer);
  if (isPlaying && !document.hidden) {
    timer = setTimeout(() => turn(part("next").href), Number(show.dataset.seconds) * 1000);
  }
}

async function turn(address) {
  if (isTurning) {
    return;
  }
  isTurning = true;
  clearTimeout(timer);
  try {
    const answer = await fetch(address);
    if (!answer.ok) {
      throw new Error(`answered ${answer.status}`);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const picture = page.querySelector(".show__picture");
    if (picture) {
      const coming = document.importNode(picture, true);
      await coming.decode().catch(() => {});
      picture.replaceWith(page.adoptNode(coming));
    }
    if (document.startViewTransition && !isStill.matches) {
      await document.startViewTransition(() => take(page, answer.url)).updateCallbackDone;
    } else {
      take(page, answer.url);
    }
  } catch {
    location.assign(address); // the browser says what is wrong
  } finally {
    isTurning = false;
  }
  wait();
}

// The links stay the same elements: whoever stands on one goes on from it.
function take(page, address) {
  part("figure").replaceChildren(...part("figure", page).childNodes);
  part("label").setAttribute("aria-live", isPlaying ? "off" : "polite");
  for (const id of ["previous", "next", "close"]) {
    part(id).href = part(id, page).href;
  }
  part("next").dataset.srcset = part("next", page).dataset.srcset ?? "";
  part("number").textContent = part("number", page).textContent;
  part("paces").replaceChildren(...part("paces", page).childNodes);
  show.dataset.seconds = page.getElementById("show").dataset.seconds;
  document.title = page.title;
  history.replaceState(null, "", address);
  ahead();
}

// The next picture is there before it is asked for, unless data is dear.
function ahead() {
  const { srcset } = part("next").dataset;
  if (srcset && !navigator.connection?.saveData) {
    const picture = new Image();
    picture.fetchPriority = "low";
    picture.sizes = "100vw";
    picture.srcset = srcset;
  }
}
