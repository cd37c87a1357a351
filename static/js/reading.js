// Makes a page that already works a little better. Parses on old tablets: no newer than ES2017.
(function () {
  "use strict";

  // After htmx has put in the next step: the heading is read out, and Tab goes on from it.
  document.addEventListener("htmx:afterSettle", function (event) {
    var heading = event.target.querySelector ? document.querySelector("#main h1") : null;
    if (heading) {
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
    }
    begin();
  });

  // A step that can't be fetched is opened as a page, which says what is the matter.
  function openAsPage(event) {
    var link = event.detail.elt;
    if (link && link.href) { window.location.assign(link.href); }
  }
  document.addEventListener("htmx:responseError", openAsPage);
  document.addEventListener("htmx:sendError", openAsPage);

  // A second press within a second is the same press (many people double-click by habit).
  var lastSent = { form: null, at: 0 };
  document.addEventListener("submit", function (event) {
    var now = Date.now();
    if (event.target === lastSent.form && now - lastSent.at < 1000) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    lastSent = { form: event.target, at: now };
  }, true);

  // Listen: the browser's own voice reads the words of the step, a sentence at a time.
  var voices = window.speechSynthesis;
  var waiting = [];

  function voiceForPage() {
    var language = document.documentElement.lang.slice(0, 2);
    var fitting = voices ? voices.getVoices().filter(function (voice) {
      return voice.lang.slice(0, 2) === language;
    }) : [];
    return fitting.filter(function (voice) { return voice.localService; })[0] || fitting[0];
  }

  function sentences() {
    // A paragraph ends a sentence, even where no space stands between two of them.
    var parts = document.querySelectorAll("#main .spoken:not(div), #main .spoken > p");
    return Array.prototype.reduce.call(parts, function (all, part) {
      var words = part.textContent.replace(/\s+/g, " ").trim();
      // A full stop ends a sentence only before a space: report@phishing.gov.uk is one word.
      return all.concat(words.match(/.+?(?:[.!?]+["”’]?(?=\s|$)|$)/g) || []);
    }, []);
  }

  function showStop(isSpeaking) {
    var start = document.querySelector("[data-listen-start]");
    var stop = document.querySelector("[data-listen-stop]");
    if (start && stop) {
      start.hidden = isSpeaking;
      stop.hidden = !isSpeaking;
    }
  }

  function sayNext() {
    if (!waiting.length) { showStop(false); return; }
    var words = new SpeechSynthesisUtterance(waiting.shift());
    words.voice = voiceForPage();
    words.lang = document.documentElement.lang;
    words.rate = 0.9;
    words.onend = sayNext;
    words.onerror = stopListening;
    voices.speak(words);
  }

  function startListening() {
    voices.cancel();
    waiting = sentences();
    showStop(true);
    // Speaking at once after cancel() is dropped by some browsers.
    window.setTimeout(sayNext, 50);
    document.querySelector("[data-listen-stop]").focus();
  }

  function stopListening() {
    waiting = [];
    if (voices) { voices.cancel(); }
    showStop(false);
  }

  function offerListening() {
    var listen = document.querySelector("[data-listen]");
    if (listen && voiceForPage()) { listen.hidden = false; }
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest) { return; }
    if (event.target.closest("[data-listen-start]")) { startListening(); }
    if (event.target.closest("[data-listen-stop]")) {
      stopListening();
      document.querySelector("[data-listen-start]").focus();
    }
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  window.addEventListener("pagehide", stopListening);
  document.addEventListener("htmx:beforeSwap", stopListening);
  if (voices && voices.addEventListener) {
    voices.addEventListener("voiceschanged", offerListening);
  } else if (voices) {
    voices.onvoiceschanged = offerListening;
  }

  function begin() {
    var print = document.querySelector("[data-print]");
    if (print) { print.hidden = false; }
    var problem = document.querySelector(".error-summary");
    if (problem) { problem.focus(); }
    offerListening();
  }

  begin();
})();
