import { Attempts, passes } from "./attempts.js";
import { BadAnswer, ConnectionLost, errorOf } from "./errors.js";

/** @typedef {import("../foreword.js").ForewordOptions} ForewordOptions */
/**
 * @typedef {object} Request What is sent. `key` is its idempotency key, "" where the endpoint has none.
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} [headers]
 * @property {unknown} [json]
 * @property {FormData} [form]
 * @property {string} [key]
 * @property {AbortSignal | undefined} [signal]
 */

/** Where the server is and how to speak to it. */
export class Connection {
  /** @type {Record<string, string>} */
  #headers = {};
  #baseUrl;
  #fetch;
  #patience;

  /** @param {ForewordOptions} options */
  constructor({ baseUrl, key = "", gate, silence = 45, patience = 300, retries = 8, fetch = globalThis.fetch }) {
    if (!/^https?:\/\//.test(baseUrl)) throw new TypeError("The base URL begins with http:// or https://.");
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
    this.#fetch = fetch;
    this.#patience = patience;
    this.silence = silence;
    this.retries = retries;
    if (key) this.#headers["x-api-key"] = key;
    if (gate) {
      this.#headers["X-Auth-Username"] = inBytes(gate.username);
      this.#headers["X-Auth-Password"] = inBytes(gate.password);
    }
  }

  /**
   * One answer, whatever its status.
   *
   * @param {Request} request
   * @param {Record<string, string>} headers
   * @param {AbortSignal} signal
   */
  async send(request, headers, signal) {
    const said = new Headers({ ...this.#headers, ...request.headers, ...headers });
    if (request.key) said.set("Idempotency-Key", request.key);
    // Not followed: the key is for this server and no other.
    /** @type {RequestInit} */
    const sent = { method: request.method, headers: said, signal, redirect: "manual" };
    if (request.form) {
      sent.body = request.form;
    } else if (request.json !== undefined) {
      said.set("Content-Type", "application/json");
      sent.body = JSON.stringify(request.json);
    }
    // Called as a function of its own: a browser's fetch refuses to be a method of something else.
    const ask = this.#fetch;
    return ask(this.#baseUrl + request.path, sent).catch(theLineBroke);
  }

  /**
   * What answers a request: its JSON document, null for 204, or what `read` makes of it.
   *
   * @param {Request} request
   * @param {(answer: Response) => Promise<any>} [read]
   * @returns {Promise<any>}
   */
  async ask(request, read = documentIn) {
    const attempts = new Attempts(this.retries);
    const canBeRepeated = request.method === "GET" || request.method === "DELETE" || Boolean(request.key);
    while (true) {
      try {
        return await this.#answer(request, read);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (!canBeRepeated || !error.passes) throw error.why;
        await attempts.pause(error.why, request.signal);
      }
    }
  }

  /**
   * @param {Request} request
   * @param {(answer: Response) => Promise<any>} read
   */
  async #answer(request, read) {
    const deadline = new Deadline(this.#patience, request.signal);
    try {
      const answer = await this.send(request, {}, deadline.signal);
      if (answer.ok) return await read(answer);
      const body = await answer.text().catch(theLineBroke);
      const why = errorOf(answer.status, body, answer.headers);
      throw new Refused(why, passes(why, answer.headers));
    } catch (error) {
      request.signal?.throwIfAborted();
      if (!(error instanceof LineBroke)) throw error;
      throw new Refused(error.lost(request.key ?? "", ""), true);
    } finally {
      deadline.end();
    }
  }
}

/**
 * A header's text as the bytes of its UTF-8, which is how the server compares it.
 *
 * @param {string} text
 */
function inBytes(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** An answer that is an error, or none at all. */
class Refused extends Error {
  /**
   * @param {import("./errors.js").ForewordError} why
   * @param {boolean} passes
   */
  constructor(why, passes) {
    super(why.message);
    this.why = why;
    this.passes = passes;
  }
}

/** A signal that is aborted when the caller's is, or when nothing was heard for so many seconds. */
export class Deadline {
  #controller = new AbortController();
  #seconds;
  #outer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #stop = () => this.#controller.abort(this.#outer?.reason);

  /**
   * @param {number} seconds
   * @param {AbortSignal | undefined} outer
   */
  constructor(seconds, outer) {
    this.#seconds = seconds;
    this.#outer = outer;
    if (outer?.aborted) this.#stop();
    outer?.addEventListener("abort", this.#stop, { once: true });
    this.heard();
  }

  get signal() {
    return this.#controller.signal;
  }

  /** Something was heard: count anew. */
  heard() {
    clearTimeout(this.#timer);
    const why = new Error(`nothing was heard for ${this.#seconds} seconds`);
    this.#timer = setTimeout(() => this.#controller.abort(why), this.#seconds * 1000);
  }

  /** Read no more. */
  end() {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#stop);
    this.#controller.abort();
  }
}

/** What fetch and a body's reader throw: there is no answer, or no more of it. */
export class LineBroke extends Error {
  /**
   * @param {string} idempotencyKey
   * @param {string} lastEventId
   */
  lost(idempotencyKey, lastEventId) {
    const message = `The connection broke: ${this.message}.`;
    return new ConnectionLost(message, { idempotencyKey, lastEventId, retryable: true });
  }
}

/**
 * @param {unknown} error
 * @returns {never}
 */
export function theLineBroke(error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  throw new LineBroke(cause instanceof Error ? cause.message : String(cause));
}

/**
 * Where an answer's length is not told, one that is cut short looks like a whole one.
 *
 * @param {Response} answer
 */
export async function documentIn(answer) {
  const body = await answer.text().catch(theLineBroke);
  if (answer.status === 204) return null;
  try {
    return documentOf(body);
  } catch (error) {
    if ((answer.headers.get("content-type") ?? "").includes("json")) throw new LineBroke("the answer was cut short");
    throw error;
  }
}

/**
 * @param {string} body
 * @returns {any}
 */
export function documentOf(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadAnswer("The server's answer is not what this version of the client knows.");
  }
}
