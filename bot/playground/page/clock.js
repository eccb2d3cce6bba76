// The clock in the head of the page, and the panel that moves it.

import { get, post } from "./api.js";
import { $, popover, toast } from "./dom.js";
import { dayName, fieldValue, fullDay, hour, now, setClock, shortDay, weekday } from "./time.js";

export function showClock() {
  const moment = now();
  const time = $("clock-now");
  time.dateTime = moment.toISOString();
  time.textContent = `${shortDay(moment)} ${hour(moment)}`;
  $("clock-open").title = `${dayName(moment)}, ${hour(moment)}`;
  $("clock-long").textContent = `${hour(moment)}, ${weekday(moment)} ${fullDay(moment)}`;
}

export async function startClock(onMove) {
  setClock(await get("clock"));
  showClock();
  setInterval(showClock, 1000);
  popover($("clock-open"), $("clock-panel"));
  const move = async (change) => {
    try {
      setClock(await post("clock", change));
      showClock();
      onMove();
    } catch (error) {
      toast(error.message);
    }
  };
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => move({ advance: button.dataset.advance }));
  }
  $("clock-real").addEventListener("click", () => move({ now: new Date().toISOString() }));
  $("clock-open").addEventListener("click", () => { $("clock-set").value = fieldValue(now()); });
  $("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    move({ now: $("clock-set").value });
  });
}
