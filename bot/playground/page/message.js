// One message as a bubble.

import { element } from "./dom.js";
import { hour } from "./time.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const LINKS = /^(?:https?:|mailto:|tel:)/i;

// Entities are sorted, the outer before the inner; offsets count UTF-16 units, as strings do here.
function formatted(text, entities, actions, from = 0, to = text.length) {
  const nodes = [];
  let place = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const start = Math.max(entity.offset, place);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) continue;
    if (start > place) nodes.push(text.slice(place, start));
    const inner = formatted(text, entities.slice(index + 1), actions, start, end);
    nodes.push(wrapped(entity, text.slice(start, end), inner, actions));
    place = end;
  }
  if (place < to) nodes.push(text.slice(place, to));
  return nodes;
}

function wrapped(entity, text, inner, actions) {
  const address = { text_link: entity.url, url: text, email: `mailto:${text}` }[entity.type];
  if (address) return link(address, inner, actions);
  if (entity.type === "bot_command") {
    return element("button", { type: "button", className: "link", onclick: () => actions.say(text) }, ...inner);
  }
  if (entity.type === "code" || entity.type === "pre") {
    return element(TAGS[entity.type], { title: "Bấm để chép", onclick: () => actions.copy(text) }, ...inner);
  }
  if (entity.type === "spoiler") {
    return element("span", { className: "spoiler", onclick: (event) => event.currentTarget.classList.add("shown") }, ...inner);
  }
  return element(TAGS[entity.type] ?? "span", { className: entity.type === "mention" || entity.type === "hashtag" ? "link" : "" }, ...inner);
}

function link(address, inner, actions) {
  if (!LINKS.test(address)) return element("span", {}, ...inner);
  const attributes = { href: address, target: "_blank", rel: "noopener noreferrer" };
  const payload = actions.startPayload(address);
  if (payload !== null) {
    attributes.onclick = (event) => { event.preventDefault(); actions.openLink(payload); };
  }
  return element("a", attributes, ...inner);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

function media(message) {
  if (message.photo) {
    const { url, width, height, name } = message.photo;
    const picture = element("img", { src: url, alt: message.text || name, width, height, loading: "lazy" });
    return [element("a", { className: "photo", href: url, target: "_blank", rel: "noopener" }, picture)];
  }
  if (message.document) {
    const { url, name, size: bytes } = message.document;
    const extension = name.includes(".") ? name.split(".").pop().slice(0, 4) : "tệp";
    return [element("a", { className: "document", href: url, download: name },
      element("span", { className: "document-kind", text: extension }),
      element("span", { className: "document-name" }, element("b", { text: name }), element("small", { text: size(bytes) })))];
  }
  return message.sticker ? [element("span", { className: "sticker", text: message.sticker })] : [];
}

function quote(replied, actions) {
  if (!replied) return [];
  return [element("button", { type: "button", className: "quote", onclick: () => actions.goTo(replied.message_id) },
    element("b", { text: replied.from === "bot" ? actions.botName() : replied.sender }),
    element("span", { text: preview(replied) }))];
}

export function preview(message) {
  const text = message.text.replace(/\s+/g, " ").trim();
  if (text) return text;
  if (message.photo) return "Ảnh";
  return message.sticker ? `${message.sticker} Nhãn dán` : message.document?.name ?? "";
}

function keyboard(message, actions) {
  if (!message.buttons.length) return [];
  const rows = message.buttons.map((row) => element("div", { className: "keyboard-row" },
    ...row.map((label) => element("button", {
      type: "button", text: label, onclick: (event) => actions.press(message, label, event.currentTarget),
    }))));
  return [element("div", { className: "keyboard" }, ...rows)];
}

function tools(message, actions) {
  const isOwnText = message.from === "person" && !message.via_bot && !message.photo && !message.document && !message.sticker;
  const buttons = [element("button", { type: "button", title: "Trả lời", "aria-label": "Trả lời", text: "↩", onclick: () => actions.reply(message) })];
  if (isOwnText) {
    buttons.push(element("button", { type: "button", title: "Sửa", "aria-label": "Sửa tin nhắn", text: "✎", onclick: () => actions.edit(message) }));
  }
  return element("span", { className: "tools" }, ...buttons);
}

export function bubble(message, replied, actions) {
  const meta = element("span", { className: "meta", text: `${message.edited ? "đã sửa " : ""}${hour(new Date(message.date * 1000))}` });
  const content = element("div", { className: "bubble" },
    ...quote(replied, actions),
    ...(message.via_bot ? [element("small", { className: "via", text: `qua ${actions.botName()}` })] : []),
    ...media(message),
    element("div", { className: "text", dir: "auto" }, ...formatted(message.text, message.entities, actions), meta));
  if (message.from === "person") content.addEventListener("dblclick", () => actions.edit(message));
  const item = element("li", { className: `message from-${message.from}${message.sticker ? " with-sticker" : ""}`, id: `message-${message.message_id}` },
    element("div", { className: "line" },
      element("div", { className: "stack" }, content, ...keyboard(message, actions)), tools(message, actions)));
  // A finger cannot hover: a tap on the bubble shows and hides the tools.
  content.addEventListener("click", () => item.classList.toggle("chosen"));
  return item;
}
