// prefetch: has the next photo's page ready before it is asked for.
// Markup: <div data-behaviour="prefetch">, links with rel="next" and rel="prev" inside.
export function prefetch(stage) {
  if (navigator.connection?.saveData) {
    return;
  }
  const start = () => {
    for (const link of stage.querySelectorAll('a[rel="next"], a[rel="prev"]')) {
      const hint = document.createElement("link");
      hint.rel = "prefetch";
      hint.href = link.href;
      document.head.append(hint);
    }
  };
  // First the picture one came for.
  window.addEventListener("load", () => setTimeout(start, 200), { once: true });
}
