// Adds passkeys and signs in with them: <div data-passkey="create|get" data-options="PATH" hidden> around a form with the field "credential".
// It stays hidden where the browser has no passkeys; signing in with a password needs no script.
(() => {
  'use strict';
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;

  const ask = {
    create: options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  };

  const answer = async (box, form) => {
    const sent = await fetch(box.dataset.options, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
    const options = await sent.json();
    if (!sent.ok) throw new Error(options.detail);
    form.elements.credential.value = JSON.stringify(await ask[box.dataset.passkey](options));
    form.submit();
  };

  for (const box of document.querySelectorAll('[data-passkey]')) {
    const form = box.querySelector('form');
    const problem = box.querySelector('[role=alert]');
    box.hidden = false;
    form.addEventListener('submit', event => {
      event.preventDefault();
      problem.textContent = '';
      answer(box, form).catch(error => {
        problem.textContent = error.name === 'NotAllowedError' ? 'No passkey was used: it was cancelled, took too long, or this browser has none for this Hub.' : error.message;
      });
    });
  }

  for (const instead of document.querySelectorAll('[data-without-passkeys]')) instead.hidden = true;
})();
