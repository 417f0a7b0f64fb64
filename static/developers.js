(() => {
  const SHOWN = 4000;
  const FRAME_END = /\r\n\r\n|\n\n|\r\r/;
  const seconds = (since) => ((performance.now() - since) / 1000).toFixed(3);
  const counted = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

  const fitting = (form, place) => [...form.elements].filter((field) => field.dataset.place === place);
  const filled = (form, place) => fitting(form, place).filter((field) => field.type === "checkbox" || field.value.trim());
  const addressOf = (form) => {
    let path = form.dataset.path;
    for (const { name, value } of fitting(form, "path"))
      path = path.replace(`{${name}}`, encodeURIComponent(value.trim()));
    const query = new URLSearchParams(filled(form, "query").map(({ name, value }) => [name, value.trim()]));
    return query.size ? `${path}?${query}` : path;
  };
  const multipart = async (form, signal) => {
    const body = new FormData();
    for (const { name, value } of filled(form, "form")) body.append(name, value);
    for (const field of fitting(form, "file")) {
      let [file] = field.files;
      if (!file && field.dataset.source) {
        const answer = await fetch(field.dataset.source, { signal });
        if (!answer.ok) throw new Error(`${field.dataset.source} answered ${answer.status}: ${await answer.text()}`);
        file = new File([await answer.blob()], field.dataset.filename, { type: "application/octet-stream" });
      }
      if (file) body.append(field.name, file);
    }
    return body;
  };
  const optionsOf = async (form, signal) => {
    const { method, body, streams } = form.dataset;
    const options = { method, signal, cache: "no-store", headers: {} };
    if (streams !== undefined) options.headers.Accept = "text/event-stream";
    if (body === "json") {
      const members = filled(form, "json").map((field) => [
        field.name,
        field.type === "checkbox" ? field.checked : field.value,
      ]);
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(Object.fromEntries(members));
    } else if (body === "multipart") options.body = await multipart(form, signal);
    return options;
  };

  const rawOf = (text) => {
    const shown = document.createElement("pre");
    shown.textContent = text.slice(0, SHOWN);
    if (text.length <= SHOWN) return [shown];
    const rest = document.createElement("button");
    rest.type = "button";
    rest.className = "tool";
    rest.textContent = `Show ${(text.length - SHOWN).toLocaleString("en")} more characters`;
    rest.addEventListener("click", () => {
      shown.textContent = text;
      shown.tabIndex = -1;
      rest.remove();
      shown.focus();
    });
    return [shown, rest];
  };

  class Exchange {
    constructor(form) {
      this.form = form;
      this.part = (name) => form.querySelector(`[data-${name}]`);
      this.frames = 0;
      this.bytes = 0;
      this.controller = new AbortController();
    }
    say(text) {
      this.part("status").textContent = text;
    }
    get sum() {
      const what = this.isStream ? counted(this.frames, "frame") : counted(this.bytes, "byte");
      return `${what} in ${seconds(this.began)} s`;
    }
    show(text) {
      if (!text) return;
      this.frames += 1;
      const log = this.part("frames");
      const atEnd = log.scrollHeight - log.clientHeight - log.scrollTop < 32;
      const item = document.createElement("li");
      const when = document.createElement("span");
      when.className = "dev-when";
      when.textContent = `+${seconds(this.began)} s`;
      item.append(when, ...rawOf(text));
      log.firstElementChild.append(item);
      this.part("count").textContent = this.sum;
      if (atEnd) log.scrollTop = log.scrollHeight;
    }
    async run() {
      this.open(true);
      this.say("Sending…");
      this.began = performance.now();
      try {
        await this.exchange();
      } catch (error) {
        if (this.controller.signal.aborted) this.say(`Stopped by you: ${this.sum}.`);
        else this.say(`The line broke: ${this.sum}. ${error.name}: ${error.message}`);
      } finally {
        this.open(false);
      }
    }
    async exchange() {
      const { signal } = this.controller;
      const options = await optionsOf(this.form, signal);
      this.began = performance.now();
      const answer = await fetch(addressOf(this.form), options);
      this.isStream = (answer.headers.get("content-type") ?? "").startsWith("text/event-stream");
      this.status = `${answer.status} ${answer.statusText}`.trim();
      this.part("headers").textContent = [...answer.headers].map((pair) => pair.join(": ")).join("\n");
      this.say(`${this.status}, after ${seconds(this.began)} s`);
      await this.read(answer);
      this.say(`${this.status}. Ended: ${this.sum}.`);
    }
    async read(answer) {
      const decoder = new TextDecoder();
      let rest = "";
      const reader = answer.body?.getReader();
      for (;;) {
        const { done, value } = reader ? await reader.read() : { done: true };
        this.bytes += value?.length ?? 0;
        rest += decoder.decode(value, { stream: !done });
        for (let found; this.isStream && (found = FRAME_END.exec(rest)); rest = rest.slice(found.index + found[0].length))
          this.show(rest.slice(0, found.index));
        if (done) break;
      }
      this.show(rest);
    }
    open(isOpen) {
      if (isOpen) {
        this.part("answer").hidden = false;
        this.part("frames").firstElementChild.replaceChildren();
        for (const name of ["headers", "count"]) this.part(name).textContent = "";
      }
      this.part("count").hidden = !isOpen;
      this.part("frames").setAttribute("aria-busy", isOpen);
      this.part("stop").hidden = !isOpen;
      const send = this.form.querySelector("button:not([type])");
      send.disabled = isOpen;
      if (isOpen) this.part("stop").focus();
      else if (document.activeElement === document.body) send.focus();
    }
  }

  for (const form of document.querySelectorAll("[data-try]")) {
    form.hidden = false;
    form.previousElementSibling.remove();
    let exchange;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      exchange = new Exchange(form);
      exchange.run();
    });
    form.querySelector("[data-stop]").addEventListener("click", () => exchange?.controller.abort());
  }

  const search = document.querySelector("[data-search]");
  if (search) {
    const found = search.querySelector("[data-found]");
    const groups = [...document.querySelectorAll("[data-group]")];
    const entries = [...document.querySelectorAll("[data-entry]")];
    // The same words that the server searches through.
    const said = (entry) => {
      const parts = entry.querySelectorAll(".ref-title, .ref-body > p, .ref-parameters dt > code");
      return [entry.lastElementChild.id, ...[...parts].map((part) => part.textContent)].join(" ").toLowerCase();
    };
    const texts = new Map();
    const look = () => {
      if (!texts.size) for (const entry of entries) texts.set(entry, said(entry));
      const words = search.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const entry of entries) entry.hidden = !words.every((word) => texts.get(entry).includes(word));
      for (const group of groups) group.hidden = !group.querySelector("[data-entry]:not([hidden])");
      const shown = entries.filter((entry) => !entry.hidden && !entry.lastElementChild.id.startsWith("schema-"));
      found.textContent = counted(shown.length, "operation");
    };
    // What the server has left out can only come from there.
    if (!search.elements.q.defaultValue) {
      search.addEventListener("input", look);
      search.addEventListener("submit", (event) => event.preventDefault());
      if (search.elements.q.value) look();
    }
  }

  let hiding;
  const tell = (text) => {
    // It stands behind this script on the page.
    const toast = document.getElementById("live-status");
    clearTimeout(hiding);
    toast.textContent = text;
    toast.hidden = false;
    hiding = setTimeout(() => (toast.hidden = true), 2000);
  };
  for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy-from]") : []) {
    button.hidden = false;
    const line = document.getElementById(button.dataset.copyFrom);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(line.textContent);
        tell("Copied");
      } catch {
        getSelection().selectAllChildren(line);
        tell("This browser does not let the page copy. The line is selected: copy it yourself.");
      }
    });
  }
})();
