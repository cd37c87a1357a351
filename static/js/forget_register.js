// Nobody is signed in here any more: the copy of the register goes from this phone. What was
// tapped and not sent goes a day later, or at once where somebody signed out themselves.
(function () {
  "use strict";
  var A_DAY = 24 * 60 * 60 * 1000;
  var isSignedOut = document.currentScript && document.currentScript.hasAttribute("data-taps-too");
  if (window.caches) { window.caches.delete("register"); }

  function isOver(name) {
    try {
      var taps = JSON.parse(window.localStorage.getItem(name));
      return Date.now() - taps[taps.length - 1].at > A_DAY;
    } catch (error) { return true; }
  }

  try {
    Object.keys(window.localStorage).forEach(function (name) {
      var isKept = /^register \d+ \d+$/.test(name);
      if (isKept && (isSignedOut || isOver(name))) { window.localStorage.removeItem(name); }
    });
  } catch (error) { /* this browser keeps nothing */ }
})();
