// cards: the buttons on a photo's card act where they are. Without it they are buttons of a form, and a link.
// Markup: <body data-behaviour="cards">, and card_deeds.html: <form id="deeds">, <p id="said-now">,
// <dialog id="hang-dialog" data-marks data-failed>; <button form="deeds" data-mark="fave">, <a data-hangs>.
const PART = { "HX-Request-Type": "partial" };

export function cards(page) {
  const form = document.getElementById("deeds");
  const said = document.getElementById("said-now");
  const dialog = document.getElementById("hang-dialog");
  if (!form || !dialog) {
    return;
  }
  let pressed = new Set(); // since the marks were asked for: newer than what they say
  const tell = (words) => {
    said.textContent = words;
    clearTimeout(tell.later);
    tell.later = setTimeout(() => (said.textContent = ""), 6000);
  };
  // The words of the answer; null when somewhere else has to be gone first, or nothing came of it.
  const send = async (url, body) => {
    try {
      const answer = await fetch(url, { method: "POST", headers: PART, body });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) {
        location.href = elsewhere;
        return null;
      }
      const words = answer.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "";
      answer.ok || tell(words || dialog.dataset.failed);
      return answer.ok ? words : null;
    } catch {
      tell(dialog.dataset.failed);
      return null;
    }
  };

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    event.preventDefault();
    pressed.add(button);
    const words = await send(button.formAction, new FormData(form, button));
    if (words !== null) {
      press(button, button.getAttribute("aria-pressed") !== "true");
      words && tell(words);
    }
  });

  page.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-hangs]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) {
      return;
    }
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: PART });
      if (!answer.ok || answer.redirected) {
        throw new Error(answer.statusText);
      }
      dialog.innerHTML = await answer.text();
      dialog.showModal();
    } catch {
      location.href = link.href;
    }
  });

  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = event.target;
    const words = await send(asked.action, new FormData(asked, event.submitter));
    dialog.close();
    if (words !== null) {
      tell(words);
      mark();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  // Which of them are faved or in the tray: asked once the page stands, for all of its cards.
  const mark = async () => {
    const buttons = [...document.querySelectorAll("[data-mark]")];
    const photos = [...new Set(buttons.map(photoOf))];
    if (!photos.length) {
      return;
    }
    pressed = new Set();
    try {
      const answer = await fetch(`${dialog.dataset.marks}?photos=${photos}`);
      const marks = answer.ok && !answer.redirected ? await answer.json() : {};
      for (const button of buttons.filter((one) => !pressed.has(one))) {
        press(button, marks[button.dataset.mark]?.includes(photoOf(button)) ?? false);
      }
    } catch {
      // Left as they are: to press one twice is the same as once.
    }
  };
  mark();
  document.addEventListener("htmx:after:swap", mark);
}

const photoOf = (button) => /(\d+)\/hang\/$/.exec(button.parentElement.querySelector("[data-hangs]").href)[1];

function press(button, isPressed) {
  button.setAttribute("aria-pressed", isPressed);
  if (button.dataset.mark === "tray") {
    button.name = isPressed ? "out" : "put";
  } else {
    button.value = isPressed ? "0" : "1";
  }
}
