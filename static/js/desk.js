// The sheet by keys: P keeps, X removes, H holds, F features, U undoes, arrows go back and on, C compares, Z enlarges,
// O opens on Flickr, "?" shows the keys. They press the buttons and links of the photo that is shown large; what
// these send is stored at once, and the next photo stands there without a new page. Without it they are forms.
// Markup: <article id="sheet" data-place data-decided data-seconds data-warns> with #sheet-stage, #sheet-facts, #sheet-actions,
// which are exchanged; #sheet-strip, #sheet-bar, #sheet-words; data-key on what a key presses.
import { claimed } from "./desk-claim.js";
import { pages } from "./desk-pages.js";
import { storing } from "./desk-storing.js";
import { filmstrip } from "./desk-strip.js";
import { open } from "./dialogs.js";
import { film } from "./film.js";
import { isBusy, switches } from "./keys.js";
import { zoom } from "./zoom.js";

const NAMES = {
  p: "keep",
  x: "remove",
  h: "hold",
  f: "feature",
  u: "undo",
  c: "compare",
  z: "zoom",
  o: "flickr",
  "?": "help",
  ArrowLeft: "previous",
  ArrowRight: "next",
};
const ON_ALL = ["keep", "hold"]; // of a burst that is folded
const RESTED_S = 25 * 60; // with less than this, looking at another photo holds the sheet for longer

const part = (name) => document.getElementById(`sheet-${name}`);
const here = () => Number(sheet.dataset.place);
const sheet = document.getElementById("sheet");
const words = part("words").dataset;
const off = switches("desk-keys-off");
const strip = filmstrip(part("strip"), words);
const ahead = pages();
const claim = claimed(sheet, part("warning"));
const line = storing({ stored, refused, failed, changed: count });
let turns = 0;
let isTurning = false;
let reason = "";

document.addEventListener("keydown", onKey);
sheet.addEventListener("submit", onSubmit);
sheet.addEventListener("click", onClick);
sheet.addEventListener("toggle", onToggle, true);
part("alert").querySelector("button").addEventListener("click", tryAgain);
window.addEventListener("online", () => line.isStuck() && tryAgain());
window.addEventListener("beforeunload", (event) => verdicts().length && event.preventDefault());
// A page that one comes back to tells of before.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
strip.point(here());
look();

function onKey(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.repeat;
  const why = event.target.closest?.("#why");
  if (why && isPlain && /^[1-9]$/.test(event.key) && event.target.localName !== "input" && !off.has("all")) {
    why.querySelectorAll("[name=reason]")[event.key - 1]?.click();
    return;
  }
  const name = NAMES[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const isMeant = name && !off.has("all") && !off.has(name) && (!event.shiftKey || name === "help");
  if (!isMeant || !isPlain || isTurning || isBusy(event)) {
    return;
  }
  event.preventDefault();
  if (name === "help") {
    open("keys-dialog");
  } else if (name === "previous" || name === "next") {
    follow(name);
  } else if (name === "flickr") {
    window.open(document.getElementById("on-flickr").href, "_blank", "noopener,noreferrer");
  } else if (name === "compare" || name === "zoom") {
    document.getElementById(name)?.click();
  } else {
    part("actions").querySelector(`[data-key="${name}"]`)?.click();
    // At once: the browser tells of what has opened only later, and a quick "1" would be lost.
    const opened = document.querySelector("#why:popover-open");
    opened && begin(opened);
  }
}

// In a page that reads from right to left the photo before stands on the right.
function follow(name) {
  const isMirrored = getComputedStyle(sheet).direction === "rtl";
  const rel = (name === "previous") !== isMirrored ? "prev" : "next";
  part("stage").querySelector(`a[rel=${rel}]`)?.click();
}

function onClick(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) {
    return;
  }
  if (link.id === "sheet-sign") {
    event.preventDefault();
    line.afterwards(() => location.assign(link.href));
  } else if (link.matches("[rel=prev], [rel=next], #compare, .filmstrip a")) {
    event.preventDefault();
    isTurning || turn(link.href);
    claim.left() < RESTED_S && extend();
  }
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  if (form.id === "give-back" && !verdicts().length) {
    return;
  }
  event.preventDefault();
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const item = { url, body: new FormData(form, submitter), does: submitter?.dataset.key };
  if (form.id === "give-back") {
    line.afterwards(() => form.requestSubmit(submitter));
  } else if (form === part("warning")) {
    extend();
  } else if (item.does === "undo") {
    line.add({ ...item, isOnce: true, places: [] });
  } else if (!isTurning) {
    decide(item);
  }
}

function onToggle({ target: why, newState }) {
  if (why.id === "why" && newState === "open") {
    begin(why);
  }
}

// The reason that was chosen last is the one that Enter takes.
function begin(why) {
  const last = reason && why.querySelector(`[name=reason][value="${reason}"]`);
  (last || why.querySelector("[autofocus]") || why.querySelector("[name=reason], input[name=words]")).focus();
}

// A verdict: noted at once, shown as stored when it is. What only unfolds a burst waits for the answer.
function decide(item) {
  const place = Number(item.body.get("place"));
  const burst = strip.burst(place);
  item.kind = item.body.get("verdict");
  item.places = item.kind && (burst.length === 1 || ON_ALL.includes(item.kind)) ? burst : [];
  reason = item.body.get("reason") || reason;
  document.getElementById("why")?.hidePopover();
  note(item, "storing");
  line.add(item);
  if (item.places.length) {
    const next = strip.nextOpen(place);
    if (next === null) {
      tell(words[item.kind]);
      line.afterwards(() => location.assign(part("sign").href));
    } else {
      turn(strip.address(next), words[item.kind]);
    }
  }
}

async function stored(item, said) {
  complain("");
  claim.renew(said);
  if (item.does === "extend") {
    tell(words.extended);
    return;
  }
  part("bar").textContent = said.bar;
  sheet.dataset.decided = said.decided;
  if (item.does === "undo" || said.unfolded) {
    const place = said.places[0] ?? here();
    await reread(place, item.does === "undo" ? words.undone : said.told, place);
    return;
  }
  note({ ...item, places: said.places }, "stored");
  if (said.places.length < item.places.length) {
    await reread(here()); // the others have left the pool
  }
  said.told && tell(said.told);
}

// Nothing was stored, and why: how it stands now is read again.
async function refused(item, said) {
  const place = Number(item.body.get("place") ?? here());
  await reread(here(), "", place);
  complain(item.does === "undo" ? said.told : `${words.photo.replace("{number}", place + 1)} ${said.told}`);
}

function failed(item, isShut) {
  for (const other of line.waiting()) {
    note(other, "failed");
  }
  complain(item.isOnce ? words.lost : isShut ? words.shut : words.silent, item.isOnce ? "reload" : "again");
}

function tryAgain(event) {
  if (event?.currentTarget.dataset.does === "reload" && !line.waiting().length) {
    location.reload();
    return;
  }
  for (const item of line.waiting()) {
    note(item, "storing");
  }
  complain("");
  line.again();
}

function extend() {
  const form = part("warning");
  if (!line.waiting().some(({ does }) => does === "extend")) {
    line.add({ url: form.action, body: new FormData(form), does: "extend" });
  }
}

// Another photo is large.
async function turn(address, before = "") {
  const mine = ++turns;
  isTurning = true;
  sheet.setAttribute("aria-busy", "true");
  try {
    const page = await ahead.take(address);
    if (mine === turns) {
      put(page);
      history.replaceState(null, "", address);
      tell(`${before} ${where()}`);
    }
  } catch {
    complain(words.silent, "reload");
  } finally {
    if (mine === turns) {
      isTurning = false;
      sheet.removeAttribute("aria-busy");
      look();
    }
  }
}

// How the sheet stands now. The photo that is large is exchanged only when it is about that one.
async function reread(place, before = "", about = -1) {
  ahead.forget();
  const mine = place === about ? ++turns : turns;
  try {
    const page = await ahead.take(strip.address(place));
    strip.replace(page.strip);
    part("bar").textContent = page.bar.textContent;
    sheet.dataset.decided = page.sheet.decided;
    for (const item of line.waiting()) {
      note(item, "storing");
    }
    if (place === about && mine === turns) {
      put(page);
      history.replaceState(null, "", strip.address(place));
      tell(`${before} ${where()}`);
    }
  } catch {
    complain(words.silent, "reload");
  }
  strip.point(here());
  isTurning = isTurning && mine !== turns;
  look();
}

// The parts that belong to one photo. Whoever stood on a button stands on the same one of the next photo.
function put(page) {
  const held = document.activeElement;
  const isInside = ["stage", "facts", "actions"].some((name) => part(name).contains(held));
  part("stage").className = page.stage.className;
  part("stage").replaceChildren(...page.stage.childNodes);
  part("facts").replaceWith(page.facts);
  part("actions").replaceWith(page.actions);
  sheet.dataset.place = page.sheet.place;
  strip.point(here());
  for (const link of part("stage").querySelectorAll("[data-behaviour~=zoom]")) {
    zoom(link);
  }
  for (const video of part("stage").querySelectorAll("[data-behaviour~=film]")) {
    film(video);
  }
  if (isInside) {
    (sheet.querySelector(twin(held)) ?? part("title")).focus({ preventScroll: true });
  }
}

function twin({ dataset, rel, id }) {
  return dataset.key ? `[data-key="${dataset.key}"]` : rel === "next" || rel === "prev" ? `[rel=${rel}]` : `#${id || "sheet-title"}`;
}

// What comes next is read now.
function look() {
  const links = (rel) => [...part("stage").querySelectorAll(`a[rel=${rel}]`)].map((link) => link.href);
  const first = strip.nextOpen(here());
  const open = first === null ? [] : [first, strip.nextOpen(first)].filter((place) => place !== null).map(strip.address);
  ahead.expect([...new Set([...open.slice(0, 1), ...links("next"), ...open, ...links("prev")])]);
}

function verdicts() {
  return line.waiting().filter((item) => item.places);
}

function note(item, state) {
  for (const place of item.places ?? []) {
    strip.mark(place, item.kind, state);
  }
}

function count() {
  const said = [];
  if (verdicts().length) {
    said.push((line.isStuck() ? words.unstored : words.storing).replace("{count}", verdicts().length));
    line.isAwaited() && said.push(words.waits);
  }
  part("unstored").textContent = said.join(" · ");
}

function tell(said) {
  part("told").textContent = said.trim();
}

// does  what its button does: "again", "reload" or nothing
function complain(said, does = "") {
  const [text, button] = part("alert").children;
  text.textContent = said;
  button.dataset.does = does;
  button.hidden = !does;
}

// "5 of 30: Title, by Name"
function where() {
  const said = { number: here() + 1, count: strip.size() };
  said.title = part("title").textContent;
  said.name = part("owner").textContent;
  return words.here.replace(/\{(\w+)\}/g, (_, name) => said[name]);
}
