import { ForewordApi } from "./api.js";
import { Connection } from "./connection.js";
import { BadAnswer } from "./errors.js";
import { NativeCalls } from "./native.js";
import { blobOf, newKey } from "./requests.js";
import { ForewordStream } from "./streams.js";
import * as wires from "./wires.js";

/** @typedef {import("../foreword.js").ForewordOptions} ForewordOptions */
/** @typedef {import("../foreword.js").CallOptions} CallOptions */
/** @typedef {import("./connection.js").Request} Request */

/**
 * Speaks to one Foreword. Members of requests and events are spelt as on the wire.
 *
 * With `{ stream: true }` a method gives a `ForewordStream` for `for await`, without it a promise of the whole. What its
 * return types are in each case stands in `foreword.d.ts`.
 */
export class Foreword {
  #connection;

  /** @param {ForewordOptions} options */
  constructor(options) {
    this.#connection = new Connection(options);
    this.api = new ForewordApi(new NativeCalls(this.#connection));
  }

  /**
   * A résumé tailored to a posting.
   *
   * @param {import("../foreword.js").TailorRequest} request
   * @param {CallOptions} [options]
   * @returns {any}
   */
  tailor(request, options = {}) {
    return this.#either(posted("/v1/tailor", request, options), options, wires.career);
  }

  /**
   * A cover letter.
   *
   * @param {import("../foreword.js").LetterRequest} request
   * @param {CallOptions} [options]
   * @returns {any}
   */
  coverLetter(request, options = {}) {
    return this.#either(posted("/v1/cover-letters/generate", request, options), options, wires.career);
  }

  /**
   * Takes a résumé in and gives its id; it is not sent twice.
   *
   * @param {Blob | Uint8Array | string} content
   * @param {string} filename
   * @param {CallOptions} [options]
   * @returns {Promise<string>}
   */
  async uploadResume(content, filename, { signal } = {}) {
    const form = new FormData();
    form.append("file", blobOf(content), filename);
    return (await this.#connection.ask({ method: "POST", path: "/v1/resumes", form, signal })).resumeId;
  }

  /** @param {CallOptions} [options] */
  async resumes({ signal } = {}) {
    return (await this.#connection.ask({ method: "GET", path: "/v1/resumes", signal })).resumes;
  }

  /**
   * @param {string} resumeId
   * @param {CallOptions} [options]
   */
  resume(resumeId, { signal } = {}) {
    return this.#connection.ask({ method: "GET", path: `/v1/resumes/${encodeURIComponent(resumeId)}`, signal });
  }

  /**
   * @param {string} resumeId
   * @param {CallOptions} [options]
   */
  async deleteResume(resumeId, { signal } = {}) {
    await this.#connection.ask({ method: "DELETE", path: `/v1/resumes/${encodeURIComponent(resumeId)}`, signal });
  }

  /**
   * Suggestions for a résumé; what is there already is not made again.
   *
   * @param {import("../foreword.js").ReviewRequest} request
   * @param {CallOptions} [options]
   * @returns {any}
   */
  review({ resume_id: resumeId, posting_id: postingId = "", fresh = false }, options = {}) {
    const wishes = new URLSearchParams();
    if (postingId) wishes.set("posting_id", postingId);
    if (fresh) wishes.set("fresh", "1");
    const path = `/optimization/stream/${encodeURIComponent(resumeId)}${wishes.size ? `?${wishes}` : ""}`;
    /** @type {Request} */
    const asked = { method: "GET", path, signal: options.signal };
    if (!options.stream) asked.headers = { Accept: "application/json" };
    return this.#either(asked, options, wires.review);
  }

  /**
   * A LaTeX résumé tailored to a posting.
   *
   * @param {import("../foreword.js").LatexRequest} request
   * @param {CallOptions} [options]
   * @returns {any}
   */
  tailorLatex({ resume_file: file, filename = "resume.tex", ...fields }, options = {}) {
    const form = new FormData();
    form.append("resume_file", blobOf(file, "application/x-tex"), filename);
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
    const path = options.stream ? "/api/tailor-stream" : "/api/tailor";
    const key = options.idempotencyKey || newKey();
    return this.#either({ method: "POST", path, form, key, signal: options.signal }, options, wires.latex, true);
  }

  /**
   * The tutor's reply.
   *
   * @param {import("../foreword.js").ChatRequest} request
   * @param {CallOptions} [options]
   * @returns {any}
   */
  chat(request, options = {}) {
    const reply = new ForewordStream(this.#connection, posted("/api/v1/chat", request, options), wires.chat);
    return options.stream ? reply : whole(reply);
  }

  /** @param {CallOptions} [options] */
  async usage({ signal } = {}) {
    return (await this.#connection.ask({ method: "GET", path: "/api/v1/usage", signal })).usage;
  }

  /** @param {CallOptions} [options] */
  async agents({ signal } = {}) {
    return (await this.#connection.ask({ method: "GET", path: "/api/v1/agents", signal })).agents;
  }

  /**
   * A chat without messages.
   *
   * @param {import("../foreword.js").NewChatRequest} [request]
   * @param {CallOptions} [options]
   */
  createChat(request = {}, options = {}) {
    return this.#connection.ask(posted("/api/v1/chats", request, options));
  }

  /**
   * @param {{ limit?: number, offset?: number }} [page]
   * @param {CallOptions} [options]
   */
  chats({ limit = 20, offset = 0 } = {}, { signal } = {}) {
    return this.#connection.ask({ method: "GET", path: `/api/v1/chats?limit=${limit}&offset=${offset}`, signal });
  }

  /**
   * @param {number} chatId
   * @param {CallOptions} [options]
   */
  readChat(chatId, { signal } = {}) {
    return this.#connection.ask({ method: "GET", path: `/api/v1/chats/${chatId}`, signal });
  }

  /**
   * An agent's reply in a chat.
   *
   * @param {number} chatId
   * @param {import("../foreword.js").MessageRequest} request
   * @param {CallOptions} [options]
   * @returns {any}
   */
  sendMessage(chatId, request, options = {}) {
    const body = { ...request, stream: options.stream ?? false };
    return this.#either(posted(`/api/v1/chats/${chatId}/messages`, body, options), options, wires.agent);
  }

  /**
   * @param {Request} request
   * @param {CallOptions} options
   * @param {import("./streams.js").Wire<any>} wire
   * @param {boolean} [replays]
   */
  #either(request, options, wire, replays = false) {
    if (options.stream) return new ForewordStream(this.#connection, request, wire, replays);
    return this.#connection.ask(request);
  }
}

/**
 * @param {string} path
 * @param {object} json
 * @param {CallOptions} options
 * @returns {Request}
 */
function posted(path, json, options) {
  return { method: "POST", path, json, key: options.idempotencyKey || newKey(), signal: options.signal };
}

/**
 * A tutor's reply from all of its events.
 *
 * @param {ForewordStream<any>} reply
 */
async function whole(reply) {
  let text = "";
  for await (const event of reply) {
    if (event.type === "done") {
      const { type, ...done } = event;
      return { text, ...done };
    }
    text += event.content;
  }
  throw new BadAnswer("The reply ended without its last event.");
}
