// The Checks panel of the editor knows a rule only by its name. Where the rule is the step
// contract, the panel says instead what the contract says: the words of the element it found.
(function () {
  'use strict';

  function previewed(row) {
    var frame = document.getElementById('w-preview-iframe');
    var found = row.querySelector('[data-content-checker-selector-text]');
    if (!frame || !frame.contentDocument || !found) return null;
    try {
      return frame.contentDocument.querySelector(found.textContent);
    } catch (error) {
      return null; // a selector that reaches into a frame within the frame
    }
  }

  function tell(row) {
    var remark = previewed(row);
    if (!remark || !remark.hasAttribute('data-contract')) return;
    row.querySelector('[data-content-checker-name]').textContent = remark.dataset.wrong;
    row.querySelector('[data-content-checker-help]').textContent = remark.dataset.mend;
    row.classList.add('contract-' + remark.dataset.contract);
  }

  document.addEventListener('DOMContentLoaded', function () {
    var panel = document.querySelector('[data-checks-panel]');
    if (!panel) return;
    new MutationObserver(function () {
      Array.prototype.forEach.call(panel.querySelectorAll('[data-content-checker-row]'), tell);
    }).observe(panel, { childList: true });
  });
})();
