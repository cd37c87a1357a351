/* The call desk by keyboard: arrow down from the box to the people found, and up again. */
(function () {
  'use strict';

  function people() {
    return Array.prototype.slice.call(document.querySelectorAll('.caller'));
  }

  document.addEventListener('keydown', function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var here = document.activeElement;
    var box = document.getElementById('who');
    if (!step || !box || !(here === box || here.classList.contains('caller'))) return;
    var stops = [box].concat(people());
    var next = stops[stops.indexOf(here) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
}());
