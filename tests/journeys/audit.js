// Measures on the page what axe-core does not know: the rules of our accessibility standard,
// by their names there. Returns a list of [rule, what was found]; empty where all is well.
(options) => {
  const found = [];
  const note = (rule, ...what) => found.push([rule, what.join(' ')]);

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const style = (element) => getComputedStyle(element);
  const box = (element) => element.getBoundingClientRect();
  const px = Math.round;
  const rootSize = parseFloat(style(document.documentElement).fontSize);
  const called = (element) =>
    `“${(element.getAttribute('aria-label') || element.textContent || element.name || '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;

  const seen = (element) => {
    const { width, height, right, left, bottom } = box(element);
    return width > 1 && height > 1 && right > 0 && left < innerWidth && bottom + scrollY > 0 && style(element).visibility !== 'hidden';
  };

  // ---- Targets: B1 to B4 ----

  const TARGETS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], [role=button], [onclick]';
  const MAIN_ACTIONS = '.main-button, .back-button, .call-button, .stuck-button, audio';

  // The whole row of a radio button or a box to tick is its target.
  const rowOf = (element) => (/radio|checkbox/.test(element.type || '') && element.labels[0]) || element;
  const targets = all(TARGETS).filter(seen).map((element) => ({ element, area: box(rowOf(element)) }));

  const gapBetween = (a, b) =>
    Math.hypot(Math.max(a.left - b.right, b.left - a.right, 0), Math.max(a.top - b.bottom, b.top - a.bottom, 0));
  const areOpposite = (a, b) => new Set([a.rel, b.rel]).size === 2 && [a.rel, b.rel].every((rel) => /next|prev/.test(rel));

  targets.forEach(({ element, area }, index) => {
    if (area.width < 64 || area.height < 64) note('B1', called(element), px(area.width), 'by', px(area.height));
    if (area.left < 16 || innerWidth - area.right < 16) note('B3', called(element), 'is within 16 px of the edge');
    for (const other of targets.slice(index + 1)) {
      const least = areOpposite(element, other.element) ? 32 : 16;
      const gap = gapBetween(area, other.area);
      const inside = element.contains(other.element) || other.element.contains(element);
      if (!inside && gap < least - 0.5) note('B3', called(element), 'and', called(other.element), 'are', px(gap), 'px apart');
    }
  });

  for (const element of all(MAIN_ACTIONS).filter(seen)) {
    const { width, height } = box(element);
    const column = style(element.parentElement);
    const room = element.parentElement.clientWidth - parseFloat(column.paddingLeft) - parseFloat(column.paddingRight);
    if (height < 72) note('B2', called(element), 'is', px(height), 'px tall');
    if (width < 160 || width < Math.min(room, 28 * parseFloat(style(element).fontSize)) - 1) note('B2', called(element), 'is', px(width), 'px wide of', px(room));
  }

  for (const link of all('a[href]').filter(seen)) {
    const besides = [...link.parentElement.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
    if (style(link).display.startsWith('inline') && besides.length) note('B4', called(link), 'stands inside a sentence');
  }

  // ---- Text: every piece with the block it stands in ----

  const blockOf = (element) => {
    while (style(element).display.startsWith('inline') || style(element).display === 'contents') element = element.parentElement;
    return element;
  };
  const pieces = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.textContent.trim() && !element.closest('script, style, svg') && seen(element)) {
      pieces.push({ text: walker.currentNode, element, block: blockOf(element) });
    }
  }

  // ---- Letters: T1, T2, T6, T8 ----

  for (const element of new Set(pieces.map((piece) => piece.element))) {
    const { fontSize, fontStyle, fontWeight, textTransform, textAlign, textDecorationLine, fontFamily } = style(element);
    if (parseFloat(fontSize) < 20) note('T2', called(element), fontSize);
    if (fontStyle === 'italic' || textTransform === 'uppercase' || Number(fontWeight) < 400 || textAlign === 'justify') {
      note('T8', called(element), fontStyle, textTransform, fontWeight, textAlign);
    }
    if (/underline/.test(textDecorationLine) && !element.closest('a')) note('T8', called(element), 'is underlined and no link');
    if (!document.documentElement.lang.startsWith('ar') && !fontFamily.startsWith('"Atkinson Hyperlegible Next"')) {
      note('T9', called(element), fontFamily);
    }
  }
  if (parseFloat(style(document.body).fontSize) < options.size) note('T1', 'the body is', style(document.body).fontSize);

  // ---- Lines: T4, T5, T6, T7, from where each word really stands ----

  const linesOf = (texts) => {
    const lines = [];
    for (const text of texts) {
      for (const match of text.textContent.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        const rows = [...range.getClientRects()].filter((row) => row.width > 0);
        const isBroken = rows.length > 1 && rows[rows.length - 1].top - rows[0].top > rows[0].height / 2;
        // A hyphen or a slash is a place to break; 13 letters are what must fit.
        if (options.measures_lines && isBroken && match[0].length <= 13 && !/[-–/]/.test(match[0])) note('T5', `the word “${match[0]}” is broken`);
        if (isBroken || !rows.length) continue;
        const [row] = rows;
        const line = lines.find((one) => Math.abs(one.middle - (row.top + row.bottom) / 2) < row.height / 2);
        if (line) Object.assign(line, { left: Math.min(line.left, row.left), right: Math.max(line.right, row.right), letters: line.letters + 1 + match[0].length });
        else lines.push({ middle: (row.top + row.bottom) / 2, left: row.left, right: row.right, letters: match[0].length });
      }
    }
    return lines;
  };

  for (const block of new Set(pieces.map((piece) => piece.block))) {
    const lines = linesOf(pieces.filter((piece) => piece.block === block).map((piece) => piece.text));
    if (!lines.length) continue;
    const { lineHeight, fontSize, paddingLeft, paddingRight } = style(block);
    const isHeading = /^H[1-6]$/.test(block.tagName);
    const isControl = block.closest('a, button');
    const letters = lines.reduce((sum, line) => sum + line.letters, 0);

    const longest = Math.max(...lines.map((line) => line.letters));
    if (longest > 70) note('T7', called(block), 'has a line of', longest, 'letters');

    const least = isHeading ? 1.25 : isControl ? 1.25 : 1.5;
    if (lines.length > 1 && !(parseFloat(lineHeight) / parseFloat(fontSize) >= least - 0.01)) {
      note('T6', called(block), 'has lines', (parseFloat(lineHeight) / parseFloat(fontSize)).toFixed(2), 'high');
    }

    if (options.measures_lines && !isHeading && !isControl && letters >= 20) {
      const width = lines.reduce((sum, line) => sum + line.right - line.left, 0);
      const room = block.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      const holds = Math.floor(room / (width / letters));
      if (holds < 13) note('T4', called(block), 'holds', holds, 'letters a line');
    }
  }

  // ---- Colour: C1, C2, C4, C5 ----

  const rgba = (colour) => {
    const parts = colour.match(/[\d.]+/g).map(Number);
    return parts.length < 4 ? [...parts, 1] : parts;
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      if (style(node).backgroundImage !== 'none') note('C5', called(element), 'has a picture behind it');
      layers.push(rgba(style(node).backgroundColor));
      if (layers[layers.length - 1][3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };

  const ink = style(document.body).color;
  for (const element of new Set(pieces.map((piece) => piece.element))) {
    const ratio = contrast(over(rgba(style(element).color), behind(element)), behind(element));
    if (ratio < (style(element).color === ink ? 10 : 7)) note('C1', called(element), ratio.toFixed(2));
  }
  if (!options.forced) {
    for (const element of all('button, input:not([type=hidden]):not([type=radio]), .choice, .main-button, .back-button, .call-button').filter(seen)) {
      const around = behind(element.parentElement);
      const edge = parseFloat(style(element).borderTopWidth) ? contrast(over(rgba(style(element).borderTopColor), around), around) : 1;
      if (Math.max(edge, contrast(behind(element), around)) < 4.5) note('C2', called(element), 'has an edge of', edge.toFixed(2));
    }
    const isWhite = rgba(style(document.body).backgroundColor).slice(0, 3).every((value) => value === 255);
    if (isWhite && !matchMedia('(prefers-contrast: more)').matches) note('C4', 'the page is pure white');
  }
  for (const element of all('body *').filter(seen)) {
    if (Number(style(element).opacity) < 1) note('C5', called(element), 'can be seen through');
    if (element.placeholder || element.disabled) note('C5', called(element), 'has a placeholder, or is greyed out');
  }

  // ---- What the reader's own settings ask for: U1 to U3 ----

  if (document.scrollingElement.scrollWidth > innerWidth) {
    const widest = all('body *').filter((element) => box(element).right > innerWidth + 1 || box(element).left < -1 && seen(element)).map(called);
    note('U2', 'the page scrolls sideways:', document.scrollingElement.scrollWidth, widest.slice(-3).join(' '));
  }
  for (const element of all('body *').filter(seen)) {
    const { overflowX, overflowY } = style(element);
    const cut = (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1)
      || (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1);
    if (cut && !element.closest('svg')) note('U2', called(element), 'is cut off');
  }
  if (/user-scalable|maximum-scale/.test(document.querySelector('meta[name=viewport]').content)) note('U1', 'the page may not be made larger');
  if (matchMedia('(prefers-contrast: more)').matches && !options.forced) {
    const onlyBlackAndWhite = ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'];
    if (![ink, style(document.body).backgroundColor].every((colour) => onlyBlackAndWhite.includes(colour))) {
      note('U4', 'the page is', ink, 'on', style(document.body).backgroundColor);
    }
    for (const element of all('button, .main-button, .back-button, .call-button').filter(seen)) {
      if (parseFloat(style(element).borderTopWidth) < 4) note('U4', called(element), 'has an edge of', style(element).borderTopWidth);
    }
  }
  if (options.forced) {
    for (const element of all('button, .main-button, .back-button, .call-button, input:not([type=hidden]):not([type=radio])').filter(seen)) {
      const { borderTopWidth, borderTopStyle, borderTopColor, forcedColorAdjust } = style(element);
      if (parseFloat(borderTopWidth) < 1 || borderTopStyle === 'none') note('U3', called(element), 'has no border');
      if (contrast(rgba(borderTopColor), behind(element.parentElement)) < 3) note('U3', called(element), 'has a border nobody sees', borderTopColor);
      if (forcedColorAdjust === 'none') note('U3', called(element), 'keeps its own colours');
    }
  }

  // ---- What may not be on a page at all: P3, F1, F4, B5; what must be: P7, L1, I1, P5, M1 ----

  const NEVER = {
    P3: '[title], [target=_blank], details, dialog, marquee, [autoplay], meta[http-equiv=refresh], [role=tablist], [role=tooltip], [aria-modal], iframe',
    F1: '[accesskey], [tabindex]:not([tabindex="0"]):not([tabindex="-1"])',
    B5: '[ondblclick], [draggable=true], [ontouchstart], [onmousedown]',
    C5: '[placeholder], [disabled]',
    L2: '[align], [hspace]',
  };
  for (const [rule, selector] of Object.entries(NEVER)) all(selector).forEach((element) => note(rule, element.outerHTML.slice(0, 80)));
  for (const element of all('body *')) {
    if (/sticky|fixed/.test(style(element).position)) note('P3', called(element), 'stays while the page moves');
    if (style(element).transitionDuration !== '0s') note('F4', called(element), 'moves:', style(element).transition);
  }
  if (document.getAnimations().length) note('F4', document.getAnimations().length, 'animations');

  if (!all('a[href^="tel:"]').filter(seen).length && !options.hasNoNumber) note('P7', 'there is no number to ring');
  if (!document.documentElement.lang || !document.documentElement.dir) note('L1', 'the page does not say its language and direction');
  for (const image of all('img')) {
    const alt = image.getAttribute('alt');
    if (alt === null || alt.length > 120 || /\.(svg|png|jpe?g|webp)$/i.test(alt)) note('I1', image.src, 'has the text', alt);
    if (!image.getAttribute('width') || !image.getAttribute('height')) note('P5', image.src, 'has no width and height');
  }
  for (const input of all('input[type=text], input:not([type])')) {
    const { borderTopWidth, fontSize } = style(input);
    if (parseFloat(borderTopWidth) < 3 || parseFloat(fontSize) < rootSize || box(input).height < 64) note('M1', called(input), borderTopWidth, fontSize);
    if (!input.autocomplete) note('M1', input.id, 'does not say what may be filled in');
  }

  // ---- Words on links and buttons: W8 ----

  const names = targets.filter(({ element }) => element.matches('a, button')).map(({ element }) => element.textContent.trim().replace(/\s+/g, ' '));
  names.filter((name, index) => names.indexOf(name) !== index).forEach((name) => note('W8', `two links or buttons say “${name}”`));
  names.filter((name) => !name || /^(click here|here|read more|more|next|back|link)$/i.test(name)).forEach((name) => note('W8', `“${name}” says nothing alone`));

  return found;
}
