// zoom: opens a photo at full size, to be enlarged and moved about. Without it the link leads to
// the file, as it does when PhotoSwipe cannot be loaded: that comes with the first opening.
// Markup: <a data-behaviour="zoom" href="<largest file>" data-width data-height data-srcset
// data-style="<zoom.css>" data-label data-close data-zoom data-error><img></a>; the line with
// photographer and licence is the page's .byline.
export function zoom(link) {
  let isOpening = false;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    if (isOpening || document.querySelector(".pswp")) {
      return;
    }
    isOpening = true;
    try {
      const [{ default: PhotoSwipe }] = await Promise.all([
        import("../photoswipe/photoswipe.esm.min.js"),
        styles(link.dataset.style),
        // The key that opens it is over by then, and does not act in it as well.
        new Promise(requestAnimationFrame),
      ]);
      show(PhotoSwipe, link);
    } catch {
      location.assign(link.href);
    } finally {
      isOpening = false;
    }
  });
}

function show(PhotoSwipe, link) {
  const picture = link.querySelector("img");
  const told = link.dataset;
  const box = new PhotoSwipe({
    dataSource: [
      {
        src: link.href,
        srcset: told.srcset,
        width: Number(told.width),
        height: Number(told.height),
        msrc: picture.currentSrc || picture.src,
        alt: picture.alt,
        element: link,
      },
    ],
    index: 0,
    bgOpacity: 1,
    counter: false,
    arrowPrev: false,
    arrowNext: false,
    closeTitle: told.close,
    zoomTitle: told.zoom,
    errorMsg: told.error,
    // What is smaller than the window can still be looked at closely.
    secondaryZoomLevel: (levels) => (levels.fit < 1 ? Math.min(1, levels.fit * 3) : 2),
    paddingFn: (window) => ({ top: 0, bottom: window.x < 700 ? 88 : 56, left: 0, right: 0 }),
    returnFocus: false,
  });
  box.on("uiRegister", () => {
    box.ui.registerElement({
      name: "credit",
      appendTo: "root",
      onInit: (line) => line.append(...credit()),
    });
  });
  box.on("afterInit", () => {
    box.element.setAttribute("aria-label", told.label);
    box.element.setAttribute("aria-modal", "true");
  });
  // A phone's own way back closes it, too.
  const watcher = "CloseWatcher" in window ? new CloseWatcher() : null;
  watcher?.addEventListener("close", () => {
    // While it still opens, PhotoSwipe would not hear of it.
    box.opener.isOpen ? box.close() : box.on("openingAnimationEnd", () => box.close());
  });
  box.on("destroy", () => {
    watcher?.destroy();
    link.focus({ preventScroll: true });
  });
  box.init();
}

// Title, photographer, licence and the way to Flickr, as the page has them.
function credit() {
  const title = document.createElement("strong");
  title.dir = "auto";
  title.textContent = document.querySelector("h1").textContent;
  return [title, document.querySelector(".byline").cloneNode(true)];
}

function styles(address) {
  if (document.querySelector("link[data-zoom]")) {
    return null;
  }
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = address;
  sheet.dataset.zoom = "";
  return new Promise((resolve, reject) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", () => {
      sheet.remove();
      reject(new Error("no styles"));
    });
    document.head.append(sheet);
  });
}
