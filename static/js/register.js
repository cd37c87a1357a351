// The register at the door: every tap is kept on this phone at once, and sent when there is a
// connection. Without this script each button is a plain form. What is kept holds the numbers of
// bookings and shifts, and the first names of those who are new; it is gone once it is sent, or
// with whoever signs out (static/js/kept_taps.js, static/js/forget_register.js).
// Parses on old tablets: no newer than ES2015.
(function () {
  "use strict";

  var MARK = "mark_attendance", UNDO = "undo_attendance", NEW = "drop_in_somebody_new";
  var HELPS = "say_who_helps";
  var AT_ONCE = 200, SLOW = 2000, TOO_SLOW = 5000, TRY_AGAIN = 20000;
  var page = document.querySelector("[data-register]");
  if (!page || !window.fetch || !window.Promise || !window.crypto) { return; }

  var keptUnder = page.getAttribute("data-kept-under");
  var isSending = false;
  var isWaiting = navigator.onLine === false; // for a connection, or a slow answer

  function one(selector, within) { return (within || page).querySelector(selector); }
  function all(selector, within) {
    return Array.prototype.slice.call((within || page).querySelectorAll(selector));
  }
  function says(what, isSaid) { one("[data-says='" + what + "']").hidden = !isSaid; }

  // ---- What is kept on this phone ----

  function kept() {
    try { return JSON.parse(window.localStorage.getItem(keptUnder)) || []; } catch (error) { return []; }
  }

  // False where the browser keeps nothing: the form is then sent as it is.
  function keep(taps) {
    try {
      if (taps.length) { window.localStorage.setItem(keptUnder, JSON.stringify(taps)); }
      else { window.localStorage.removeItem(keptUnder); }
      return true;
    } catch (error) { return false; }
  }

  function newKey() {
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return Array.prototype.map.call(bytes, function (byte, place) {
      var dash = place === 4 || place === 6 || place === 8 || place === 10 ? "-" : "";
      return dash + (byte + 256).toString(16).slice(1);
    }).join("");
  }

  function tap(deed, more) {
    var taps = kept();
    var last = taps.length ? taps[taps.length - 1].at : 0;
    var made = { key: newKey(), deed: deed, at: Math.max(Date.now(), last + 1) };
    Object.keys(more).forEach(function (name) { made[name] = more[name]; });
    return keep(taps.concat([made]));
  }

  // ---- What is shown ----

  function faceOf(made) {
    if (made.deed === UNDO) { return "unmarked"; }
    return made.came ? "came" : "missed";
  }

  function turn(row, face) {
    row.setAttribute("data-face", face);
    all("[data-is]", row).forEach(function (part) {
      part.hidden = part.getAttribute("data-is") !== face;
    });
  }

  function helperIn(row, taps) {
    var booking = Number(row.getAttribute("data-booking"));
    return taps.reduce(function (shift, made) {
      return made.deed === HELPS && made.booking === booking ? made.shift : shift;
    }, Number(row.getAttribute("data-helper")));
  }

  function showHelper(row, shift) {
    var button = one("[data-shift='" + shift + "']", one("[data-helpers]").content);
    all("[data-with]", row).forEach(function (part) {
      part.hidden = !shift || !button;
      one("bdi", part).textContent = shift && button ? one("bdi", button).textContent : "";
    });
  }

  function show() {
    var taps = kept(), last = {}, isKept = {};
    taps.forEach(function (made) {
      if (made.booking) { isKept[made.booking] = true; }
      if (made.booking && made.deed !== HELPS) { last[made.booking] = made; }
    });
    var rows = all("[data-booking]");
    rows.forEach(function (row) {
      var made = last[row.getAttribute("data-booking")];
      if (made) { turn(row, faceOf(made)); }
      showHelper(row, helperIn(row, taps));
      one("[data-kept]", row).hidden = !(isKept[row.getAttribute("data-booking")] && isWaiting);
    });
    var added = taps.filter(function (made) { return made.deed === NEW; });
    showNew(added);
    var here = rows.filter(function (row) { return row.getAttribute("data-face") === "came"; });
    one("[data-here]").textContent = here.length + added.length;
    one("[data-all]").textContent = rows.length + added.length;
    one("[data-how-many]").textContent = taps.length;
    all("[data-says='kept']").forEach(function (part) { part.hidden = !(isWaiting && taps.length); });
  }

  function showNew(added) {
    var list = one("[data-new]"), empty = one("[data-new-row]").content.firstElementChild;
    list.textContent = "";
    added.forEach(function (made) {
      var row = document.importNode(empty, true);
      one("bdi", row).textContent = made.called;
      one(".heard", row).textContent = " " + made.called;
      one("button", row).setAttribute("data-take-off", made.key);
      list.appendChild(row);
    });
  }

  function refuse(words) {
    var list = one("[data-refused]");
    var isSaid = all("li", list).some(function (item) { return item.textContent === words; });
    if (!isSaid) {
      list.appendChild(document.createElement("li")).textContent = words;
    }
    says("refused", true);
  }

  // ---- Sending ----

  function wait() {
    isWaiting = true;
    says("sent", false);
    show();
  }

  function send() {
    var taps = kept().slice(0, AT_ONCE);
    if (isSending || !taps.length) { return; }
    isSending = true;
    var slow = window.setTimeout(wait, SLOW);
    post(taps).catch(wait).then(function () {
      window.clearTimeout(slow);
      isSending = false;
    });
  }

  function post(taps) {
    return window.fetch(page.getAttribute("data-send"), {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": one("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ sent_at: Date.now(), taps: taps })
    }).then(function (response) {
      var isJson = (response.headers.get("Content-Type") || "").indexOf("application/json") === 0;
      if (isJson) { return response.json().then(answered); }
      wait();
      // Led to the sign-in, or signed in anew since: the page itself says which, and has the token.
      if (response.redirected || response.status === 403) { return refresh(); }
    });
  }

  function answered(body) {
    if (!body.answers) { // the whole was refused; nothing is lost
      refuse(body.why);
      return wait();
    }
    var isDone = {}, wasWaiting = isWaiting;
    body.answers.forEach(function (answer) {
      isDone[answer.key] = true;
      if (!answer.is_done) { refuse(answer.why); }
    });
    keep(kept().filter(function (made) { return !isDone[made.key]; }));
    isWaiting = false;
    says("sent", wasWaiting && !kept().length);
    show();
    if (kept().length) { window.setTimeout(send, 0); }
    else { return refresh(); }
  }

  // What the server knows: those who are new, what others marked, and what was refused after all.
  function refresh() {
    return window.fetch(window.location.pathname, { credentials: "same-origin" }).then(function (response) {
      if (response.redirected) { return says("signed-out", true); }
      return response.text().then(merge);
    });
  }

  // Row by row: a button that a finger is on is never replaced.
  function merge(html) {
    var fresh = new window.DOMParser().parseFromString(html, "text/html").querySelector("[data-register]");
    if (!fresh) { return; }
    var list = one("[data-rows]"), before = null;
    var are = all("[data-booking]", fresh).map(function (row) { return row.id; });
    all("li", list).forEach(function (row) { if (are.indexOf(row.id) < 0) { list.removeChild(row); } });
    all("[data-booking]", fresh).forEach(function (row) {
      var known = document.getElementById(row.id);
      if (known) { mergeRow(known, row); }
      else { list.insertBefore(known = document.importNode(row, true), before ? before.nextSibling : list.firstChild); }
      before = known;
    });
    one("[data-as-of]").textContent = one("[data-as-of]", fresh).textContent;
    all("[name=csrfmiddlewaretoken]").forEach(function (token) {
      token.value = one("[data-new-person] [name=csrfmiddlewaretoken]", fresh).value;
    });
    says("signed-out", false);
    says("old", false);
    show();
  }

  function mergeRow(row, fresh) {
    turn(row, fresh.getAttribute("data-face"));
    row.setAttribute("data-helper", fresh.getAttribute("data-helper"));
    all("h2, .register-state", fresh).forEach(function (words, place) {
      all("h2, .register-state", row)[place].textContent = "";
      Array.prototype.slice.call(words.childNodes).forEach(function (node) {
        all("h2, .register-state", row)[place].appendChild(document.importNode(node, true));
      });
    });
  }

  // The button that was pressed is gone: whoever listens or uses keys goes on from the name.
  function goTo(row) {
    var name = row && one("h2", row);
    if (name) {
      name.setAttribute("tabindex", "-1");
      name.focus({ preventScroll: true });
    }
  }

  // ---- What is pressed ----

  function pressTap(form) {
    var booking = Number(one("[name=booking]", form).value);
    return tap(form.getAttribute("data-tap"), { booking: booking, came: form.getAttribute("data-came") === "yes" });
  }

  // Without a connection, those who help are to choose from in the row itself.
  function askWhoHelps(row) {
    var choices = document.importNode(one("[data-helpers]").content, true);
    all("[data-choices]").forEach(function (open) { open.parentNode.removeChild(open); });
    all("[data-whom]", choices).forEach(function (whom) { whom.textContent = one("h2", row).textContent; });
    row.appendChild(choices);
    one("[data-choices] button", row).focus();
  }

  function pressHelper(row, shift) {
    var seen = helperIn(row, kept()), choices = one("[data-choices]", row);
    if (!tap(HELPS, { booking: Number(row.getAttribute("data-booking")), shift: shift, seen: seen })) { return; }
    row.removeChild(choices);
    show();
    goTo(row);
    send();
  }

  // A name is kept; a card can't be looked up here.
  function pressNew(form) {
    var box = one("input[type=text]", form);
    var called = Array.from(box.value.replace(/\s+/g, " ").trim()).slice(0, 40).join("");
    var isNumber = /\d{4}/.test(called.replace(/\s/g, ""));
    says("number-offline", isNumber);
    if (isNumber || !called) { box.focus(); return true; }
    if (!tap(NEW, { called: called })) { return false; }
    box.value = "";
    return true;
  }

  function isCutOff() { return navigator.onLine === false || (isWaiting && kept().length > 0); }

  // A phone may not know yet that its connection is gone: then the name would go with the page.
  function isReached() {
    return new Promise(function (resolve) {
      window.setTimeout(function () { resolve(false); }, TOO_SLOW);
      window.fetch(page.getAttribute("data-worker"), { cache: "no-store" }).then(
        function () { resolve(true); }, function () { resolve(false); }
      );
    });
  }

  function pressFind(form) {
    return isReached().then(function (isThere) {
      if (isThere) { return form.submit(); }
      wait();
      if (!pressNew(form)) { form.submit(); }
      show();
    });
  }

  page.addEventListener("submit", function (event) {
    var form = event.target;
    var isNew = form.hasAttribute("data-new-person");
    if (!isNew && !form.hasAttribute("data-tap")) { return; }
    if (isNew && !isCutOff()) {
      event.preventDefault();
      pressFind(form);
      return;
    }
    if (isNew ? !pressNew(form) : !pressTap(form)) { return; }
    event.preventDefault();
    show();
    goTo(form.closest("[data-booking]"));
    send();
  });

  page.addEventListener("click", function (event) {
    var takesOff = event.target.closest("[data-take-off]");
    if (takesOff) {
      var key = takesOff.getAttribute("data-take-off");
      keep(kept().filter(function (made) { return made.key !== key; }));
      show();
    }
    var row = event.target.closest("[data-booking]"), helper = event.target.closest("[data-shift]");
    if (helper) { return pressHelper(row, Number(helper.getAttribute("data-shift"))); }
    if ((isCutOff() || isWaiting) && event.target.closest("[data-who-helps]")) {
      event.preventDefault();
      return askWhoHelps(row);
    }
    if (event.target.hasAttribute("data-seen")) {
      one("[data-refused]").textContent = "";
      says("refused", false);
    }
  });

  // Also of the links below the list: without a connection they would lead to no page at all.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='/']");
    if (event.defaultPrevented || !link || navigator.onLine !== false) { return; }
    event.preventDefault();
    says("needed", true);
    one("[data-says='needed']").scrollIntoView({ block: "nearest" });
  });

  // ---- The connection, and the list without one ----

  window.addEventListener("offline", wait);
  window.addEventListener("online", function () {
    isWaiting = kept().length > 0;
    says("old", false);
    says("needed", false);
    show();
    if (isWaiting) { send(); } else { refresh(); }
  });
  window.setInterval(send, TRY_AGAIN);

  // A copy of this page opens without a connection, until somebody signs out or for a day.
  function keepPage() {
    var files = all("link[rel=stylesheet], script[src], img[src]", document).map(function (file) {
      return file.href || file.src;
    });
    return window.caches.open("register").then(function (copies) {
      return copies.addAll([window.location.pathname].concat(files));
    });
  }

  if (navigator.serviceWorker && window.caches) {
    navigator.serviceWorker.register(page.getAttribute("data-worker")).then(function () {
      if (navigator.onLine !== false) { return keepPage(); }
    }).catch(function () { /* the page works without a copy of itself */ });
  }

  says("old", isWaiting);
  show();
  send();
})();
