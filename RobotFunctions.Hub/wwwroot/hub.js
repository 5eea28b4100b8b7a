// What pages do beyond htmx. Every page works without it.
(() => {
  'use strict';
  const zoned = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

  const enhance = root => {
    for (const time of root.querySelectorAll('time[datetime]')) time.textContent = zoned.format(new Date(time.dateTime));
    for (const button of root.querySelectorAll('button[data-copy]')) button.hidden = false;
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

  // A part of a page that was refused: the whole page says why.
  for (const failed of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(failed, event => window.location.assign(event.detail.pathInfo.finalRequestPath));
  }

  document.addEventListener('htmx:afterSettle', event => enhance(event.detail.elt));
  enhance(document);
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
})();
