// What every page has: the switches of language and theme, and words that stand in the template.

const THEMES = ["auto", "light", "dark"];
const THEME_SIGNS = {
  auto: "M8 1.5a6.5 6.5 0 1 0 0 13ZM8 1.5a6.5 6.5 0 0 1 0 13",
  light:
    "M8 4.7a3.3 3.3 0 1 0 0 6.6a3.3 3.3 0 1 0 0-6.6ZM8 .8v1.7M8 13.5v1.7M.8 8h1.7M13.5 8h1.7M2.9 2.9l1.2 1.2M11.9 11.9l1.2 1.2M2.9 13.1l1.2-1.2M11.9 4.1l1.2-1.2",
  dark: "M13.6 10A6.2 6.2 0 0 1 6 2.4a6.2 6.2 0 1 0 7.6 7.6Z",
};

const showWords = () => {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = w(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", w(node.dataset.label));
  for (const node of document.querySelectorAll("time[datetime]")) node.textContent = date(node.getAttribute("datetime"));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
};

const showTheme = () => {
  const theme = THEMES.includes(chosen.theme) ? chosen.theme : "auto";
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const label = `${w("theme")}: ${w(`theme_${theme}`)}`;
  byId("theme").replaceChildren(
    svg("svg", { class: "icon sign", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: THEME_SIGNS[theme] })),
  );
  byId("theme").setAttribute("aria-label", label);
  byId("theme").title = label;
};

const takeLanguage = () => {
  if (LANGUAGES.includes(chosen.lang)) language = chosen.lang;
};

// `redraw` draws whatever depends on what was chosen.
const startShell = (redraw) => {
  const fresh = () => {
    takeLanguage();
    showWords();
    showTheme();
    redraw();
  };
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      choose({ lang: button.dataset.language });
      fresh();
    });
  }
  byId("theme").addEventListener("click", () => {
    const now = THEMES.indexOf(chosen.theme);
    choose({ theme: THEMES[(Math.max(now, 0) + 1) % THEMES.length] });
    showTheme();
  });
  addEventListener("hashchange", () => {
    if (location.hash === "#main") return;
    chosen = readAddress();
    fresh();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName))
      return;
    event.preventDefault();
    byId("search")?.focus();
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  fresh();
};
