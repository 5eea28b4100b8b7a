// What pages do beyond htmx. Every page works without it.
(() => {
  'use strict';
  const zoned = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

  const enhance = root => {
    for (const time of root.querySelectorAll('time[datetime]')) time.textContent = zoned.format(new Date(time.dateTime));
    for (const element of root.querySelectorAll('button[data-copy], [data-script]')) element.hidden = false;
  };

  const copy = async button => {
    const source = document.getElementById(button.dataset.copy);
    const selection = window.getSelection();
    selection.selectAllChildren(source);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
    } catch {
      // The browser gives no clipboard without HTTPS: the text is selected.
      button.textContent = 'Selected: copy it';
    }
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-copy]');
    if (button) copy(button);
  });

  // In a list with check boxes, keys move between the rows and select them; only while the focus is in it.
  document.addEventListener('keydown', event => {
    const row = event.target.closest?.('[data-roving] .rows > li');
    if (!row || event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input:not([type=checkbox]), select, textarea')) return;
    const focus = next => next?.querySelector('.title a')?.focus();
    const actions = {
      ArrowDown: () => focus(row.nextElementSibling),
      ArrowUp: () => focus(row.previousElementSibling),
      x: () => row.querySelector('input[type=checkbox]')?.click(),
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });

  // A part of a page that was refused: the whole page says why.
  for (const failed of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(failed, event => window.location.assign(event.detail.pathInfo.finalRequestPath));
  }

  document.addEventListener('htmx:afterSettle', event => enhance(event.detail.elt));
  enhance(document);
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
})();
