// Shows the register again where there is no connection: what came last, for a day at most.
// The network always comes first. Whoever is signed out finds nothing: the copies are deleted
// as soon as the site leads to the sign-in (and by static/js/forget_register.js).
(function () {
  "use strict";

  var COPIES = "register", A_DAY = 24 * 60 * 60 * 1000, SLOW = 6000;
  var LIST = /^\/help\/register\/\d+\/$/;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

  function isList(request) { return LIST.test(new URL(request.url).pathname); }
  function isFile(request) { return /^(style|script|font|image)$/.test(request.destination); }

  function forget() { return caches.delete(COPIES); }

  function fetchAndKeep(request) {
    return fetch(request).then(function (response) {
      if (isList(request) && (response.redirected || response.type === "opaqueredirect" || !response.ok)) {
        return forget().then(function () { return response; });
      }
      if (response.ok) {
        var copy = response.clone();
        caches.open(COPIES).then(function (copies) { return copies.put(request.url, copy); });
      }
      return response;
    });
  }

  function copyOf(request) {
    return caches.open(COPIES).then(function (copies) {
      return copies.match(request.url).then(function (copy) {
        var isOld = copy && isList(request) && Date.now() - new Date(copy.headers.get("Date")) > A_DAY;
        return isOld ? forget().then(function () { return undefined; }) : copy;
      });
    });
  }

  function afterAWhile(request) {
    return new Promise(function (resolve) {
      setTimeout(function () {
        copyOf(request).then(function (copy) { if (copy) { resolve(copy); } });
      }, SLOW);
    });
  }

  self.addEventListener("fetch", function (event) {
    var request = event.request;
    if (request.method !== "GET" || !(isList(request) || isFile(request))) { return; }
    var fresh = fetchAndKeep(request).catch(function () {
      return copyOf(request).then(function (copy) { return copy || Response.error(); });
    });
    event.respondWith(request.mode === "navigate" ? Promise.race([fresh, afterAWhile(request)]) : fresh);
  });
})();
