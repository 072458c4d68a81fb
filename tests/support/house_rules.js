// What only shows when a page is laid out and used. Put into a page by house_rules.py.
(() => {
  const name = el => el.outerHTML.slice(0, 90).replace(/\s+/g, ' ');
  const look = el => getComputedStyle(el);
  const isForEarsOnly = el => look(el).clipPath !== 'none';
  const withLabels = el => [el, ...(el.labels || [])];

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

  const holdsMoreThanItShows = el => {
    if (!el.clientWidth || el.scrollWidth <= el.clientWidth + 1 || isForEarsOnly(el)) return '';
    if (el.matches('input, textarea, select, progress, svg')) return '';
    const flow = look(el).overflowX;
    const isNamed = el.getAttribute('aria-label') || el.getAttribute('aria-labelledby');
    const isReached = el.tabIndex === 0 && el.getAttribute('role') === 'region' && isNamed;
    if ((flow === 'auto' || flow === 'scroll') && !isReached)
      return `H6: scrolls, but is no named region that Tab reaches | ${name(el)}`;
    return flow === 'hidden' || flow === 'clip' ? `H7: cuts off what it holds | ${name(el)}` : '';
  };

  const tooSmall = least => el => {
    const parts = el.matches('[type=radio], [type=checkbox]') ? withLabels(el) : [el];
    const boxes = parts.map(one => one.getBoundingClientRect());
    const wide = Math.max(...boxes.map(box => box.width));
    const high = Math.max(...boxes.map(box => box.height));
    return wide && high && Math.min(wide, high) < least - .5
      ? `H17: only ${Math.round(wide)} by ${Math.round(high)} px to press | ${name(el)}` : '';
  };

  // A control and its label: our radio buttons show their focus on both.
  const looks = el => withLabels(el).map(one => {
    const s = look(one);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor,
            s.borderColor, s.color, s.textDecorationLine].join(' ');
  }).join(' | ');
  const hasRing = el => withLabels(el).map(look).some(
    s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);

  window.houseRules = {
    layout: least => [
      ...tooWide(),
      ...[...document.body.querySelectorAll('*')].map(holdsMoreThanItShows),
      ...[...document.querySelectorAll(
        'button, .button, summary, select, textarea, input:not([type=hidden])')]
        .filter(el => !el.closest('[aria-hidden=true]')).map(tooSmall(least)),
    ].filter(Boolean),

    beginTabbing: () => {
      document.activeElement?.blur();
      const stops = 'a, button, input, select, textarea, summary, [tabindex]';
      houseRules.before = new Map([...document.querySelectorAll(stops)].map(el => [el, looks(el)]));
      houseRules.seen = [];
    },

    // Null when Tab has gone round, or out of the page.
    stop: () => {
      const el = document.activeElement, found = [], last = houseRules.seen.at(-1);
      if (!el || el === document.body || el === houseRules.seen[0]) return null;
      houseRules.seen.push(el);
      if (!hasRing(el) && looks(el) === houseRules.before.get(el))
        found.push(`H5: focus does not show | ${name(el)}`);
      const box = el.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight) found.push(`H5: focus is out of sight | ${name(el)}`);
      if (last && !(last.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING))
        found.push(`H5: focus jumps back | ${name(el)}`);
      return found;
    },
  };
})()
