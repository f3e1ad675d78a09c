/* A QR carries the code behind the #, so it never reaches a server or a log. Bring it to the form, and drop it from the address. */
(() => {
  "use strict";
  const field = document.querySelector("[data-code]");
  const scanned = decodeURIComponent(location.hash.slice(1));
  if (!field || !scanned) return;
  history.replaceState(null, "", location.pathname);
  field.value = scanned.replaceAll("-", " ");
  if (!document.querySelector("[data-refused]")) field.form.requestSubmit();
})();
