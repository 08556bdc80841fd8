// prefetch: has the photos next door ready before they are asked for: both pages, and the picture
// that comes next. Nothing where data is dear, and nothing before the picture one came for.
// Markup: <div data-behaviour="prefetch">, in it links with rel="prev" and rel="next", the latter with
// data-srcset="<the files of the next picture>".
export function prefetch(stage) {
  const line = navigator.connection;
  if (line?.saveData || line?.effectiveType?.includes("2g")) {
    return;
  }
  const start = () => {
    for (const link of stage.querySelectorAll('a[rel="next"], a[rel="prev"]')) {
      const hint = document.createElement("link");
      hint.rel = "prefetch";
      hint.href = link.href;
      document.head.append(hint);
    }
    const next = stage.querySelector('a[rel="next"][data-srcset]');
    if (next) {
      const picture = new Image();
      picture.fetchPriority = "low";
      // The same choice of file as on the next page.
      picture.sizes = stage.querySelector("img[data-photo]")?.sizes || "100vw";
      picture.srcset = next.dataset.srcset;
    }
  };
  window.addEventListener("load", () => setTimeout(start, 200), { once: true });
}
