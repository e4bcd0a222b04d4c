// Words, numbers and dates in the reader's language.

const texts = readJson("texts");
const LANGUAGES = ["kk", "ru", "en"];
let language = document.documentElement.lang;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));

const w = (key, values) => fill(texts.words[language][key] ?? key, values);
const issueMeaning = (code) => texts.issues[language][code] ?? code;
const issueRemedy = (code) => texts.issues[language][`${code}.remedy`] ?? "";
const checkName = (name) => texts.checks[language][name] ?? name;
const unitName = (code) => texts.units[language][code] ?? code;

// A number that came as the text of a decimal: grouped and pointed as the language does, digit by digit, never rounded.
const number = (text) => {
  if (text === null || text === undefined) return "";
  const [whole, part] = String(text).replace("-", "\u2212").split(".");
  const [group, point] = language === "en" ? [",", "."] : ["\u202f", ","];
  const digits = whole.replace("\u2212", "");
  const grouped = digits.length > 3 ? digits.replace(/\B(?=(\d{3})+$)/g, group) : digits;
  return (whole.startsWith("\u2212") ? "\u2212" : "") + grouped + (part ? point + part : "");
};

// A number that charts worked out: as many digits as are of use.
const roughly = (value) => {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 2 : 4;
  return number(String(Number(value.toFixed(digits))));
};

const percent = (part, whole) => (whole ? `${Math.floor((100 * part) / whole)}${language === "ru" ? "\u00a0%" : "%"}` : "");

const date = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return w("date", { year, month: w(`month_${month}`), day });
};

const describePlace = (page, line, table, row) =>
  [
    page && w("place_page", { n: page }),
    line && w("place_line", { n: line }),
    table && w("place_table", { n: table }),
    row && w("place_row", { n: row }),
  ]
    .filter(Boolean)
    .join(", ");

const describeUnit = ([code, mult, per]) => {
  const scale = mult ? w(`scale_${mult}`) : "";
  const known = scale.startsWith("scale_") ? `×10^${mult}` : scale;
  const name = code ? unitName(code) : "";
  const below = per
    ? per
        .split(" ")
        .map((part) => (/^\d/.test(part) ? number(part) : unitName(part)))
        .join(" ")
    : "";
  return [known, name].filter(Boolean).join(" ") + (below ? ` / ${below}` : "");
};

const BOUNDS = { at_least: "≥\u202f", at_most: "≤\u202f", about: "≈\u202f" };
const bounded = (amount, upper, bound) => (BOUNDS[bound] || "") + number(amount) + (upper ? `–${number(upper)}` : "");
