// Nobody is signed in here any more: the copy of the register goes from this phone.
(function () {
  "use strict";
  if (window.caches) { window.caches.delete("register"); }
})();
