(() => {
  const FINAL = [401, 403, 404, 410];
  const EXPLAINED = [409, 413, 422, 429];
  const CROWDED = {
    429: "Too much is open at the same time. Close other tabs; this page goes on by itself.",
    503: "The server is busy. This page goes on by itself.",
  };
  const SILENCE = 20000;
  const lines = new Map();
  const toast = document.getElementById("live-status");
  const on = (name, act, target = document) => target.addEventListener(name, act);
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  let pending, wanted;
  const say = (text, delay = 0) => {
    // Attempts may fail faster than the delay: each must not put the message off again.
    if (text && text === wanted) return;
    wanted = text;
    clearTimeout(pending);
    pending = setTimeout(() => {
      toast.textContent = text;
      toast.hidden = !text;
    }, delay);
  };

  const settle = (connector) =>
    document.getElementById(connector.dataset.live)?.setAttribute("aria-busy", "false");
  const giveUp = (connector) => {
    connector.remove();
    lines.delete(connector);
    settle(connector);
    say("This page can no longer be updated. Reload it.");
  };

  // One message a frame: what comes all at once is drawn piece by piece. A hidden page has no frames.
  let frame;
  const afterTheLast = () => {
    const before = frame;
    frame = new Promise((drawn) => (requestAnimationFrame(drawn), setTimeout(drawn, 100)));
    return before;
  };
  on("htmx:sse:before:connection", ({ target, detail }) => {
    const line = lines.get(target);
    // A stream that ended on purpose is back before anybody would miss it.
    if (detail.connection.attempt && !line?.crowded) say("Reconnecting…", line?.again ? SILENCE : 900);
  });
  on("htmx:sse:after:connection", ({ target, detail }) => {
    const now = { connection: detail.connection, heard: Date.now(), again: false, crowded: false };
    lines.set(target, { ...lines.get(target), ...now });
    say("");
  });
  on("htmx:sse:before:message", (event) => {
    const line = lines.get(event.target);
    const { event: name, id, data } = event.detail.message;
    if (!line) return;
    line.heard = Date.now();
    const number = Number(id);
    if (name) {
      if (name === "app:reset") line.seen = number;
      if (name === "app:again") line.again = true;
      return;
    }
    // A message without an id carries the last one, so an equal id is a repeat only when its text is equal too.
    if (number < line.seen || (number === line.seen && data === line.data)) event.preventDefault();
    else Object.assign(line, { seen: number, data });
    event.detail.waitUntil(afterTheLast());
  });
  on("htmx:sse:error", ({ target, detail }) => {
    const line = lines.get(target);
    if (line) line.crowded = detail.status in CROWDED;
    if (FINAL.includes(detail.status)) giveUp(target);
    else if (detail.status in CROWDED) say(CROWDED[detail.status]);
    else {
      if (line?.again) ((line.again = false), (wanted = ""));
      say("Reconnecting…", 900);
    }
  });
  // The first connection tries again by events of its own: one that is refused waits for as long as it was told.
  const refused = (event) => {
    const { status, raw } = event.detail.ctx.response;
    if (!event.target.dataset?.live || !(status in CROWDED)) return;
    event.stopImmediatePropagation();
    say(CROWDED[status]);
    setTimeout(() => htmx.trigger(event.target, "app:retry"), 1000 * (Number(raw.headers.get("Retry-After")) || 1));
  };
  document.addEventListener("htmx:response:error", refused, true);
  on("htmx:response:error", ({ target, detail }) => {
    // These answers bring the part of the page that says what is wrong.
    if (EXPLAINED.includes(detail.ctx.response.status) && !target.dataset.live) return;
    if (!target.dataset.live) say("That did not work. Please try again.");
    else if (FINAL.includes(detail.ctx.response.status)) giveUp(target);
    else say("Reconnecting…", 900);
  });
  on("htmx:error", ({ target }) => {
    if (target.dataset?.live) say("Reconnecting…", 900);
    else say("That did not work. Please try again.");
  });
  on("app:end", ({ target }) => {
    settle(target);
    lines.delete(target);
    say("");
  });
  setInterval(() => {
    for (const line of lines.values()) {
      if (!document.hidden && Date.now() - line.heard > SILENCE) {
        line.heard = Date.now();
        line.connection.reader?.cancel();
      }
    }
  }, 2000);
  on("visibilitychange", () => lines.forEach((line) => (line.heard = Date.now())));
  on("offline", () => lines.size && say("You are offline. This page goes on by itself."), window);
  on("online", () => lines.size && say(""), window);

  let held = [];
  let opened = [];
  const byId = (id) => id && document.getElementById(id);
  on("htmx:before:swap", () => {
    const active = document.activeElement;
    const near = (selector) => active?.closest(selector);
    held = [active?.id, near("[data-focus]")?.dataset.focus, near("article[id]")?.id];
    opened = [...document.querySelectorAll("[role=log] details[id][open]")].map(({ id }) => id);
  });
  on("htmx:after:swap", () => {
    opened.map(byId).forEach((details) => details && (details.open = true));
    if (document.activeElement === document.body) held.map(byId).find(Boolean)?.focus({ preventScroll: true });
    each("[data-busy]", (log) => log.setAttribute("aria-busy", !!log.querySelector('[aria-busy="true"]')));
    refresh();
  });

  const UNITS = [
    ["year", 31536000],
    ["month", 2592000],
    ["week", 604800],
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const ago = (iso, due) => {
    const seconds = (Date.parse(iso) - Date.now()) / 1000;
    if (due && seconds < 60) return due;
    const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? [];
    return unit ? words.format(Math.round(seconds / size), unit) : "just now";
  };
  const put = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const tick = () =>
    each("[data-elapsed]", (element) =>
      put(element, `${Math.max(0, Math.round((Date.now() - Date.parse(element.dataset.elapsed)) / 1000))} s`),
    );
  const refresh = () => {
    each("time[data-relative]", (element) => put(element, ago(element.dateTime, element.dataset.relative)));
    each(".markdown table:not([tabindex])", (table) => table.scrollWidth > table.clientWidth && (table.tabIndex = 0));
    if (navigator.clipboard) each("[data-copy]", (button) => (button.hidden = false));
    tick();
  };
  setInterval(tick, 1000);
  setInterval(refresh, 30000);
  refresh();

  on("click", async ({ target }) => {
    const button = target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    say("Copied");
    setTimeout(say, 2000, "");
  });

  on("keydown", (event) => {
    const { key, target } = event;
    // Enter and Escape belong to the input method as long as it composes a word; Safari tells it by 229 alone.
    if (event.isComposing || event.keyCode === 229) return;
    if (key === "Escape" && !target.closest?.("details, .edit-here")) document.querySelector("[data-escape]")?.click();
    if (key !== "Enter" || event.shiftKey || !target.matches?.("[data-enter]")) return;
    // A keyboard on the screen has no Shift to begin a line with.
    if (matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if (target.value.trim()) target.form.requestSubmit();
  });
  const typed = ({ target }) => target.matches?.("[data-composer]") && target.querySelector("[data-enter]");
  on("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    // An answer that says itself where its parts go is dropped if its target is gone, and a stream may replace a form.
    if (ctx.swap === "none") ctx.target = document.body;
    const text = typed(event);
    if (text) text.dataset.sent = text.value;
  });
  on("htmx:after:request", (event) => {
    const text = typed(event);
    if (!text || !event.detail.ctx.response.raw.ok) return;
    if (text.value.startsWith(text.dataset.sent)) text.value = text.value.slice(text.dataset.sent.length);
    text.focus({ preventScroll: true });
    follow(true);
  });
  if (!CSS.supports("field-sizing", "content"))
    on("input", ({ target }) => {
      if (target.matches("[data-enter]")) target.rows = Math.min(10, target.value.split("\n").length);
    });

  let stuck = false;
  let place = scrollY;
  let drawing;
  const atEnd = () => document.documentElement.scrollHeight - innerHeight - scrollY < 32;
  const follow = (now = stuck) => {
    stuck = now;
    if (!stuck || drawing) return;
    drawing = requestAnimationFrame(() => {
      drawing = 0;
      if (stuck) scrollTo(0, document.documentElement.scrollHeight);
      place = scrollY;
    });
  };
  if (document.querySelector("[data-stick]")) {
    const [visit] = performance.getEntriesByType("navigation");
    follow(atEnd() || (!location.hash && visit?.type === "navigate"));
    on(
      "scroll",
      () => {
        if (atEnd()) stuck = true;
        else if (scrollY < place) stuck = false;
        place = scrollY;
      },
      window,
    );
    new ResizeObserver(() => follow()).observe(document.querySelector("main"));
  }

  const zone = (event) => event.target.closest?.("[data-drop]");
  on("dragover", (event) => {
    const drop = zone(event);
    each("[data-over]", (other) => other !== drop && delete other.dataset.over);
    if (!drop) return;
    event.preventDefault();
    drop.dataset.over = "";
  });
  on("drop", (event) => {
    const drop = zone(event);
    if (!drop) return;
    event.preventDefault();
    delete drop.dataset.over;
    if (event.dataTransfer.files.length)
      drop.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
})();
