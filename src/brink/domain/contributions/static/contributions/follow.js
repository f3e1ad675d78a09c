/* A QR carries the code behind the #, so it never reaches a server or a log. Bring it to the form, and drop it here. */
(() => {
  "use strict";
  const bring = () => {
    const field = document.querySelector("[data-code]");
    const scanned = decodeURIComponent(location.hash.slice(1));
    if (!field || !scanned) return;
    history.replaceState(null, "", location.pathname);
    field.value = scanned.replaceAll("-", " ");
    field.form.requestSubmit();
  };
  window.addEventListener("hashchange", bring);
  bring();
})();
