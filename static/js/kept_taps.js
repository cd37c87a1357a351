// What a phone kept at the door and has not sent: on one's own page it says so, and asks before
// somebody signs out, which removes it. Where it came too late it is taken from the phone.
// See static/js/register.js, which keeps and sends. Parses on old tablets: no newer than ES2015.
(function () {
  "use strict";

  var storage, kept = [];
  try { storage = window.localStorage; } catch (error) { return; }
  if (!storage) { return; }

  function tapsUnder(name) {
    try { return JSON.parse(storage.getItem(name)) || []; } catch (error) { return []; }
  }

  var late = document.querySelector("[data-late-under]");
  if (late) {
    var under = late.getAttribute("data-late-under");
    late.hidden = tapsUnder(under).length === 0;
    storage.removeItem(under);
  }

  var place = document.querySelector("[data-kept-of]");
  if (!place) { return; }
  Object.keys(storage).forEach(function (name) {
    var parts = name.split(" "); // register, session, person
    var isMine = parts[0] === "register" && parts[2] === place.getAttribute("data-kept-of");
    if (isMine && tapsUnder(name).length) { kept.push({ session: parts[1], taps: tapsUnder(name) }); }
  });
  if (!kept.length) { return; }

  var said = document.importNode(place.querySelector("template").content, true);
  var link = said.querySelector("a"), warning = said.querySelector("[data-warning]");
  said.querySelector("[data-how-many]").textContent = kept[0].taps.length;
  link.href = place.getAttribute("data-registers").replace("0", kept[0].session);
  place.appendChild(said);

  document.addEventListener("submit", function (event) {
    if (!/\/logout\/$/.test(event.target.action) || !warning.hidden) { return; }
    event.preventDefault();
    warning.hidden = false;
    link.focus();
  });
})();
