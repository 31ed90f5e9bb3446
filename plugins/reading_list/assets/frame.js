/* Parts of the theme's frame that are of use to scripts alone, put in before the theme's own script
   runs. They would be the same on every page: `frame.py` takes them out of the pages, and writes
   those of the theme at hand into the two values below. A page that has them keeps its own. */

(() => {
  "use strict";

  const SEARCH = "";
  const TRANSLATIONS = null;

  const source = document.getElementById("__config");
  if (!source) return; // another theme

  const config = JSON.parse(source.textContent);
  if (TRANSLATIONS && !config.translations) {
    source.textContent = JSON.stringify({ ...config, translations: TRANSLATIONS });
  }

  // The button keeps the place of its icon, which stands in the search too.
  const button = document.querySelector(".md-header__button[for=__search]");
  const icon = button?.querySelector("svg:empty");
  if (SEARCH && icon) {
    button.insertAdjacentHTML("afterend", SEARCH);
    icon.innerHTML = button.nextElementSibling.querySelector("svg").innerHTML;
  }

  if (!document.querySelector(".md-dialog")) {
    const note = '<div class="md-dialog__inner md-typeset"></div>';
    document.body.insertAdjacentHTML(
      "beforeend",
      `<div class="md-dialog" data-md-component="dialog">${note}</div>`
    );
  }

  // What the theme keeps for a reader, by the folder of the site.
  if (!window.__md_scope) {
    const scope = new URL(config.base, location.href);
    const name = (key, folder) => `${folder.pathname}.${key}`;
    window.__md_scope = scope;
    window.__md_hash = (text) =>
      [...text].reduce((hash, one) => (hash << 5) - hash + one.charCodeAt(0), 0);
    window.__md_get = (key, store = localStorage, folder = scope) =>
      JSON.parse(store.getItem(name(key, folder)));
    window.__md_set = (key, value, store = localStorage, folder = scope) => {
      try {
        store.setItem(name(key, folder), JSON.stringify(value));
      } catch {
        // It lasts as long as the page.
      }
    };
  }

  // An address may name a tab, which is opened.
  const tab = document.getElementById(location.hash.slice(1));
  if (tab?.name?.startsWith("__tabbed_")) tab.checked = true;
})();
