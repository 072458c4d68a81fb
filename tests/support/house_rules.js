// What only shows when a page is laid out and used. Put into a page by house_rules.py.
(() => {
  const name = el => el.outerHTML.slice(0, 90).replace(/\s+/g, ' ');
  const look = el => getComputedStyle(el);
  const isForEarsOnly = el => look(el).clipPath !== 'none';
  const withLabels = el => [el, ...(el.labels || [])];
  const elements = () => [...document.body.querySelectorAll('*')];
  const joined = ['ar', 'ckb', 'fa', 'ps', 'ur'].map(tag => `:lang(${tag})`);

  // Colours as [red, green, blue, alpha] from 0 to 255, however the stylesheet wrote them.
  const pot = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const known = new Map();
  const colour = written => {
    if (!known.has(written)) {
      pot.clearRect(0, 0, 1, 1);
      pot.fillStyle = written;
      pot.fillRect(0, 0, 1, 1);
      known.set(written, [...pot.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(written);
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((part, i) => (part * a + below[i] * (255 - a)) / 255);
  // What an element is painted on; null where that is a picture.
  const ground = el => {
    if (!el) return colour('white');
    if (look(el).backgroundImage !== 'none') return null;
    const own = colour(look(el).backgroundColor);
    if (own[3] === 255) return own;
    const below = ground(el.parentElement);
    return below && over(own, below);
  };
  const light = rgb => {
    const [r, g, b] = rgb.slice(0, 3).map(part => part / 255)
      .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + .05) / (dark + .05);
  };

  const tooWide = () => {
    const root = document.scrollingElement, edge = root.clientWidth;
    if (root.scrollWidth <= edge) return [];
    const beyond = [...document.body.querySelectorAll('*')].filter(el => {
      const box = el.getBoundingClientRect();
      return box.width && (box.right > edge + 1 || box.left < -1)
        && !isForEarsOnly(el) && !el.parentElement.closest('[role=region]');
    });
    return [`H6: the page is ${root.scrollWidth} px wide in a window of ${edge} px`,
            ...beyond.slice(0, 5).map(el => `H6: too wide | ${name(el)}`)];
  };

  const isCutBelow = el => el.clientHeight && el.scrollHeight > el.clientHeight + 1
    && ['hidden', 'clip'].includes(look(el).overflowY);

  const holdsMoreThanItShows = el => {
    if (el.matches('input, textarea, select, progress, svg') || isForEarsOnly(el)) return '';
    if (isCutBelow(el)) return `H7: cuts off what it holds | ${name(el)}`;
    if (!el.clientWidth || el.scrollWidth <= el.clientWidth + 1) return '';
    const flow = look(el).overflowX;
    const isNamed = el.getAttribute('aria-label') || el.getAttribute('aria-labelledby');
    const isReached = el.tabIndex === 0 && el.getAttribute('role') === 'region' && isNamed;
    if ((flow === 'auto' || flow === 'scroll') && !isReached)
      return `H6: scrolls, but is no named region that Tab reaches | ${name(el)}`;
    return flow === 'hidden' || flow === 'clip' ? `H7: cuts off what it holds | ${name(el)}` : '';
  };

  const isPressed = 'button, .button, summary, select, textarea, input:not([type=hidden])';
  // A link within a line of text is as high as its line; WCAG lets it be.
  const standsAlone = el =>
    look(el).display !== 'inline' && !el.matches(isPressed) && !isForEarsOnly(el);

  const tooSmall = least => el => {
    const parts = el.matches('[type=radio], [type=checkbox]') ? withLabels(el) : [el];
    const boxes = parts.map(one => one.getBoundingClientRect());
    const wide = Math.max(...boxes.map(box => box.width));
    const high = Math.max(...boxes.map(box => box.height));
    return wide && high && Math.min(wide, high) < least - .5
      ? `H17: only ${Math.round(wide)} by ${Math.round(high)} px to press | ${name(el)}` : '';
  };

  // A control and its label: our radio buttons show their focus on both.
  const grounds = el => withLabels(el).map(ground);
  const differs = (one, other) => !one || !other || contrast(one, other) >= 3;
  // Two px of line, or a fill, that differ three to one from what was there before.
  const hasRing = el => withLabels(el).some(one => {
    const s = look(one), within = parseFloat(s.outlineOffset) < 0;
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
      && differs(colour(s.outlineColor), ground(within ? one : one.parentElement));
  });
  const hasFill = (el, before) => grounds(el).some(
    (now, place) => before[place] && now && contrast(now, before[place]) >= 3);
  const isCovered = el => {
    const [box] = el.getClientRects();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return seen && !withLabels(el).some(one => one.contains(seen) || seen.contains(one));
  };

  const saysSomething = text => text.data.trim()
    && text.parentElement.checkVisibility({visibilityProperty: true})
    && !text.parentElement.closest('svg, option, [aria-hidden=true]');
  const isPale = least => el => {
    for (let around = el; around; around = around.parentElement)
      if (isForEarsOnly(around)) return '';
    const behind = ground(el);
    if (!behind || el.matches(':disabled')) return '';
    const ratio = contrast(over(colour(look(el).color), behind), behind);
    return ratio < least - .005
      ? `H20: words stand out ${ratio.toFixed(2)} to 1, not ${least} | ${name(el)}` : '';
  };

  window.houseRules = {
    layout: least => [
      ...tooWide(),
      ...elements().map(holdsMoreThanItShows),
      ...[...document.querySelectorAll(isPressed)]
        .filter(el => !el.closest('[aria-hidden=true]')).map(tooSmall(least)),
      ...[...document.querySelectorAll('a')].filter(standsAlone).map(tooSmall(24)),
    ].filter(Boolean),

    // The spacing of WCAG 1.4.12; letters that join are never set apart.
    spaced: () => {
      const before = new Set(elements().map(holdsMoreThanItShows)), sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        :not(${joined}) { line-height: 1.5 !important; letter-spacing: .12em !important; }
        * { word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
      const found = elements().map(holdsMoreThanItShows).filter(one => one && !before.has(one));
      document.adoptedStyleSheets = [];
      return found.map(one => `${one} | when people space it`);
    },

    colours: least => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), holders = new Set();
      while (walk.nextNode()) if (saysSomething(walk.currentNode)) holders.add(walk.currentNode.parentElement);
      return [...holders].map(isPale(least)).filter(Boolean);
    },

    beginTabbing: () => {
      document.activeElement?.blur();
      const stops = 'a, button, input, select, textarea, summary, [tabindex]';
      houseRules.before = new Map([...document.querySelectorAll(stops)].map(el => [el, grounds(el)]));
      houseRules.seen = [];
    },

    // Null when Tab has gone round, or out of the page.
    stop: () => {
      const el = document.activeElement, found = [], last = houseRules.seen.at(-1);
      if (!el || el === document.body || el === houseRules.seen[0]) return null;
      if (el === last) return found;  // from one part of a player to the next
      houseRules.seen.push(el);
      if (!hasRing(el) && !hasFill(el, houseRules.before.get(el) || []))
        found.push(`H5: focus does not show | ${name(el)}`);
      const box = el.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight) found.push(`H5: focus is out of sight | ${name(el)}`);
      else if (isCovered(el)) found.push(`H5: focus is covered | ${name(el)}`);
      if (last && !(last.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING))
        found.push(`H5: focus jumps back | ${name(el)}`);
      return found;
    },
  };
})()
