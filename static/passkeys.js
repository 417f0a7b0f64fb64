(() => {
  const box = document.querySelector("[data-passkey]");
  // Without JSON in the API itself a browser is too old; without a secure page there are no passkeys.
  if (!box || !globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  const button = box.querySelector("button");
  const complaint = box.querySelector("[role=alert]");
  const token = document.querySelector("[name=_csrf_token]").value;
  const signsIn = box.dataset.passkey === "sign-in";
  const url = signsIn ? "/sign-in/passkey" : "/account/passkeys";

  const say = (text) => {
    complaint.textContent = text;
    complaint.hidden = !text;
  };
  const post = async (path, content) => {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "x-csrftoken": token },
      body: JSON.stringify(content),
    });
    const known = answer.headers.get("content-type")?.startsWith("application/json");
    const said = known ? await answer.json() : {};
    if (!answer.ok) throw new Error(said.detail || "That did not work. Reload the page and try again.");
    return said;
  };
  const ask = (options) =>
    signsIn
      ? navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      : navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  const REFUSALS = {
    NotAllowedError: "The passkey was not used. Try again when you are ready.",
    InvalidStateError: "This device has a passkey for your account already.",
    SecurityError: "Passkeys do not work at this address.",
  };

  button.addEventListener("click", async () => {
    say("");
    button.disabled = true;
    try {
      const { challenge_id, options } = await post(`${url}/challenge`, {});
      const credential = (await ask(options)).toJSON();
      const name = box.querySelector("[name=passkey_name]")?.value ?? "";
      const { go } = await post(url, { challenge_id, credential, name, go_on: box.dataset.next ?? "/" });
      location.assign(go);
    } catch (error) {
      say(REFUSALS[error.name] ?? (error instanceof TypeError ? "The server cannot be reached. Try again." : error.message));
      button.disabled = false;
    }
  });
  box.hidden = false;
})();
