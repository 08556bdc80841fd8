// autosave: a form is kept while somebody types, and says so. Without it there is its button.
// Markup: <form data-behaviour="autosave" method="post"> with an input "version", <span data-state data-typing
// data-saving data-failed>, and (optional) <button data-preview formaction> with <div data-shown>.
const PART = { "HX-Request-Type": "partial" };
const PAUSE_MS = 900;
const AGAIN_MS = 8000;

export function autosave(form) {
  const state = form.querySelector("[data-state]");
  const shown = form.querySelector("[data-shown]");
  let later = 0;
  let isSending = false;
  let isTyped = false;

  async function keep() {
    clearTimeout(later);
    if (isSending || !isTyped || !form.checkValidity()) {
      return;
    }
    isSending = true;
    isTyped = false;
    state.textContent = state.dataset.saving;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: PART, body: new FormData(form) });
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (answer.status === 409) {
        choose(await answer.text());
        state.textContent = "";
      } else if (isJson) {
        const told = await answer.json();
        form.elements.version.value = told.version ?? form.elements.version.value;
        state.textContent = isTyped ? state.dataset.typing : told.said;
      } else {
        throw new Error(answer.statusText);
      }
    } catch {
      isTyped = true;
      state.textContent = state.dataset.failed;
      later = setTimeout(keep, AGAIN_MS);
    }
    isSending = false;
    if (isTyped && state.textContent === state.dataset.typing) {
      later = setTimeout(keep, PAUSE_MS);
    }
  }

  // Both texts stand below until one is chosen; nothing more is kept before.
  function choose(html) {
    form.parentElement.querySelector(":scope > .form__both")?.remove();
    const both = document.createElement("div");
    both.className = "form__both";
    both.innerHTML = html;
    form.after(both);
    both.querySelector("button")?.focus();
  }

  form.addEventListener("input", () => {
    isTyped = true;
    state.textContent = state.dataset.typing;
    clearTimeout(later);
    later = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener("change", keep);
  addEventListener("pagehide", () => isTyped && !isSending && navigator.sendBeacon?.(form.action, new FormData(form)));

  form.addEventListener("submit", async (event) => {
    if (!event.submitter?.hasAttribute("data-preview")) {
      isTyped = false;
      return;
    }
    event.preventDefault();
    const answer = await fetch(event.submitter.formAction, { method: "POST", headers: PART, body: new FormData(form) });
    shown.innerHTML = answer.ok ? await answer.text() : "";
  });
}
