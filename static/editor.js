(() => {
  const form = document.getElementById("edit");
  if (!form) return;
  const PAUSE = 1000;
  const SLOWEST = 30000;
  const ANSWERS = [200, 409, 422];
  const store = `edit:${form.dataset.editor}`;
  const all = (selector, root = form) => [...root.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);
  const state = () => by("edit-state");
  const isText = (element) => element?.matches?.("textarea, input:not([type=hidden])");

  // What a field says: a list is its lines.
  const inputOf = (row) => row.querySelector("input, textarea");
  const rowsOf = (field) => all("[data-row]", field);
  const isList = (field) => field.matches("[data-list]");
  const controlOf = (field) => field.querySelector("input:not([type=hidden]), textarea");
  const joined = (texts) => texts.filter((text) => text.trim()).join("\n");
  const valueOf = (field, property = "value") =>
    isList(field) ? joined(rowsOf(field).map((row) => inputOf(row)[property])) : controlOf(field)[property];
  const fieldAt = (pointer) => form.querySelector(`[data-field="${CSS.escape(pointer)}"]`);
  const put = (field, text) => {
    if (!isList(field)) return (controlOf(field).value = text);
    const lines = text.split("\n").filter((line) => line.trim());
    const rows = rowsOf(field);
    rows.slice(lines.length + 1).forEach((row) => row.remove());
    lines.concat("").forEach((line, at) => (inputOf(rows[at] ?? addRow(field)).value = line));
    number(field);
  };

  const saved = new Map();
  const refused = new Map();
  const read = () => {
    saved.clear();
    all("[data-field]").forEach((field) => saved.set(field.dataset.field, valueOf(field, "defaultValue")));
    // Where both tabs wrote, or what was typed is refused, the form shows what is not saved.
    all("[data-clash]").forEach((field) => saved.set(field.dataset.field, field.querySelector("[data-theirs]").dataset.theirs));
    for (const name of Object.keys(JSON.parse(state().dataset.refused))) {
      if (!fieldAt(name)) continue;
      refused.set(name, valueOf(fieldAt(name)));
      saved.set(name, null);
    }
  };
  const isDirty = (field) => valueOf(field) !== saved.get(field.dataset.field);
  const unsaved = () => new Map(all("[data-field]").filter(isDirty).map((field) => [field.dataset.field, valueOf(field)]));
  const sendable = () =>
    new Map([...unsaved()].filter(([name, text]) => refused.get(name) !== text && !fieldAt(name).matches("[data-clash]")));
  const keep = () => {
    const fields = Object.fromEntries(unsaved());
    try {
      if (Object.keys(fields).length) sessionStorage.setItem(store, JSON.stringify({ version, fields }));
      else sessionStorage.removeItem(store);
    } catch {
      // A full or forbidden store takes nothing; the text still stands in the form.
    }
  };

  let version = state().dataset.version;
  let timer, busy, failed = false, wait = 0, gone = false;
  let finishing = false;
  const steps = [];
  const say = (text) => (by("edit-said").textContent = text);
  const tell = (text, retry = false) => {
    const status = state().querySelector("[data-status]");
    status.textContent = text;
    status.toggleAttribute("data-failed", failed);
    if (!retry) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again now" });
    button.className = "button small quiet-button";
    button.addEventListener("click", () => send());
    status.append(" ", button);
  };
  const plan = (delay = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };
  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("-");
  const step = (verb, pointer = "", place = "", lost = []) => {
    steps.push({ verb, pointer, place, lost, key: random() });
    send();
  };

  const bodyOf = (fields, action, base) => {
    const body = new URLSearchParams({
      _csrf_token: form.elements._csrf_token.value,
      version: base,
    });
    if (action) {
      const { verb, pointer, place } = action;
      body.set("do", `${verb}${pointer && `:${pointer}`}${place === "" ? "" : `:${place}`}`);
      body.set("key", action.key);
      action.lost.forEach((value) => body.append("lost", value));
    }
    for (const [name, text] of fields) {
      if (!fieldAt(name)?.matches("[data-list]")) body.append(name, text);
      else {
        body.append("list", name);
        text.split("\n").forEach((line) => body.append(name, line));
      }
    }
    return body;
  };

  async function send(older) {
    if (busy || gone) return;
    clearTimeout(timer);
    const action = steps[0];
    const fields = older ? new Map(Object.entries(older.fields)) : sendable();
    if (!action && !fields.size) return finish();
    busy = true;
    if (!failed) tell("Saving…");
    let answer, html;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body: bodyOf(fields, action, older?.version ?? version),
        headers: { "hx-request": "true" },
        signal: AbortSignal.timeout(SLOWEST),
        keepalive: document.hidden,
      });
      html = await answer.text();
    } catch {
      answer = null;
    }
    busy = false;
    if (!answer) return fail("the server does not answer", older);
    if (answer.status === 404) return lose();
    const page = new DOMParser().parseFromString(html, "text/html");
    if (ANSWERS.includes(answer.status) && page.getElementById("edit-state")) return accept(page, fields, action);
    if ([401, 403].includes(answer.status)) return fail("this page is too old. Reload it; your text is kept", older, false);
    fail("the server could not take it", older);
  }

  const fail = (reason, older, again = true) => {
    failed = true;
    finishing = false;
    keep();
    wait = Math.min(SLOWEST, wait ? wait * 2 : PAUSE);
    tell(`Not saved: ${reason}. Your text is kept here${again ? " and sent again by itself" : ""}.`, true);
    if (again) timer = setTimeout(send, wait, older);
  };

  const lose = () => {
    gone = true;
    failed = true;
    const text = all("[data-field]")
      .filter((field) => valueOf(field).trim())
      .map((field) => {
        const owner = field.closest("[data-item]")?.querySelector("legend")?.textContent;
        const label = field.querySelector("label, .label").textContent;
        return `${owner ? `${owner}, ` : ""}${label}:\n${valueOf(field)}`;
      })
      .join("\n\n");
    by("edit-gone-text").value = text;
    const link = document.querySelector("[data-download]");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    by("edit-gone").hidden = false;
    by("edit-gone").querySelector("textarea").focus();
    tell("Not saved: this résumé was deleted in another tab.");
  };

  const composed = () =>
    composing ? new Promise((done) => form.addEventListener("compositionend", () => setTimeout(done), { once: true })) : null;
  let composing = false;
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => (composing = false));

  async function accept(page, sent, action) {
    await composed();
    failed = false;
    wait = 0;
    if (action) steps.shift();
    const fresh = page.getElementById("edit-state");
    const wrong = JSON.parse(fresh.dataset.refused);
    version = fresh.dataset.version;
    for (const [name, text] of sent) {
      if (name in wrong) refused.set(name, text);
      else saved.set(name, text);
    }
    const focus = focused();
    const lost = document.querySelector("[data-lost]");
    const notes = page.getElementById("edit-notes");
    if (lost && !notes.querySelector("[data-lost]") && action?.verb !== "restore") notes.append(lost);
    if (notes.innerHTML.trim() !== by("edit-notes").innerHTML.trim()) by("edit-notes").replaceWith(notes);
    state().replaceWith(fresh);
    const sections = page.getElementById("edit-sections");
    if (sections) swap(sections);
    else all("[data-field]").forEach((field) => complain(field, wrong[field.dataset.field]));
    prepare();
    refocus(focus, action);
    keep();
    if (fresh.dataset.said) say(fresh.dataset.said);
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const left = Object.keys(wrong).length || all("[data-clash]").length;
    tell(left ? `Saved ${time}, but for what is marked` : `Saved ${time}`);
    if (steps.length) send();
    else if (sendable().size) plan(finishing ? 0 : PAUSE);
    else finish();
  }

  const complain = (field, message) => {
    if (isList(field)) return;
    const control = controlOf(field);
    const id = `${control.id}-error`;
    let said = by(id);
    if (!message) {
      said?.remove();
      control.removeAttribute("aria-invalid");
      return;
    }
    if (!said) {
      said = Object.assign(document.createElement("p"), { id, className: "error" });
      control.after(said);
    }
    said.textContent = message;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", id);
  };

  // The server's form takes the old one's place; what was typed meanwhile, and where one was, is carried over.
  const swap = (fresh) => {
    const late = [...unsaved()];
    const clashing = new Map(all("[data-clash]").map((field) => [field.dataset.field, field]));
    const open = new Map(all("details").map((details) => [details.dataset.key ?? details.dataset.new, details.open]));
    by("edit-sections").replaceWith(fresh);
    read();
    all("details").forEach((details) => {
      const known = open.get(details.dataset.key ?? details.dataset.new);
      if (known && (details.dataset.key || !details.querySelector("[data-item]"))) details.open = details.dataset.key ? known : details.open;
    });
    for (const [name, text] of late) {
      const field = fieldAt(renamed(name));
      if (!field || field.matches("[data-clash]")) continue;
      const kept = clashing.get(name);
      if (kept && kept.querySelector("[data-theirs]")) {
        kept.dataset.field = field.dataset.field;
        all("[name]", kept).forEach((control) => isText(control) && (control.name = field.dataset.field));
        field.replaceWith(kept);
      } else put(field, text);
    }
    steps.forEach((waiting) => (waiting.pointer = renamed(waiting.pointer)));
  };
  const renamed = (pointer) => {
    for (const item of all("[data-was]")) {
      const { was, item: now } = item.dataset;
      if (was && (pointer === was || pointer.startsWith(`${was}/`))) return now + pointer.slice(was.length);
    }
    return pointer;
  };

  const focused = () => {
    const element = document.activeElement;
    if (!form.contains(element)) return null;
    const field = element.closest("[data-field]");
    const item = element.closest("[data-item]");
    if (field && isText(element))
      return {
        pointer: field.dataset.field,
        row: rowsOf(field).indexOf(element.closest("[data-row]")),
        selection: element.type === "email" ? null : [element.selectionStart, element.selectionEnd],
      };
    if (element.closest("#edit-state")) return { state: element.value };
    return item && { item: item.dataset.item, tool: element.matches("[data-handle]") ? "handle" : element.value?.split(":")[0] };
  };
  const refocus = (focus, action) => {
    if (!focus || (form.contains(document.activeElement) && document.activeElement !== document.body)) return;
    let element;
    if ("state" in focus) element = all("button", state()).find((one) => one.value === focus.state && !one.disabled) ?? state().querySelector("[data-finish]");
    else if (focus.pointer) {
      const field = fieldAt(renamed(focus.pointer));
      element = field && (focus.row < 0 ? controlOf(field) : inputOf(rowsOf(field)[Math.min(focus.row, rowsOf(field).length - 1)]));
      for (let details = element?.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
    } else {
      const item = form.querySelector(`[data-item="${CSS.escape(renamed(focus.item))}"]`);
      const tools = item ? all(".item-tools button", item).filter((one) => one.closest("[data-item]") === item && !one.disabled && !one.hidden) : [];
      element = action?.verb === "remove" ? null : tools.find((one) => (one.matches("[data-handle]") ? "handle" : one.value.split(":")[0]) === focus.tool) ?? tools[0];
      element ??= by(`s-${focus.item.split("/")[1]}`)?.querySelector("summary");
    }
    element?.focus({ preventScroll: true });
    if (focus.selection && element?.setSelectionRange) element.setSelectionRange(...focus.selection);
    if (focus.item) element?.scrollIntoView({ block: "nearest" });
  };

  // Rows of a list.
  const addRow = (field, after = null, text = "") => {
    const rows = rowsOf(field);
    const row = rows[0].cloneNode(true);
    inputOf(row).value = inputOf(row).defaultValue = text;
    inputOf(row).removeAttribute("placeholder");
    (after ?? rows.at(-1)).after(row);
    return row;
  };
  const number = (field) => {
    const { label } = field.querySelector("[data-rows]").dataset;
    let rows = rowsOf(field);
    if (inputOf(rows.at(-1)).value.trim()) rows = [...rows, addRow(field)];
    rows.forEach((row, at) => {
      const last = at === rows.length - 1;
      const name = `item ${at + 1} of ${label}`;
      inputOf(row).setAttribute("aria-label", `${label}, ${last ? "new item" : at + 1}`);
      row.querySelector("[data-handle]").setAttribute("aria-label", `Move ${name}: drag, or use the arrow keys`);
      row.toggleAttribute("data-last", last);
      row.querySelector("[data-handle]").hidden = last;
      all("button[name=do]", row).forEach((button) => {
        const verb = button.value.split(":")[0];
        button.value = `${verb}:${field.dataset.field}/${at}`;
        button.disabled = (verb === "up" && at === 0) || (verb === "down" && at >= rows.length - 2);
        button.setAttribute("aria-label", `${{ up: "Move up", down: "Move down", remove: "Remove" }[verb]}: ${name}`);
      });
      if (last) inputOf(row).placeholder = inputOf(row).matches("input") ? "Add…" : "Add a line";
    });
  };
  const changed = (field, delay = PAUSE) => {
    keep();
    if (!failed) tell("");
    if (isDirty(field)) plan(delay);
  };
  const caret = (row, at) => {
    inputOf(row).focus();
    inputOf(row).setSelectionRange(at, at);
  };
  const moveRow = (row, by) => {
    const field = row.closest("[data-field]");
    const rows = rowsOf(field);
    const to = rows.indexOf(row) + by;
    if (to < 0 || to > rows.length - 2 || row === rows.at(-1)) return;
    const held = document.activeElement;
    if (by < 0) rows[to].before(row);
    else rows[to].after(row);
    number(field);
    (held.disabled ? row.querySelector("[data-handle]") : held).focus();
    say(`Moved to place ${to + 1} of ${rows.length - 1}.`);
    changed(field, 0);
  };
  const removeRow = (row) => {
    const field = row.closest("[data-field]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (!next) return;
    row.remove();
    number(field);
    caret(next, 0);
    say("Removed.");
    changed(field, 0);
  };
  const split = (input, texts) => {
    const row = input.closest("[data-row]");
    const field = row.closest("[data-field]");
    const [start, end] = [input.selectionStart, input.selectionEnd];
    const rest = input.value.slice(end);
    input.value = input.value.slice(0, start) + texts[0];
    let last = row;
    for (const text of texts.slice(1)) last = addRow(field, last, text);
    const at = inputOf(last).value.length;
    inputOf(last).value += rest;
    number(field);
    caret(last, at);
    changed(field);
  };
  const merge = (row) => {
    const before = row.previousElementSibling;
    if (!before) return;
    const [one, two] = [inputOf(before), inputOf(row)];
    const apart = one.value.trim() && two.value.trim() && !/\s$/.test(one.value) && !/^\s/.test(two.value);
    const at = one.value.length + (apart ? 1 : 0);
    const field = row.closest("[data-field]");
    one.value += (apart ? " " : "") + two.value;
    row.remove();
    number(field);
    caret(before, at);
    changed(field);
  };

  form.addEventListener("input", ({ target }) => {
    const field = target.closest("[data-field]");
    if (!field) return;
    if (isList(field) && !target.closest("[data-row]").nextElementSibling && target.value.trim()) number(field);
    if (!isList(field)) refused.delete(field.dataset.field);
    changed(field);
  });
  form.addEventListener("focusout", ({ target }) => {
    const field = target.closest("[data-field]");
    if (field && isDirty(field) && !failed) plan(50);
  });
  form.addEventListener("paste", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    const chips = event.target.matches("input");
    const lines = event.clipboardData
      .getData("text")
      .split(chips ? /[\r\n\u2028\u2029,;]+/ : /[\r\n\u2028\u2029]+/)
      .map((line) => line.replace(/^\s*(?:[•‣▪◦●○·*–—-]\s+)?/, "").trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    split(event.target, lines);
  });

  const itemOf = (handle) => handle.closest("[data-row]") ?? handle.closest("[data-item]");
  const siblingsOf = (item) =>
    [...item.parentElement.children].filter(
      (one) => one.matches(item.matches("[data-row]") ? "[data-row]:not([data-last])" : "[data-item]:not([data-fixed])"),
    );
  const moveItem = (item, by) => {
    if (item.matches("[data-row]")) return moveRow(item, by);
    const to = siblingsOf(item).indexOf(item) + by;
    if (to >= 0 && to < siblingsOf(item).length) step(by < 0 ? "up" : "down", item.dataset.item);
  };
  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.isComposing) return;
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[key];
    const row = target.closest("[data-row]");
    if (by && (target.matches("[data-handle]") || (row && event.altKey && key.length < 10 && /Up|Down/.test(key)))) {
      event.preventDefault();
      moveItem(target.matches("[data-handle]") ? itemOf(target) : row, by);
    } else if (row && isText(target) && key === "Enter") {
      event.preventDefault();
      split(target, ["", ""]);
    } else if (row && isText(target) && key === "Backspace" && !target.selectionStart && !target.selectionEnd && row.previousElementSibling) {
      event.preventDefault();
      merge(row);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    step(key === "y" || event.shiftKey ? "redo" : "undo");
  });

  // Dragging by a handle, with mouse, pen or finger.
  let drag;
  form.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button) return;
    const item = itemOf(handle);
    drag = { handle, item, pointer: event.pointerId, x: event.clientX, y: event.clientY, next: item.nextElementSibling };
    handle.setPointerCapture(event.pointerId);
  });
  const begin = () => {
    const top = drag.handle.getBoundingClientRect().top;
    drag.moving = true;
    drag.item.dataset.dragging = "";
    drag.item.parentElement.dataset.sorting = "";
    window.scrollBy({ top: drag.handle.getBoundingClientRect().top - top, behavior: "instant" });
  };
  window.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { clientX: x, clientY: y } = event;
    if (!drag.moving && Math.hypot(x - drag.x, y - drag.y) < 5) return;
    if (!drag.moving) begin();
    if (y < 70) window.scrollBy({ top: -12, behavior: "instant" });
    else if (y > innerHeight - 110) window.scrollBy({ top: 12, behavior: "instant" });
    const others = siblingsOf(drag.item);
    const here = others.indexOf(drag.item);
    const inline = drag.item.closest(".edit-chips");
    const to = others.findIndex((one) => {
      const box = one.getBoundingClientRect();
      if (one === drag.item) return false;
      if (inline) return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      const middle = box.top + box.height / 2;
      return others.indexOf(one) < here ? y < middle : y > middle && y < box.bottom + box.height;
    });
    if (to < 0) return;
    const later = others.map((one, at) => [one, at]).filter(([one, at]) => at > here && y > one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2);
    if (to < here) others[to].before(drag.item);
    else if (inline) others[to].after(drag.item);
    else later.at(-1)?.[0].after(drag.item);
  });
  const drop = (event) => {
    if (!drag || (event.pointerId ?? drag.pointer) !== drag.pointer) return;
    const { item, handle, moving, next } = drag;
    drag = null;
    if (!moving) return;
    delete item.dataset.dragging;
    delete item.parentElement.dataset.sorting;
    if (event.type !== "pointerup") return item.parentElement.insertBefore(item, next);
    handle.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    if (item.nextElementSibling === next) return;
    const place = siblingsOf(item).indexOf(item);
    if (!item.matches("[data-row]")) return step("move", item.dataset.item, place);
    const field = item.closest("[data-field]");
    number(field);
    say(`Moved to place ${place + 1} of ${siblingsOf(item).length}.`);
    changed(field, 0);
  };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);
  document.addEventListener("keydown", (event) => event.key === "Escape" && drag && drop(event));

  const settle = (field, text) => {
    field.removeAttribute("data-clash");
    field.querySelector(".clash").remove();
    if (text !== null) {
      put(field, text);
      saved.set(field.dataset.field, valueOf(field));
    }
    keep();
    by("edit-notes").querySelector(`a[href="#${CSS.escape(`f${field.dataset.field.replaceAll("/", "-")}`)}"]`)?.closest(".notice").remove();
    controlOf(field).focus();
    send();
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    event.preventDefault();
    const [verb, pointer] = button.value.split(":");
    const row = button.closest("[data-row]");
    const field = button.closest("[data-field]");
    if (row && verb === "remove") removeRow(row);
    else if (row) moveRow(row, verb === "up" ? -1 : 1);
    else if (verb === "keep") settle(field, null);
    else if (verb === "take") settle(field, field.querySelector("[data-theirs]").dataset.theirs);
    else if (verb === "dismiss") button.closest("[data-lost]").remove();
    else if (verb === "restore") {
      const lost = all("input[name=lost]").map((input) => input.value);
      step(verb, "", "", lost);
    } else if (verb === "save") {
      finishing = button.matches("[data-finish]");
      steps.length || sendable().size ? send() : finish();
    } else step(verb, pointer);
  });
  const finish = () => {
    if (!finishing || busy) return;
    finishing = false;
    const left = form.querySelector("[aria-invalid], [data-clash]");
    if (left) {
      tell("Look at what is marked before you go.");
      return (left.matches("[data-clash]") ? controlOf(left) : left).focus();
    }
    sessionStorage.removeItem(store);
    location.assign(document.querySelector("[data-leave]").href);
  };

  const leave = () => document.hidden && send();
  document.addEventListener("visibilitychange", leave);
  window.addEventListener("pagehide", () => send());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  window.addEventListener("online", () => failed && send());
  window.addEventListener("beforeunload", (event) => failed && !gone && unsaved().size && event.preventDefault());

  const prepare = () => {
    all("[data-handle]").forEach((handle) => (handle.hidden = Boolean(handle.closest("[data-last]"))));
    all("[data-list]").forEach(number);
    state().querySelector("[data-leave]").hidden = true;
    state().querySelector("[data-finish]").textContent = "Done";
  };
  form.dataset.ready = "";
  read();
  prepare();
  const kept = (() => {
    try {
      return JSON.parse(sessionStorage.getItem(store));
    } catch {
      return null;
    }
  })();
  if (kept?.version === version) {
    for (const [name, text] of Object.entries(kept.fields)) if (fieldAt(name)) put(fieldAt(name), text);
    if (sendable().size) send();
  } else if (kept) send(kept);
})();
