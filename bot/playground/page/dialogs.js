// The dialogs: invitation links, and the bot's name typed in some other chat.

import { post } from "./api.js";
import { $, element, toast } from "./dom.js";

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

// "https://t.me/bot?start=abc" and "abc" are both abc.
export const payloadOf = (text) => text.match(/[?&]start=([A-Za-z0-9_-]{1,64})/)?.[1] ?? text.trim();

// Asks which person opens the link, then calls open(person, payload).
export function askWhoOpens(payload, people, open) {
  const field = $("link-payload");
  field.value = payload;
  $("link-people").replaceChildren(...people.map(({ person, name }) => element("button", {
    type: "button", text: name,
    onclick: () => {
      if (!field.reportValidity()) return;
      $("link-dialog").close();
      open(person, payloadOf(field.value));
    },
  })));
  $("link-form").onsubmit = (event) => event.preventDefault();
  $("link-dialog").showModal();
}

export function openInlineTester(person, username) {
  $("inline-username").textContent = username;
  $("inline-results").replaceChildren();
  $("inline-form").onsubmit = async (event) => {
    event.preventDefault();
    const query = $("inline-query").value;
    try {
      showResults(person, query, await post("inline", { person, query }));
    } catch (error) {
      $("inline-results").replaceChildren(element("li", { text: error.message }));
    }
  };
  $("inline-dialog").showModal();
}

function showResults(person, query, { query_id, results }) {
  const choose = async (result_id) => {
    $("inline-dialog").close();
    try {
      await post("inline/choices", { person, query_id, result_id, query });
    } catch (error) {
      toast(error.message);
    }
  };
  const rows = results.map(({ id, title, description }) => element("li", {},
    element("button", { type: "button", onclick: () => choose(id) }, element("b", { text: title }), element("span", { text: description }))));
  $("inline-results").replaceChildren(...(rows.length ? rows : [element("li", { text: "Không có kết quả." })]));
}
