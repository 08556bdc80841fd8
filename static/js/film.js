// film: says so when a video does not play. The link to Flickr stands below it in any case.
// Markup: <video data-behaviour="film"><source>…</video>, [data-words] in the same stage.
export function film(video) {
  const last = video.querySelector("source:last-of-type");
  const tell = () => {
    const why = video.closest(".stage").querySelector("[data-words]");
    why.textContent = why.dataset.words;
  };
  last?.addEventListener("error", tell);
  video.addEventListener("error", tell);
}
