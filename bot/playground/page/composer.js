// Where a person types: sending, editing, answering, files, the menu of commands.

import { $, element } from "./dom.js";
import { preview } from "./message.js";

export class Composer {
  // `actions`: send(text, about), edit(message, text), attach(file), lastOwn(), commands().
  constructor(actions) {
    this.actions = actions;
    this.about = null; // {kind: "edit" | "reply", message}
    this.text = $("text");
    $("composer").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => this.onInput());
    $("about-cancel").addEventListener("click", () => this.forget());
    $("commands-open").addEventListener("click", () => this.toggleCommands());
    $("attach").addEventListener("change", () => this.attach());
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("#commands, #commands-open, #text")) this.closeCommands();
    });
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const about = this.about;
    this.clear();
    if (about?.kind === "edit") this.actions.edit(about.message, text);
    else this.actions.send(text, about?.message);
  }

  onKey(event) {
    if (event.isComposing) return; // an input method for Vietnamese is still at work
    if (!$("commands").hidden && this.onCommandKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.about) {
      this.forget();
    } else if (event.key === "ArrowUp" && !this.text.value) {
      const own = this.actions.lastOwn();
      if (own) { event.preventDefault(); this.startEdit(own); }
    }
  }

  onInput() {
    this.grow();
    this.refresh();
  }

  // The menu belongs to what is typed and to the commands that there are, and both change.
  refresh() {
    if (/^\/\w*$/.test(this.text.value)) this.openCommands(this.text.value.slice(1).toLowerCase());
    else this.closeCommands();
  }

  fill(text) {
    this.text.value = text;
    this.grow();
    this.text.focus();
  }

  clear() {
    this.forget();
    this.text.value = "";
    this.closeCommands();
    this.grow();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  startEdit(message) {
    this.setAbout("edit", message, "Sửa tin nhắn");
    this.fill(message.text);
  }

  startReply(message) {
    this.setAbout("reply", message, "Trả lời");
    this.text.focus();
  }

  setAbout(kind, message, title) {
    this.about = { kind, message };
    $("about").hidden = false;
    $("about-title").textContent = title;
    $("about-text").textContent = preview(message);
  }

  forget() {
    if (this.about?.kind === "edit") { this.text.value = ""; this.grow(); }
    this.about = null;
    $("about").hidden = true;
  }

  attach() {
    const [file] = $("attach").files;
    if (file) this.actions.attach(file, this.text.value.trim());
    $("attach").value = "";
    this.clear();
  }

  toggleCommands() {
    if ($("commands").hidden) { this.openCommands(""); this.text.focus(); } else this.closeCommands();
  }

  openCommands(start) {
    const shown = this.actions.commands().filter(({ command }) => command.startsWith(start));
    $("commands").replaceChildren(...shown.map(({ command, description }, index) => element("li", {
      role: "option", "aria-selected": index === 0 ? "true" : "false", onclick: () => this.choose(command),
    }, element("b", { text: `/${command}` }), element("span", { text: description }))));
    $("commands").hidden = shown.length === 0;
    $("commands-open").setAttribute("aria-expanded", String(shown.length > 0));
  }

  closeCommands() {
    $("commands").hidden = true;
    $("commands-open").setAttribute("aria-expanded", "false");
  }

  choose(command) {
    this.clear();
    this.actions.send(`/${command}`);
  }

  // Arrows move through the menu, Enter and Tab take the chosen command; tells whether the key was for the menu.
  onCommandKey(event) {
    const options = [...$("commands").children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") {
      this.closeCommands();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = (at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
      options[next].scrollIntoView({ block: "nearest" });
    } else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
      options[at].click();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }
}
