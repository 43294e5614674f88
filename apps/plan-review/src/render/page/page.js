(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const order = ['low', 'medium', 'high', 'blocking'];
  const rows = all('.row');

  function filter() {
    const stack = one('#stack').value;
    const least = order.indexOf(one('#danger').value);
    const text = one('#text').value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits =
        (stack === '' || row.dataset.stack === stack) &&
        order.indexOf(row.dataset.level) >= least &&
        (text === '' || row.textContent.toLowerCase().includes(text));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const part of all('[data-rows]')) part.hidden = !part.querySelector('.row:not([hidden])');
    one('#shown').textContent = `${shown} of ${rows.length} lines`;
  }

  function move(step) {
    const visible = rows.filter((row) => !row.hidden);
    const at = visible.indexOf(document.activeElement?.closest('.row'));
    const next = visible[Math.min(visible.length - 1, Math.max(0, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  function setAll(open) {
    for (const details of all('.row:not([hidden]) details')) details.open = open;
  }

  for (const id of ['#stack', '#danger', '#text']) one(id).addEventListener('input', filter);
  one('#open').addEventListener('click', () => setAll(true));
  one('#close').addEventListener('click', () => setAll(false));
  one('#theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const details = document.activeElement?.closest('.row')?.querySelector('details');
    const keys = {
      j: () => move(1),
      k: () => move(-1),
      o: () => details && (details.open = !details.open),
      e: () => setAll(true),
      c: () => setAll(false),
      '/': () => one('#text').focus(),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  let openBefore = [];
  addEventListener('beforeprint', () => {
    openBefore = all('details[open]');
    setAll(true);
  });
  addEventListener('afterprint', () => {
    for (const details of all('details')) details.open = openBefore.includes(details);
  });

  for (const element of all('[data-needs-script]')) element.hidden = false;
  filter();
  document.documentElement.dataset.ready = '';
})();
