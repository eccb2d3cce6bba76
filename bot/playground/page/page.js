// The chat page: one person at a time writes to the bot; what happens elsewhere is counted as unread.

import { get, post, upload } from "./api.js";
import { showClock, startClock } from "./clock.js";
import { Composer } from "./composer.js";
import { askWhoOpens, openInlineTester, payloadOf } from "./dialogs.js";
import { $, element, popover, showAlert, toast } from "./dom.js";
import { bubble } from "./message.js";
import { showPeople } from "./people.js";
import { dayName, setClock } from "./time.js";

const EXAMPLES = ["tan khai tiem chung 2025 bn", "chỉ tiêu 9 ai phụ trách", "which agency owns indicator 9"];
const TYPING_MS = 5000;
const PRESS_MS = 15_000;

const state = {
  people: [],
  current: null, // key of a person
  messages: new Map(), // by id
  bot: { name: "Sổ tay", username: "", description: "", commands: [] },
  presses: new Map(), // button by callback query id
  typingTimer: undefined,
};

const REST_MS = 900;

const currentPerson = () => state.people.find(({ person }) => person === state.current);

async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}

// ---- what the person does

const actions = {
  say: (text) => attempt(() => post("messages", { person: state.current, text })),
  copy: async (text) => {
    if (!$("text").value) composer.fill(text);
    try {
      await navigator.clipboard.writeText(text);
      toast("Đã chép");
    } catch { /* a page without the right to the clipboard has at least filled the composer */ }
  },
  press: async (message, label, button) => {
    button.setAttribute("aria-busy", "true");
    pressedAt = performance.now();
    const answer = await attempt(() => post("presses", { person: state.current, message_id: message.message_id, label }));
    if (answer?.callback_query_id && !answeredEarly.delete(answer.callback_query_id)) {
      state.presses.set(answer.callback_query_id, button);
      setTimeout(() => stopWaiting(answer.callback_query_id), PRESS_MS);
      return;
    }
    button.removeAttribute("aria-busy");
    if (answer?.button) useButton(answer.button);
  },
  edit: (message) => { if (message.from === "person" && !message.via_bot) composer.startEdit(message); },
  reply: (message) => composer.startReply(message),
  goTo: (id) => $(`message-${id}`)?.scrollIntoView({ block: "center", behavior: "smooth" }),
  botName: () => state.bot.name,
  startPayload: (address) => {
    const isOurs = address.includes(`t.me/${state.bot.username}?`);
    return isOurs && /[?&]start=/.test(address) ? payloadOf(address) : null;
  },
  openLink: (payload) => askWhoOpens(payload, state.people, openAs),
};

// Buttons of which the bot does not hear: a link, a text to copy, a switch to inline mode.
function useButton(button) {
  if (button.url) {
    const payload = actions.startPayload(button.url);
    if (payload !== null) actions.openLink(payload);
    else if (/^https?:/.test(button.url)) window.open(button.url, "_blank", "noopener");
  } else if (button.copy_text) {
    actions.copy(button.copy_text.text);
  } else {
    $("inline-query").value = button.switch_inline_query ?? button.switch_inline_query_current_chat ?? "";
    openInlineTester(state.current, state.bot.username);
  }
}

async function openAs(person, payload) {
  await choose(person);
  await actions.say(`/start ${payload}`);
}

const composer = new Composer({
  send: (text, about) => attempt(() => post("messages", { person: state.current, text, reply_to: about?.message_id })),
  edit: (message, text) => attempt(() => post("edits", { person: state.current, message_id: message.message_id, text })),
  attach: (file, text) => attempt(() => upload("files", { person: state.current, text, file })),
  lastOwn: () => [...state.messages.values()].reverse().find(({ from, via_bot }) => from === "person" && !via_bot),
  commands: () => state.bot.commands,
});

// ---- what is shown

const isAtEnd = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 80;
const goToEnd = () => { isFollowing = true; $("scroll").scrollTop = $("scroll").scrollHeight; };

function rendered(message) {
  return bubble(message, message.reply_to ? state.messages.get(message.reply_to) : null, actions);
}

function showMessages() {
  const nodes = [];
  let day = "";
  for (const message of state.messages.values()) {
    const name = dayName(new Date(message.date * 1000));
    if (name !== day) nodes.push(element("li", { className: "day" }, element("span", { text: name })));
    day = name;
    nodes.push(rendered(message));
  }
  $("messages").replaceChildren(...nodes);
  $("hint").hidden = state.messages.size > 0;
  markDays();
}

function showChat() {
  const { blocked, keyboard, started } = currentPerson();
  $("composer").hidden = blocked;
  $("unblock").hidden = !blocked;
  $("menu-block").textContent = blocked ? "Bỏ chặn bot" : "Chặn bot";
  $("start").hidden = started;
  showReplyKeyboard(blocked ? null : keyboard);
  $("text").placeholder = keyboard?.input_field_placeholder ?? "Nhắn tin";
}

function showReplyKeyboard(keyboard) {
  const rows = (keyboard?.keyboard ?? []).map((row) => element("div", { className: "keyboard-row" },
    ...row.map(({ text }) => element("button", { type: "button", text, onclick: () => actions.say(text) }))));
  $("reply-keyboard").replaceChildren(...rows);
  $("reply-keyboard").hidden = rows.length === 0;
}

const showList = () => showPeople(state.people, state.current, choose);

function showTimes() {
  showMessages();
  showList();
}

function showTyping(isTyping) {
  clearTimeout(state.typingTimer);
  // Beside a name there is little room on a phone, and the name is what tells two people apart.
  const identity = [element("span", { className: "only-wide", text: "bạn là " }), currentPerson().name];
  $("status").replaceChildren(...(isTyping ? ["đang nhập…"] : identity));
  $("status").classList.toggle("typing", isTyping);
  if (isTyping) state.typingTimer = setTimeout(() => showTyping(false), TYPING_MS);
}

function showBot() {
  const { name, description } = state.bot;
  for (const id of ["bot-name", "hint-name"]) $(id).textContent = name;
  $("hint-text").textContent = description || "Hỏi về chỉ tiêu, cơ quan phụ trách và thời hạn trong các kế hoạch vì trẻ em. Gõ có dấu hay không dấu đều được.";
}

// The day stays above the messages only while they are scrolled: at rest it would cover what is read.
let restTimer;
let pressedAt = -Infinity; // who has just pressed a button wants to see the message that comes of it
let lastTop = 0;
let isFollowing = true; // who reads the newest message goes on doing so when a picture that has come makes it taller

function markDays() {
  const top = $("scroll").getBoundingClientRect().top;
  let last = null;
  for (const day of document.querySelectorAll(".day")) {
    const stuck = day.getBoundingClientRect().top <= top + 10;
    day.classList.toggle("stuck", stuck);
    day.classList.remove("past");
    if (stuck) last?.classList.add("past"); // a newer day has come above it
    if (stuck) last = day;
  }
}

function onScroll() {
  // Only who scrolls up stops following: a picture that has just made the end move away is no such wish.
  const top = $("scroll").scrollTop;
  if (isAtEnd()) isFollowing = true;
  else if (top < lastTop) isFollowing = false;
  lastTop = top;
  $("to-end").hidden = isFollowing;
  markDays();
  $("scroll").classList.add("moving");
  clearTimeout(restTimer);
  restTimer = setTimeout(() => $("scroll").classList.remove("moving"), REST_MS);
}

// ---- what happens

const answeredEarly = new Set(); // callback queries answered before the press itself came back

function stopWaiting(query) {
  const button = state.presses.get(query);
  state.presses.delete(query);
  button?.removeAttribute("aria-busy");
  return button !== undefined;
}

function onMessage({ chat, message }, isNew) {
  const person = state.people.find((someone) => someone.chat === chat);
  if (!person) return; // a group
  if (isNew || person.last?.message_id === message.message_id) person.last = message;
  person.started ||= message.from === "person";
  const isShown = person.person === state.current;
  if (isNew && message.from === "bot" && !(isShown && document.hasFocus())) person.unread += 1;
  if (isShown) { putMessage(message, isNew); showChat(); }
  showList();
}

function putMessage(message, isNew) {
  const wasAtEnd = isAtEnd();
  const old = $(`message-${message.message_id}`);
  state.messages.set(message.message_id, message);
  if (old) old.replaceWith(rendered(message));
  else showMessages();
  if (isNew && message.from === "bot") showTyping(false);
  const isAwaited = message.from === "person" || performance.now() - pressedAt < PRESS_MS;
  if (wasAtEnd || (isNew && isAwaited)) goToEnd();
}

const handlers = {
  message: (event) => onMessage(event, true),
  edited: (event) => onMessage(event, false),
  deleted: ({ chat, message }) => {
    if (currentPerson().chat !== chat) return;
    state.messages.delete(message.message_id);
    showMessages();
  },
  typing: ({ chat }) => { if (currentPerson().chat === chat) showTyping(true); },
  answer: ({ query, text, show_alert, url, chat }) => {
    if (!stopWaiting(query)) answeredEarly.add(query);
    if (currentPerson().chat !== chat) return;
    if (text) (show_alert ? showAlert : toast)(text);
    if (url) useButton({ url });
  },
  clock: (event) => { setClock(event); showClock(); showTimes(); },
  keyboard: ({ chat, keyboard }) => changePerson(chat, { keyboard }),
  blocked: ({ chat, blocked }) => changePerson(chat, { blocked }),
  commands: () => loadBot(),
};

function changePerson(chat, change) {
  const person = state.people.find((someone) => someone.chat === chat);
  if (!person) return;
  Object.assign(person, change);
  showChat();
  showList();
}

// Comes back once the stream stands: what happens after that is not missed.
function listen() {
  const stream = new EventSource("/playground/events");
  let wasLost = false;
  stream.addEventListener("message", ({ data }) => {
    if (!state.current) return; // nothing is shown yet: loading brings it
    const event = JSON.parse(data);
    handlers[event.type]?.(event);
  });
  stream.addEventListener("error", () => { wasLost = true; });
  // The server may have been started anew meanwhile, with other chats: what is shown is read again.
  stream.addEventListener("open", () => { if (wasLost) { wasLost = false; load(); } });
  return new Promise((resolve) => {
    for (const end of ["open", "error"]) stream.addEventListener(end, resolve, { once: true });
  });
}

// ---- loading

async function loadBot() {
  state.bot = await get("commands", { person: state.current });
  showBot();
  composer.refresh();
}

async function choose(person) {
  state.current = person;
  history.replaceState(null, "", `#${person}`);
  currentPerson().unread = 0;
  composer.clear();
  document.body.classList.remove("people-shown");
  $("people-open").setAttribute("aria-expanded", "false");
  const [messages] = await Promise.all([get("messages", { person }), loadBot()]);
  if (state.current !== person) return; // somebody else was chosen meanwhile
  state.messages = new Map(messages.map((message) => [message.message_id, message]));
  showMessages();
  showChat();
  showList();
  showTyping(false);
  goToEnd();
  if (matchMedia("(pointer: fine)").matches) $("text").focus();
}

async function load() {
  await attempt(async () => {
    const unread = new Map(state.people.map((person) => [person.person, person.unread]));
    const people = await get("people");
    state.people = people.map((person) => ({ ...person, unread: unread.get(person.person) ?? 0 }));
    const wanted = state.current ?? location.hash.slice(1);
    await choose(people.some(({ person }) => person === wanted) ? wanted : people[0].person);
  });
}

function wire() {
  $("examples").replaceChildren(...EXAMPLES.map((text) => element("button", { type: "button", text, onclick: () => actions.say(text) })));
  $("start").addEventListener("click", () => actions.say("/start"));
  $("unblock").addEventListener("click", toggleBlock);
  $("to-end").addEventListener("click", goToEnd);
  $("scroll").addEventListener("scroll", onScroll, { passive: true });
  new ResizeObserver(() => { if (isFollowing) goToEnd(); }).observe($("messages"));
  const showPane = (shown) => {
    document.body.classList.toggle("people-shown", shown);
    $("people-open").setAttribute("aria-expanded", String(shown));
  };
  $("people-open").addEventListener("click", () => showPane(true));
  for (const id of ["people-close", "veil"]) $(id).addEventListener("click", () => showPane(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") showPane(false); });
  window.addEventListener("focus", () => { if (currentPerson()) { currentPerson().unread = 0; showList(); } });
  wireMenu();
}

function wireMenu() {
  const close = popover($("menu-open"), $("menu-panel"));
  const item = (id, action) => $(id).addEventListener("click", () => { close(); action(); });
  item("menu-start", () => actions.say("/start"));
  item("menu-inline", () => openInlineTester(state.current, state.bot.username));
  item("menu-link", () => actions.openLink(""));
  item("menu-block", toggleBlock);
}

const toggleBlock = () => attempt(() => post("blocks", { person: state.current, blocked: !currentPerson().blocked }));

wire();
// The clock first: "today" and the times beside the people are told by it.
await attempt(() => startClock(showTimes));
await listen();
await load();
// https://…/?start=abc is this page's t.me/bot?start=abc.
const payload = new URLSearchParams(location.search).get("start");
if (payload) { history.replaceState(null, "", `/#${state.current}`); await actions.say(`/start ${payload}`); }
document.body.dataset.ready = "true";
