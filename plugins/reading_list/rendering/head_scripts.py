"""What runs in the head of every page, before the theme's own script does.

Separate because it is about one theme, Material, and does nothing with any other. It stands in the
page, for a file would be one more request before anything is shown; a policy knows it by its hash.
"""

from __future__ import annotations

_KEEP_THEME_OFF = (
    'document.addEventListener("DOMContentLoaded",function(){'
    'var a=document.querySelectorAll("link[rel=alternate][type]");'
    'a.forEach(function(e){e.rel="alternate feed"});'
    'setTimeout(function(){a.forEach(function(e){e.rel="alternate"})})});'
)
"""Material takes every alternate link for a translation and fetches a sitemap beside it, on every
page view. So feeds are no plain alternates for the one moment in which it looks."""

_SEARCH_KEY = (
    'document.addEventListener("keydown",function(e){'
    'var f=document.querySelector("[data-md-component=search-query]");'
    'if(f&&e.key==="k"&&(e.ctrlKey||e.metaKey)&&!e.altKey&&!e.shiftKey)'
    "{e.preventDefault();f.focus();f.select()}});"
)
"""Ctrl+K opens the theme's search, which knows `/`, `f` and `s` only."""

_SEARCH_ON_USE = (
    'if(location.protocol!=="file:")(function(){'
    "var q=[],X=XMLHttpRequest.prototype,open=X.open,send=X.send,W=Worker;"
    "function later(f){q?q.push(f):f()}"
    "function use(){var a=q||[];q=null;a.forEach(function(f){f()})}"
    "X.open=function(m,u){this.rl=/search\\/search_index\\.json$/.test(u);"
    "open.apply(this,arguments)};"
    "X.send=function(b){var r=this;r.rl?later(function(){send.call(r,b)}):send.call(r,b)};"
    "Worker=function(u,o){if(!/workers\\/search\\./.test(u))return new W(u,o);"
    "var t=new EventTarget,w;t.postMessage=function(m){later(function(){w.postMessage(m)})};"
    "later(function(){w=new W(u,o);w.onmessage=function(e){"
    't.dispatchEvent(new MessageEvent("message",{data:e.data}))}});return t};'
    "Worker.prototype=W.prototype;"
    '["focusin","change"].forEach(function(n){document.addEventListener(n,function(e){'
    'if(e.target.matches("#__search,[data-md-component=search-query]"))use()})});'
    "if(/[?&][hq]=/.test(location.search))use()})()"
)
"""Material fetches its search, the index of the whole site, with every first page. Here the request
and the worker wait until the search is opened, or an address asks for words to be marked (`h`)."""

HEAD_SCRIPTS = f"<script>{_KEEP_THEME_OFF}{_SEARCH_KEY}{_SEARCH_ON_USE}</script>\n"
"""HTML for the end of a page's `<head>`."""
