/** @typedef {import("../foreword.js").Frame} Frame */

/**
 * Server-Sent Events as they arrive, in pieces of any size (WHATWG HTML, section 9.2 "Server-sent events").
 *
 * What a broken line left half said is never given. `lastEventId` is that of the last whole event, also of one without
 * data, which is given to nobody.
 */
export class EventParser {
  lastEventId = "";
  #decoder = new TextDecoder();
  #begun = "";
  #afterCr = false;
  #event = "";
  /** @type {string | null} */
  #id = null;
  /** @type {string[]} */
  #data = [];

  /**
   * The events that are whole with this chunk.
   *
   * @param {Uint8Array} chunk
   * @returns {Frame[]}
   */
  feed(chunk) {
    let text = this.#decoder.decode(chunk, { stream: true });
    if (this.#afterCr && text.startsWith("\n")) {
      this.#afterCr = false;
      text = text.slice(1);
    }
    if (text === "") return [];
    this.#afterCr = text.endsWith("\r");
    const [first = "", ...others] = text.split(/\r\n|\n|\r/);
    this.#begun += first;
    const found = [];
    for (const following of others) {
      const frame = this.#take(this.#begun);
      this.#begun = following;
      if (frame) found.push(frame);
    }
    return found;
  }

  /**
   * @param {string} line
   * @returns {Frame | null}
   */
  #take(line) {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") this.#data.push(value);
    else if (name === "event") this.#event = value;
    else if (name === "id" && !value.includes("\0")) this.#id = value;
    return null;
  }

  /** @returns {Frame | null} */
  #dispatch() {
    const frame = { event: this.#event, data: this.#data.join("\n"), id: this.#id ?? "" };
    const hasData = this.#data.length > 0;
    if (this.#id !== null) this.lastEventId = this.#id;
    this.#event = "";
    this.#id = null;
    this.#data = [];
    return hasData ? frame : null;
  }
}
