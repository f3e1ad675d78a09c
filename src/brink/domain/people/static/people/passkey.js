// Passkeys: the one thing here that needs a script, because only the browser can ask for a key.
// A form with data-passkey="create" or "get" gets its options from data-options (JSON) or, when absent, from
// data-options-url. The answer goes into the hidden field "credential" and the form is sent as any other.
(() => {
  "use strict";

  const toBytes = (text) => {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  };

  const toText = (buffer) => {
    const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const withBytes = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, {
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };

  const create = async (form, options) => {
    const alone = form.elements.passwordless;
    const selection = { ...options.authenticatorSelection };
    if (alone) {
      selection.residentKey = alone.checked ? "required" : "discouraged";
      selection.requireResidentKey = alone.checked;
      if (alone.checked) selection.userVerification = "required";
    }
    return navigator.credentials.create({
      publicKey: {
        ...options,
        authenticatorSelection: selection,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
  };

  const get = (options) =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });

  const written = (key) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = toText(key.response[name]);
    }
    if (key.response.getTransports) response.transports = key.response.getTransports();
    return {
      id: key.id,
      rawId: toText(key.rawId),
      type: key.type,
      authenticatorAttachment: key.authenticatorAttachment,
      clientExtensionResults: key.getClientExtensionResults(),
      response,
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-failed]");
      failed.hidden = true;
      try {
        const options = (await optionsOf(form)).publicKey;
        const key = form.dataset.passkey === "create" ? await create(form, options) : await get(options);
        form.elements.credential.value = JSON.stringify(written(key));
        form.submit();
      } catch {
        failed.hidden = false;
        failed.focus();
      }
    });
  }
})();
