// The playground's clock: the server tells once how far it is from ours, the page goes on counting.

let offset = 0; // milliseconds
let zone = "Asia/Ho_Chi_Minh";

export function setClock({ now, timezone }) {
  offset = Date.parse(now) - Date.now();
  zone = timezone ?? zone;
}

export const now = () => new Date(Date.now() + offset);

const format = (date, options) => new Intl.DateTimeFormat("vi-VN", { timeZone: zone, ...options }).format(date);

function parts(date) {
  const options = { timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric" };
  const found = new Intl.DateTimeFormat("vi-VN", options).formatToParts(date);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

export const hour = (date) => format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const weekday = (date) => format(date, { weekday: "long" });
export const shortDay = (date) => { const { day, month } = parts(date); return `${day}/${month}`; };
export const fullDay = (date) => { const { day, month, year } = parts(date); return `${day}/${month}/${year}`; };

export function dayName(date) {
  const day = fullDay(date);
  if (day === fullDay(now())) return "Hôm nay";
  if (day === fullDay(new Date(now().getTime() - 86_400_000))) return "Hôm qua";
  return `${weekday(date)}, ${day}`;
}

// The value of a datetime-local field: 2025-10-28T09:00.
export function fieldValue(date) {
  const { day, month, year } = parts(date);
  return `${year}-${month}-${day}T${hour(date)}`;
}
