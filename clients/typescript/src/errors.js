/** What can go wrong: one class for each of the server's error codes. */

/** @typedef {import("../foreword.js").ErrorDetails} ErrorDetails */

/** Base of all. `message` is the server's sentence for people: what happened and what to do next. */
export class ForewordError extends Error {
  static code = "";

  /**
   * @param {string} message
   * @param {ErrorDetails} [details]
   */
  constructor(message, details = {}) {
    super(message);
    this.name = new.target.name;
    this.code = new.target.code;
    this.status = details.status ?? 0;
    this.field = details.field ?? "";
    this.retryAfter = details.retryAfter ?? null;
    this.requestId = details.requestId ?? "";
    this.retryable = details.retryable ?? null;
    this.step = details.step ?? -1;
    this.idempotencyKey = details.idempotencyKey ?? "";
    this.lastEventId = details.lastEventId ?? "";
  }
}

/** The server cannot be reached, or the line broke too often. */
export class ConnectionLost extends ForewordError {
  static code = "connection_lost";
}

/** The answer is not what this client knows: probably not a Foreword, or a much newer one. */
export class BadAnswer extends ForewordError {
  static code = "bad_answer";
}

/** The request could not be understood (400). */
export class BadRequest extends ForewordError {
  static code = "bad_request";
}

/** There is no key, or it is unknown, revoked or expired (401). */
export class NotSignedIn extends ForewordError {
  static code = "not_signed_in";
}

/** The key lacks the scope that the message names (403). */
export class Forbidden extends ForewordError {
  static code = "forbidden";
}

/** Absent, deleted, or somebody else's (404). */
export class NotFound extends ForewordError {
  static code = "not_found";
}

/** This address does not take that kind of request (405). */
export class MethodNotAllowed extends ForewordError {
  static code = "method_not_allowed";
}

/** The thing has changed meanwhile, or the idempotency key was used for something else before (409). */
export class Conflict extends ForewordError {
  static code = "conflict";
}

/** The document is no longer the version that was named (412). */
export class PreconditionFailed extends Conflict {
  static code = "precondition_failed";
}

/** A file of a letter that is not finished, or that says what the résumé does not support (409). */
export class UnansweredMarks extends Conflict {
  static code = "unanswered_marks";
}

/** This kind of request body is not understood (415). */
export class UnsupportedMediaType extends ForewordError {
  static code = "unsupported_media_type";
}

/** Something that was sent cannot be used; `field` says what (422). */
export class InvalidInput extends ForewordError {
  static code = "invalid_input";
}

/** A file of a kind that is not read, or whose content does not match its name (400). */
export class UnsupportedFile extends InvalidInput {
  static code = "unsupported_file";
}

/** Over a published limit (413). */
export class TooLarge extends InvalidInput {
  static code = "too_large";
}

/** A file of the right kind in which nothing can be read (422). */
export class UnreadableDocument extends InvalidInput {
  static code = "unreadable_document";
}

/** A web page could not be had (422). */
export class FetchFailed extends InvalidInput {
  static code = "fetch_failed";
}

/** The idempotency key came with another request before (422). */
export class IdempotencyKeyReused extends InvalidInput {
  static code = "idempotency_key_reused";
}

/** A PDF could not be made (422). */
export class RenderFailed extends ForewordError {
  static code = "render_failed";
}

/** The tailoring's step `step` failed (422). */
export class StepFailed extends ForewordError {
  static code = "step_failed";
}

/** A rate or a quota is used up; `retry_after` says until when (429). */
export class LimitReached extends ForewordError {
  static code = "limit_reached";
}

/** Something went wrong in the server (500). */
export class InternalError extends ForewordError {
  static code = "internal";
}

/** The language model failed (502). */
export class ModelError extends ForewordError {
  static code = "model_error";
}

/** The server cannot do this now; the same request may succeed soon (503). */
export class Unavailable extends ForewordError {
  static code = "unavailable";
}

/** It took too long and was stopped (504). */
export class TimedOut extends ForewordError {
  static code = "deadline_exceeded";
}

/** The language model did not answer in time. */
export class ModelTimedOut extends ModelError {
  static code = "model_timed_out";
}

/** The server stopped during each of several attempts. */
export class CrashLoop extends InternalError {
  static code = "crash_loop";
}

/** No room on the server's disk; reading goes on (507). */
export class OutOfSpace extends ForewordError {
  static code = "out_of_space";
}

/** @type {Readonly<Record<number, typeof ForewordError>>} */
const BY_STATUS = {
  400: BadRequest,
  401: NotSignedIn,
  403: Forbidden,
  404: NotFound,
  405: MethodNotAllowed,
  409: Conflict,
  412: PreconditionFailed,
  413: TooLarge,
  415: UnsupportedMediaType,
  422: InvalidInput,
  429: LimitReached,
  500: InternalError,
  502: ModelError,
  503: Unavailable,
  504: TimedOut,
  507: OutOfSpace,
};

/** @type {ReadonlyMap<string, typeof ForewordError>} */
const BY_CODE = new Map(
  [
    ConnectionLost,
    BadAnswer,
    BadRequest,
    NotSignedIn,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    PreconditionFailed,
    UnansweredMarks,
    UnsupportedMediaType,
    InvalidInput,
    UnsupportedFile,
    TooLarge,
    UnreadableDocument,
    FetchFailed,
    IdempotencyKeyReused,
    RenderFailed,
    StepFailed,
    LimitReached,
    InternalError,
    ModelError,
    Unavailable,
    TimedOut,
    ModelTimedOut,
    CrashLoop,
    OutOfSpace,
  ].map((kind) => [kind.code, kind]),
);

/**
 * The class of an error, by its code and, where the protocol has none, by its status.
 *
 * @param {number} status
 * @param {string} [code]
 */
export function kindOf(status, code = "") {
  return BY_CODE.get(code) ?? BY_STATUS[status] ?? (status >= 500 ? InternalError : BadRequest);
}

/**
 * The error that an HTTP answer is, in whichever of the server's shapes its body is: problem details (RFC 9457),
 * `{"error": {...}}` of the chats, `{"message"}` of the Career API, or `{"detail"}`.
 *
 * @param {number} status
 * @param {string} body
 * @param {Headers} headers
 */
export function errorOf(status, body, headers) {
  const told = parsed(body);
  const said = isObject(told["error"]) ? told["error"] : told;
  const message = [said["message"], said["detail"], said["title"]].find((text) => typeof text === "string" && text);
  const wait = headers.get("retry-after") ?? "";
  const Kind = kindOf(status, typeof said["code"] === "string" ? said["code"] : "");
  return new Kind(typeof message === "string" ? message : `The server answered ${status}.`, {
    status,
    field: typeof said["field"] === "string" ? said["field"] : "",
    retryAfter: /^[0-9]+$/.test(wait) ? Number(wait) : null,
    requestId: headers.get("x-request-id") ?? "",
    step: typeof said["step"] === "number" ? said["step"] : -1,
  });
}

/**
 * @param {string} body
 * @returns {Record<string, unknown>}
 */
function parsed(body) {
  try {
    const told = JSON.parse(body);
    return isObject(told) ? told : {};
  } catch {
    return {};
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
