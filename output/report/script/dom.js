// Elements out of plain values. Text is always set as text: nothing of a document is ever taken for markup.

const SVG = "http://www.w3.org/2000/svg";

const setAll = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
};

const addAll = (node, children) => {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
};

const el = (name, attributes, ...children) => {
  const node = document.createElement(name);
  setAll(node, attributes);
  return addAll(node, children);
};

const svg = (name, attributes, ...children) => {
  const node = document.createElementNS(SVG, name);
  setAll(node, attributes);
  return addAll(node, children);
};

// A node with new children in place of its old ones.
const put = (node, ...children) => {
  node.replaceChildren();
  return addAll(node, children);
};

const byId = (id) => document.getElementById(id);

const readJson = (id) => JSON.parse(byId(id).textContent);

// The form under which two spellings count as the same.
const fold = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

const ICONS = {
  error: "M8 1.2 14.8 8 8 14.8 1.2 8Z",
  warning: "M8 1.8 15 14.2H1Z",
  info: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z",
  ok: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z",
};
const MARKS = {
  error: "M8 4.6V8.6M8 10.6V11.2",
  warning: "M8 6.4V10M8 11.8V12.3",
  info: "M8 7.2V11.4M8 4.8V5.4",
  ok: "M5 8.2 7.2 10.4 11 6",
};

// A sign that differs by its shape too, since not everybody sees its colour.
const icon = (kind, label) =>
  svg(
    "svg",
    { class: `icon ${kind}`, viewBox: "0 0 16 16", "aria-hidden": label ? null : "true", role: label ? "img" : null, "aria-label": label },
    svg("path", { class: "icon-ground", d: ICONS[kind] }),
    svg("path", { class: "icon-mark", d: MARKS[kind] }),
  );
