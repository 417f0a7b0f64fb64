import { ForewordError, Unavailable } from "./errors.js";

/** Seconds before each attempt: the first ones come soon, as a run is given up when nobody has listened for five. */
const JUST_A_MOMENT = [0, 0.1, 0.3, 0.7, 1.2, 2, 3, 5];
const LONGEST_WAIT = 20;
const FROM_A_PROXY = new Set([502, 504]);

/** Failures in a row, and how long to wait after each. */
export class Attempts {
  #most;
  #failed = 0;

  /** @param {number} most */
  constructor(most) {
    this.#most = most;
  }

  /** Something has come. */
  succeeded() {
    this.#failed = 0;
  }

  /**
   * Waits until the next attempt. Throws the error when there is none, and the signal's reason when it is aborted.
   *
   * @param {ForewordError} error
   * @param {AbortSignal | undefined} signal
   */
  async pause(error, signal) {
    const wait = error.retryAfter ?? 0;
    if (this.#failed >= this.#most || wait > LONGEST_WAIT) throw error;
    const usual = JUST_A_MOMENT[Math.min(this.#failed, JUST_A_MOMENT.length - 1)] ?? 0;
    this.#failed += 1;
    await asleep(Math.max(wait, usual * (0.8 + 0.4 * Math.random())) * 1000, signal);
  }
}

/**
 * Whether the same request may well succeed in a moment; a 502 that is not JSON is a proxy's, not the server's.
 *
 * @param {ForewordError} error
 * @param {Headers} headers
 */
export function passes(error, headers) {
  const fromAProxy = FROM_A_PROXY.has(error.status) && !(headers.get("content-type") ?? "").includes("json");
  return error instanceof Unavailable || fromAProxy;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<void>}
 */
function asleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
}
