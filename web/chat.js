// The chat page: keeps the conversation's token for this tab, sends what is typed, shows what comes back.

import { bubble, choices, make } from "/render.js";
import { takeAlong } from "/summary.js";

const TOKEN = "conversation-token";
const byId = (id) => document.getElementById(id);
const [log, input, composer, send, typing, trouble, retry, menuButton, menuList] =
  ["log", "input", "composer", "send", "typing", "trouble", "retry", "menu-button", "menu-list"].map(byId);

let words = {};
let busy = false;
let unsent = null;

class Refused extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

async function ask(method, path, body, headers = {}) {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(45_000),
  });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}

async function token() {
  let held = sessionStorage.getItem(TOKEN);
  if (!held) {
    held = (await ask("POST", "/web/session", {})).token;
    sessionStorage.setItem(TOKEN, held);
  }
  return held;
}

function fill(text) {
  return (text ?? "").replaceAll("{emergency_number}", words.emergency_number || "");
}

function applyWords() {
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = fill(words[element.dataset.word]);
  log.setAttribute("aria-label", words.log_label);
  input.placeholder = words.input_label;
  byId("typing-text").textContent = words.typing;
  retry.textContent = words.retry;
  const items = [words.menu_summary, words.menu_noted, words.menu_restart, words.menu_delete];
  menuList.replaceChildren(
    ...items.map((item) => {
      const button = make("button", { type: "button" }, item.title);
      button.addEventListener("click", () => {
        openMenu(false);
        say(item.text);
      });
      return make("li", {}, button);
    }),
  );
}

function openMenu(open) {
  menuList.hidden = !open;
  menuButton.setAttribute("aria-expanded", String(open));
}

function spend() {
  for (const group of log.querySelectorAll(".choices:not(.spent)")) {
    group.classList.add("spent");
    for (const button of group.children) button.setAttribute("aria-disabled", "true");
  }
}

function show(message) {
  const shown = bubble(message, words);
  if (message.custom?.kind === "assessment") {
    for (const earlier of log.querySelectorAll(".keep")) earlier.remove(); // the files are of now, so only the latest card offers them
    shown.append(takeAlong(words, () => sessionStorage.getItem(TOKEN), fill(words.offline)));
  }
  log.append(shown);
  if (message.buttons?.length) log.append(choices(message.buttons, words, say));
}

/** Bring the latest answer into view: its end, or its beginning where it is taller than the window. */
function follow() {
  const mine = [...log.querySelectorAll(".mine")].at(-1);
  const tall = mine && log.getBoundingClientRect().bottom - mine.getBoundingClientRect().top > log.parentElement.clientHeight;
  (tall ? mine : log.lastElementChild).scrollIntoView({ block: tall ? "start" : "nearest" });
}

function note(text) {
  log.append(make("p", { class: "note" }, text));
}

function welcome() {
  show({ from: "assistant", text: fill(words.welcome), buttons: words.suggestions.map((title) => ({ title })) });
}

function wait(on) {
  busy = on;
  typing.hidden = !on;
  send.setAttribute("aria-disabled", String(on));
  if (on) typing.scrollIntoView({ block: "nearest" });
}

function fail(error) {
  const text = error instanceof Refused && error.status === 429 ? words.too_fast : `${words.error} ${fill(words.offline)}`;
  byId("trouble-text").textContent = text;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
}

/** Send a text as the person's message. */
async function say(text) {
  if (busy || !text.trim()) return;
  spend();
  show({ from: "person", text });
  log.lastElementChild.scrollIntoView({ block: "nearest" });
  input.focus();
  await deliver(text);
}

async function deliver(text) {
  trouble.hidden = true;
  unsent = text;
  wait(true);
  try {
    const { messages } = await deliverOnce(text);
    unsent = null;
    messages.forEach(show);
    wait(false);
    follow();
  } catch (error) {
    fail(error);
  } finally {
    wait(false);
  }
}

async function deliverOnce(text) {
  try {
    return await ask("POST", "/web/message", { token: await token(), text });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error;
    sessionStorage.removeItem(TOKEN); // the conversation was deleted or has run out: begin another
    note(words.new_session);
    return ask("POST", "/web/message", { token: await token(), text });
  }
}

async function remembered() {
  const held = sessionStorage.getItem(TOKEN);
  if (!held) return [];
  try {
    return (await ask("GET", "/web/history", undefined, { Authorization: `Bearer ${held}` })).messages;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) sessionStorage.removeItem(TOKEN);
    return [];
  }
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 2, 200)}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (busy) return;
  const text = input.value;
  input.value = "";
  grow();
  say(text);
});

input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});
input.addEventListener("input", grow);
retry.addEventListener("click", () => {
  input.focus();
  if (unsent !== null && !busy) deliver(unsent);
});
menuButton.addEventListener("click", () => openMenu(menuList.hidden));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !menuList.hidden) {
    openMenu(false);
    menuButton.focus();
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".menu")) openMenu(false);
});

async function start() {
  words = await ask("GET", "/web/words");
  applyWords();
  const earlier = await remembered();
  log.setAttribute("aria-live", "off");
  earlier.forEach((message, i) => show(i === earlier.length - 1 ? message : { ...message, buttons: undefined }));
  if (!earlier.length) welcome();
  else follow();
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  document.body.dataset.ready = "true";
}

start().catch(() => {
  byId("trouble-text").textContent = byId("disclaimer").textContent;
  trouble.hidden = false;
  retry.textContent = "↻";
  retry.addEventListener("click", () => location.reload());
});
