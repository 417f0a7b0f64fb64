import { Attempts, passes } from "./attempts.js";
import { Deadline, LineBroke, theLineBroke } from "./connection.js";
import { BadAnswer, LimitReached, Unavailable, errorOf } from "./errors.js";
import { EventParser } from "./parsing.js";

/** @typedef {import("./connection.js").Connection} Connection */
/** @typedef {import("./connection.js").Request} Request */
/** @typedef {import("../foreword.js").Frame} Frame */
/**
 * @template E
 * @typedef {(frame: Frame) => { event?: E, ends?: boolean }} Wire What a frame comes to; it throws the error it tells.
 */

const EVENT_STREAM = "text/event-stream";

/**
 * Events for `for await`, which go on by themselves after a broken line. Leaving the loop ends the stream, and soon the
 * work in the server.
 *
 * @template E
 */
export class ForewordStream {
  #connection;
  #request;
  #wire;
  #replays;
  #attempts;
  #ended = false;
  #lastEventId = "";
  #conversationId = "";
  #requestId = "";

  /**
   * `replays`: the endpoint knows no `Last-Event-ID`; the same request tells the same events again from the first.
   *
   * @param {Connection} connection
   * @param {Request} request
   * @param {Wire<E>} wire
   * @param {boolean} [replays]
   */
  constructor(connection, request, wire, replays = false) {
    this.#connection = connection;
    this.#request = request;
    this.#wire = wire;
    this.#replays = replays;
    this.#attempts = new Attempts(connection.retries);
  }

  /** The same call with it is the same work; "" where the endpoint has none. */
  get idempotencyKey() {
    return this.#request.key ?? "";
  }

  /** The last event that was given, as the server names it. */
  get lastEventId() {
    return this.#lastEventId;
  }

  /** The work that is done in the server, "" before its first event. */
  get runId() {
    return this.#lastEventId.includes(":") ? (this.#lastEventId.split(":")[0] ?? "") : "";
  }

  /** Where a message went, known before its reply begins; "" for anything else than `chat`. */
  get conversationId() {
    return this.#conversationId;
  }

  /** The newest request's name in the server's log. */
  get requestId() {
    return this.#requestId;
  }

  /** @returns {AsyncGenerator<E, void, undefined>} */
  async *[Symbol.asyncIterator]() {
    while (!this.#ended) {
      const deadline = new Deadline(this.#connection.silence, this.#request.signal);
      let why;
      try {
        const answer = await this.#open(deadline);
        if (answer.status === 200) {
          yield* this.#read(answer, deadline);
          why = this.#lost(new LineBroke("the stream ended before its last event"));
        } else {
          why = await this.#refused(answer);
        }
      } catch (error) {
        this.#request.signal?.throwIfAborted();
        if (!(error instanceof LineBroke)) throw error;
        why = this.#lost(error);
      } finally {
        deadline.end();
      }
      if (this.#ended) return;
      await this.#attempts.pause(why, this.#request.signal);
    }
  }

  /** @param {Deadline} deadline */
  #open(deadline) {
    /** @type {Record<string, string>} */
    const said = { Accept: EVENT_STREAM };
    if (this.#lastEventId && !this.#replays) said["Last-Event-ID"] = this.#lastEventId;
    return this.#connection.send(this.#request, said, deadline.signal);
  }

  /**
   * @param {Response} answer
   * @param {Deadline} deadline
   * @returns {AsyncGenerator<E, void, undefined>}
   */
  async *#read(answer, deadline) {
    if (!(answer.headers.get("content-type") ?? "").toLowerCase().startsWith(EVENT_STREAM) || !answer.body) {
      throw new BadAnswer("The server answered something else than a stream of events.");
    }
    this.#requestId = answer.headers.get("x-request-id") ?? "";
    this.#conversationId = answer.headers.get("x-conversation-id") || this.#conversationId;
    const reader = answer.body.getReader();
    const parser = new EventParser();
    while (!this.#ended) {
      const { done, value } = await reader.read().catch(theLineBroke);
      if (done) return;
      deadline.heard();
      for (const frame of parser.feed(value)) {
        const heard = this.#take(frame);
        if (heard === null) return;
        if (heard.event !== undefined) yield heard.event;
        if (this.#ended) return;
      }
      if (!this.#replays) this.#lastEventId = parser.lastEventId || this.#lastEventId;
    }
  }

  /**
   * What a frame comes to; null when the server is going down.
   *
   * @param {Frame} frame
   * @returns {{ event?: E, ends?: boolean } | null}
   */
  #take(frame) {
    if (this.#replays && wasThere(frame.id, this.#lastEventId)) return {};
    try {
      const heard = this.#wire(frame);
      this.#lastEventId = frame.id || this.#lastEventId;
      this.#attempts.succeeded();
      this.#ended = heard.ends ?? false;
      return heard;
    } catch (error) {
      // Without a number it is not the run that ended, only this stream.
      if (error instanceof Unavailable && !frame.id) return null;
      throw error;
    }
  }

  /** @param {Response} answer */
  async #refused(answer) {
    const error = errorOf(answer.status, await answer.text().catch(theLineBroke), answer.headers);
    if (answer.status === 204) {
      this.#ended = true;
    } else {
      // A limit that says when to come back was met before anything was begun; one on the way is met by coming back.
      const isForNow = error instanceof LimitReached && (error.retryAfter !== null || this.#lastEventId);
      if (!isForNow && !passes(error, answer.headers)) throw error;
    }
    return error;
  }

  /** @param {LineBroke} error */
  #lost(error) {
    return error.lost(this.idempotencyKey, this.#lastEventId);
  }
}

/**
 * Whether `run:7` was already heard when the last one was `run:9`.
 *
 * @param {string} id
 * @param {string} last
 */
function wasThere(id, last) {
  const [run, number] = id.split(":");
  const [lastRun, lastNumber] = last.split(":");
  return Boolean(run) && run === lastRun && Number(number) <= Number(lastNumber);
}
