// How long a sheet is held: warns before its time is over, and when it is. Counted in seconds from when the page or
// an answer came, so that a clock that is wrong does no harm.
export function claimed(sheet, warning) {
  let ends = Date.now() + Number(sheet.dataset.seconds) * 1000;
  let timer = 0;

  const left = () => (ends - Date.now()) / 1000;

  function wait() {
    clearTimeout(timer);
    const warns = Number(sheet.dataset.warns);
    const isOver = left() <= 0;
    warning.hidden = left() > warns;
    warning.querySelector("[data-when=over]").hidden = !isOver;
    warning.querySelector("[data-when=soon]").hidden = isOver;
    if (!isOver) {
      timer = setTimeout(wait, Math.max(1, left() > warns ? left() - warns : left()) * 1000);
    }
  }

  wait();
  return {
    left,
    // said  {seconds, until}: what an answer says of it
    renew({ seconds, until }) {
      ends = Date.now() + seconds * 1000;
      for (const place of document.querySelectorAll("[data-until]")) {
        place.textContent = until;
      }
      wait();
    },
  };
}
