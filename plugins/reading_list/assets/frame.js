/* Parts of the theme's frame that are of use to scripts alone, put in before the theme's own script
   runs. They would be the same on every page: so each stands here once, and `frame.py` takes it out
   of the pages where it finds it exactly as it is here. A page that has them keeps its own. */

(() => {
  "use strict";

  const SEARCH = `<div class="md-search" data-md-component="search" role="dialog" aria-label="Search">
<label class="md-search__overlay" for="__search"></label>
<div class="md-search__inner" role="search">
<form class="md-search__form" name="search">
<input type="text" class="md-search__input" name="query" aria-label="Search" placeholder="Search" autocapitalize="off" autocorrect="off" autocomplete="off" spellcheck="false" data-md-component="search-query" required>
<label class="md-search__icon md-icon" for="__search">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16 6.5 6.5 0 0 1 3 9.5 6.5 6.5 0 0 1 9.5 3m0 2C7 5 5 7 5 9.5S7 14 9.5 14 14 12 14 9.5 12 5 9.5 5"/></svg>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M20 11v2H8l5.5 5.5-1.42 1.42L4.16 12l7.92-7.92L13.5 5.5 8 11z"/></svg>
</label>
<nav class="md-search__options" aria-label="Search">
<button type="reset" class="md-search__icon md-icon" title="Clear" aria-label="Clear" tabindex="-1">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z"/></svg>
</button>
</nav>
</form>
<div class="md-search__output">
<div class="md-search__scrollwrap" tabindex="0" data-md-scrollfix>
<div class="md-search-result" data-md-component="search-result">
<div class="md-search-result__meta">
Initializing search
</div>
<ol class="md-search-result__list" role="presentation"></ol>
</div>
</div>
</div>
</div>
</div>
`;

  const DIALOG = `<div class="md-dialog" data-md-component="dialog">
<div class="md-dialog__inner md-typeset"></div>
</div>
`;

  const TRANSLATIONS = {"clipboard.copied": "Copied to clipboard", "clipboard.copy": "Copy to clipboard", "search.result.more.one": "1 more on this page", "search.result.more.other": "# more on this page", "search.result.none": "No matching documents", "search.result.one": "1 matching document", "search.result.other": "# matching documents", "search.result.placeholder": "Type to start searching", "search.result.term.missing": "Missing", "select.version": "Select version"};

  const source = document.getElementById("__config");
  if (!source) return; // another theme

  const config = JSON.parse(source.textContent);
  if (!config.translations) {
    source.textContent = JSON.stringify({ ...config, translations: TRANSLATIONS });
  }

  const button = document.querySelector(".md-header__button[for=__search]");
  const icon = button?.querySelector("svg:empty");
  if (icon) {
    button.insertAdjacentHTML("afterend", SEARCH);
    icon.innerHTML = button.nextElementSibling.querySelector("svg").innerHTML;
  }
  if (!document.querySelector(".md-dialog")) document.body.insertAdjacentHTML("beforeend", DIALOG);

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
