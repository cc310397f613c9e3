// What a field of a date says, in words of the desk's language: the browser writes the field itself in its own, and 03/04 is
// a day in March to some and in April to others.
const FIELDS = "input[type=datetime-local],input[type=date]";

const language = document.documentElement.lang;
const arabic = language === "ar";
const format = (tag, parts) => new Intl.DateTimeFormat(`${tag}-u-nu-latn-ca-gregory`, { ...parts, timeZone: "UTC", hourCycle: "h23" });

function words(value) {
  const at = new Date(value.length > 10 ? `${value}Z` : `${value}T00:00Z`);
  if (!value || Number.isNaN(at.getTime())) return "";
  const clock = value.length > 10 ? { hour: "2-digit", minute: "2-digit" } : {};
  const all = format(language, { weekday: "long", day: "numeric", month: "long", year: "numeric", ...clock });
  // Both names of a month, as everywhere on the desk.
  const month = (part) => (arabic && part.type === "month" ? `${format("ar-LB", { month: "long" }).format(at)}/${part.value}` : part.value);
  return all.formatToParts(at).map(month).join("");
}

function tell(field) {
  const id = `${field.id}-words`;
  let told = document.getElementById(id);
  if (!told) {
    told = Object.assign(document.createElement("p"), { id, className: "mut told" });
    (field.closest(".row.nowrap") ?? field).after(told);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  }
  told.textContent = words(field.value);
}

export function dates() {
  document.querySelectorAll(FIELDS).forEach((field) => field.id && tell(field));
  for (const event of ["focusin", "input"]) {
    document.addEventListener(event, ({ target }) => target.matches?.(FIELDS) && target.id && tell(target));
  }
}
