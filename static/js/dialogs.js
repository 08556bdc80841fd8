// dialogs: buttons that open a <dialog>. Escape closes it and the focus returns, by the browser.
// Markup: <button data-opens="keys-dialog">, <dialog id="keys-dialog">.
export function dialogs(page) {
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens]");
    if (button) {
      button.closest("[popover]")?.hidePopover();
      open(button.dataset.opens);
    }
  });
}

export function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}
