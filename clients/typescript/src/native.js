import { documentIn, theLineBroke } from "./connection.js";
import { blobOf, newKey, part } from "./requests.js";
import { ForewordStream } from "./streams.js";
import * as wires from "./wires.js";

/** @typedef {import("../foreword.js").CallOptions} CallOptions */
/** @typedef {import("../foreword.js").ChangeOptions} ChangeOptions */

const PAGE = 50;

/** The kinds of calls that the native API has. */
export class NativeCalls {
  #connection;

  /** @param {import("./connection.js").Connection} connection */
  constructor(connection) {
    this.#connection = connection;
  }

  /**
   * What a run has said behind its event `after`, and says.
   *
   * @param {string} runId
   * @param {CallOptions & { after?: number }} options
   * @returns {ForewordStream<any>}
   */
  events(runId, { after = 0, signal }) {
    const path = `/api/runs/${part(runId)}/events${after ? `?after=${after}` : ""}`;
    return new ForewordStream(this.#connection, { method: "GET", path, signal }, wires.run);
  }

  /**
   * A document.
   *
   * @param {string} path
   * @param {CallOptions} options
   */
  get(path, { signal }) {
    return this.#connection.ask({ method: "GET", path: `/api${path}`, signal }, tagged);
  }

  /**
   * Something that is made or begun once, however often it is sent.
   *
   * @param {string} path
   * @param {unknown} json
   * @param {CallOptions} options
   */
  post(path, json, { idempotencyKey, signal }) {
    const key = idempotencyKey || newKey();
    return this.#connection.ask({ method: "POST", path: `/api${path}`, json, key, signal }, tagged);
  }

  /**
   * A file that is taken once, however often it is sent.
   *
   * @param {string} path
   * @param {Blob | Uint8Array | string} content
   * @param {string} filename
   * @param {CallOptions} options
   */
  upload(path, content, filename, { idempotencyKey, signal }) {
    const form = new FormData();
    form.append("file", blobOf(content), filename);
    const key = idempotencyKey || newKey();
    return this.#connection.ask({ method: "POST", path: `/api${path}`, form, key, signal }, tagged);
  }

  /**
   * A change, of that very version where one is named.
   *
   * @param {string} method
   * @param {string} path
   * @param {unknown} json
   * @param {ChangeOptions} options
   */
  change(method, path, json, { ifMatch, signal }) {
    return this.#connection.ask({ method, path: `/api${path}`, json, headers: guard(ifMatch), signal }, tagged);
  }

  /**
   * A removal, of that very version where one is named.
   *
   * @param {string} path
   * @param {ChangeOptions} options
   * @returns {Promise<void>}
   */
  async delete(path, { ifMatch, signal }) {
    await this.#connection.ask({ method: "DELETE", path: `/api${path}`, headers: guard(ifMatch), signal });
  }

  /**
   * The bytes of a file.
   *
   * @param {string} path
   * @param {CallOptions} options
   * @returns {Promise<Blob>}
   */
  file(path, { signal }) {
    const request = { method: "GET", path: `/api${path}`, signal };
    return this.#connection.ask(request, (answer) => answer.blob().catch(theLineBroke));
  }

  /**
   * Every item of a list, page by page.
   *
   * @param {string} path
   * @param {CallOptions} options
   * @returns {AsyncGenerator<any, void, undefined>}
   */
  async *all(path, { signal }) {
    let cursor = "";
    do {
      const wanted = `/api${path}?limit=${PAGE}${cursor && `&cursor=${part(cursor)}`}`;
      const page = await this.#connection.ask({ method: "GET", path: wanted, signal });
      yield* page.items;
      cursor = page.next;
    } while (cursor);
  }
}

/**
 * A document with the tag of its version.
 *
 * @param {Response} answer
 */
async function tagged(answer) {
  return { ...(await documentIn(answer)), etag: answer.headers.get("etag") ?? "" };
}

/**
 * @param {string | undefined} ifMatch
 * @returns {Record<string, string>}
 */
function guard(ifMatch) {
  return ifMatch ? { "If-Match": ifMatch } : {};
}
