import { documentOf } from "./connection.js";
import { BadRequest, InternalError, LimitReached, ModelTimedOut, StepFailed, TimedOut, kindOf } from "./errors.js";

/**
 * How each protocol's frames are read: which event a frame is, whether it is the last, which error it tells of.
 *
 * A frame of a name that this client does not know is passed over, so that a newer server can say more.
 */

/** @typedef {import("../foreword.js").Frame} Frame */

const BAD_REQUEST = 10006;
const TIMED_OUT = "LLM timeout";
const AGENT_EVENTS = new Set([
  "response.created",
  "response.chat.title.updated",
  "response.reasoning_step.start",
  "response.reasoning_step.end",
  "response.output_text.delta",
  "response.output_text.completed",
]);
const RUN_ENDS = new Set(["done", "failed", "cancelled", "abandoned", "interrupted"]);

/** @param {Frame} frame */
export function career(frame) {
  const said = documentOf(frame.data);
  if (said.type === "error") throw new (kindOf(said.statusCode))(said.message, { status: said.statusCode });
  if (said.type === "section") return { event: said };
  return { ends: said.type === "done" };
}

/** @param {Frame} frame */
export function review(frame) {
  const said = documentOf(frame.data);
  if (said.type === "error") throw new (said.message === TIMED_OUT ? ModelTimedOut : InternalError)(said.message);
  if (said.type === "status" || said.type === "suggestion") return { event: said };
  return { ends: said.type === "complete" };
}

/** @param {Frame} frame */
export function latex(frame) {
  if (frame.event === "error") {
    const { detail, step } = documentOf(frame.data);
    throw step >= 0 ? new StepFailed(detail, { step }) : new InternalError(detail);
  }
  if (frame.event !== "progress" && frame.event !== "complete") return {};
  return { event: { type: frame.event, ...documentOf(frame.data) }, ends: frame.event === "complete" };
}

/** @param {Frame} frame */
export function chat(frame) {
  if (frame.event === "error") {
    const { message, reason, retryable, request_id: requestId } = documentOf(frame.data);
    const Kind = reason === "rate_limit" ? LimitReached : reason === "timeout" ? TimedOut : InternalError;
    throw new Kind(message, { retryable, requestId });
  }
  if (frame.event !== "chunk" && frame.event !== "done") return {};
  return { event: documentOf(frame.data), ends: frame.event === "done" };
}

/** @param {Frame} frame */
export function agent(frame) {
  if (frame.event === "response.error") {
    const { message, code } = documentOf(frame.data);
    throw new (code === BAD_REQUEST ? BadRequest : InternalError)(message);
  }
  if (!AGENT_EVENTS.has(frame.event)) return {};
  return { event: documentOf(frame.data), ends: frame.event === "response.output_text.completed" };
}

/** @param {Frame} frame */
export function run(frame) {
  const event = { seq: Number(frame.id), name: frame.event, data: documentOf(frame.data) };
  return { event, ends: RUN_ENDS.has(frame.event) };
}
