// The list of people, with what they last saw and how much they have not read.

import { $, element } from "./dom.js";
import { preview } from "./message.js";
import { fullDay, hour, now, shortDay } from "./time.js";

const COLOURS = 6;

function when(message) {
  const date = new Date(message.date * 1000);
  return fullDay(date) === fullDay(now()) ? hour(date) : shortDay(date);
}

// "Cộng tác viên khu phố 3" is 3, everybody else the first letter.
const initial = (name) => name.match(/\d+/)?.[0] ?? name[0];

function badge(count) {
  return count ? [element("span", { className: "badge", text: String(count), "aria-label": `${count} tin chưa đọc` })] : [];
}

function row(person, index, isCurrent, choose) {
  const last = person.last;
  return element("button", {
    type: "button", className: "person", "data-person": person.person, "aria-current": isCurrent ? "true" : undefined,
    onclick: () => choose(person.person),
  },
  element("span", { className: `avatar colour-${index % COLOURS}`, text: initial(person.name), "aria-hidden": "true" }),
  element("span", { className: "person-text" },
    element("span", { className: "person-name" }, element("b", { text: person.name }), element("time", { text: last ? when(last) : "" })),
    element("span", { className: "person-last" },
      element("span", { text: person.blocked ? "đã chặn bot" : last ? preview(last) : "chưa có tin nhắn" }), ...badge(person.unread))));
}

export function showPeople(people, current, choose) {
  const focused = document.activeElement?.dataset?.person;
  $("people").replaceChildren(...people.map((person, index) => row(person, index, person.person === current, choose)));
  if (focused) document.querySelector(`.person[data-person="${focused}"]`)?.focus();
  const elsewhere = people.reduce((sum, person) => sum + (person.person === current ? 0 : person.unread), 0);
  $("unread-elsewhere").hidden = elsewhere === 0;
  $("unread-elsewhere").textContent = elsewhere;
}
