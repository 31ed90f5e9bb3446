/* What Material is not to do, and what it lacks. Runs before the theme's own script; with any other
   theme it changes nothing. */

(() => {
  "use strict";

  const FIELD = "[data-md-component=search-query]";

  // Material takes every alternate link for a translation and fetches a sitemap beside it, on every
  // page view. So feeds are no plain alternates for the one moment in which it looks.
  document.addEventListener("DOMContentLoaded", () => {
    const links = document.querySelectorAll("link[rel=alternate][type]");
    for (const one of links) one.rel = "alternate feed";
    setTimeout(() => {
      for (const one of links) one.rel = "alternate";
    });
  });

  // Ctrl+K opens the theme's search, which knows `/`, `f` and `s` only.
  document.addEventListener("keydown", (event) => {
    const field = document.querySelector(FIELD);
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!field || !isCommand || event.key !== "k") return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // Material fetches its search, the index of the whole site, with every first page. Here the
  // request and the worker wait until the search is opened, or an address asks for words to be
  // searched (`q`) or marked (`h`). A page that was opened from a disk has no requests.
  if (location.protocol === "file:") return;

  let waiting = [];
  const later = (act) => (waiting ? waiting.push(act) : act());
  const use = () => {
    const acts = waiting || [];
    waiting = null;
    for (const act of acts) act();
  };

  const indexes = new WeakSet();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...others) {
    if (/search\/search_index\.json$/.test(url)) indexes.add(this);
    open.call(this, method, url, ...others);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (indexes.has(this)) later(() => send.call(this, body));
    else send.call(this, body);
  };

  const { Worker } = window;
  window.Worker = function (url, options) {
    if (!/workers\/search\./.test(url)) return new Worker(url, options);
    const stand = new EventTarget();
    let worker = null;
    stand.postMessage = (message) => later(() => worker.postMessage(message));
    later(() => {
      worker = new Worker(url, options);
      worker.onmessage = ({ data }) => stand.dispatchEvent(new MessageEvent("message", { data }));
    });
    return stand;
  };
  window.Worker.prototype = Worker.prototype;

  const isSearch = (element) => element?.matches(`#__search, ${FIELD}`);
  for (const name of ["focusin", "change"]) {
    document.addEventListener(name, ({ target }) => {
      if (isSearch(target)) use();
    });
  }
  // A reader may have been quicker than this script.
  const isOpen = document.querySelector("#__search:checked") || isSearch(document.activeElement);
  if (isOpen || /[?&][hq]=/.test(location.search)) use();
})();
