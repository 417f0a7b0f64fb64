/** The client of Foreword. Members of requests, documents and events are spelt as on the wire. */

import type { ForewordApi } from "./api.js";
export type * from "./api.js";

export interface ForewordOptions {
  /** Where Foreword is: `https://foreword.example`. */
  baseUrl: string;
  /** An API key. */
  key?: string;
  /** User name and password of a server that stands behind them. */
  gate?: { username: string; password: string };
  /** Seconds without a byte after which a stream's line counts as dead; the server pings every 15. 45 by default. */
  silence?: number;
  /** Seconds that a whole answer may take; 300 by default. */
  patience?: number;
  /** Attempts in a row without progress; 8 by default. */
  retries?: number;
  /** A `fetch` of your own. */
  fetch?: typeof fetch;
}

export interface CallOptions {
  /** Events as they come instead of the whole. */
  stream?: boolean;
  /** The same key with the same request is the same work, paid for once. By default each call makes its own. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}
export type Streaming = CallOptions & { stream: true };
export type Waiting = CallOptions & { stream?: false };

export class Foreword {
  constructor(options: ForewordOptions);
  /** The native API. */
  readonly api: ForewordApi;
  /** A résumé tailored to a posting: its sections as soon as they are known, or the whole. */
  tailor(request: TailorRequest, options: Streaming): ForewordStream<SectionEvent>;
  tailor(request: TailorRequest, options?: Waiting): Promise<Tailoring>;
  /** A cover letter: pieces of its sections while they are written, or the whole. */
  coverLetter(request: LetterRequest, options: Streaming): ForewordStream<SectionEvent>;
  coverLetter(request: LetterRequest, options?: Waiting): Promise<Letter>;
  /** Takes a résumé in and gives its id; it is not sent twice. */
  uploadResume(content: Blob | Uint8Array | string, filename: string, options?: CallOptions): Promise<string>;
  /** Your résumés, newest first. */
  resumes(options?: CallOptions): Promise<Resume[]>;
  /** One résumé, with what was read from it. */
  resume(resumeId: string, options?: CallOptions): Promise<Resume>;
  /** Removes a résumé; what was made from it stays. */
  deleteResume(resumeId: string, options?: CallOptions): Promise<void>;
  /** Suggestions for a résumé, as they are made or all at once; what is there already is not made again. */
  review(request: ReviewRequest, options: Streaming): ForewordStream<StatusEvent | SuggestionEvent>;
  review(request: ReviewRequest, options?: Waiting): Promise<Review>;
  /** A LaTeX résumé tailored to a posting: six steps and the result, or only the result. */
  tailorLatex(request: LatexRequest, options: Streaming): ForewordStream<ProgressEvent | CompleteEvent>;
  tailorLatex(request: LatexRequest, options?: Waiting): Promise<LatexTailoring>;
  /** The tutor's reply: pieces and then what belongs to it, or the whole. */
  chat(request: ChatRequest, options: Streaming): ForewordStream<ChunkEvent | ChatDoneEvent>;
  chat(request: ChatRequest, options?: Waiting): Promise<ChatReply>;
  /** What you used today, and of how much. */
  usage(options?: CallOptions): Promise<Quota[]>;
  /** Who can be asked. */
  agents(options?: CallOptions): Promise<Agent[]>;
  /** A chat without messages. */
  createChat(request?: NewChatRequest, options?: CallOptions): Promise<Chat>;
  /** Your chats, the one used last first. */
  chats(page?: { limit?: number; offset?: number }, options?: CallOptions): Promise<{ chats: Chat[]; has_more: boolean }>;
  /** One chat with its messages, oldest first. */
  readChat(chatId: number, options?: CallOptions): Promise<Chat & { messages: Message[] }>;
  /** An agent's reply in a chat: its steps and its text as they come, or the whole. */
  sendMessage(chatId: number, request: MessageRequest, options: Streaming): ForewordStream<AgentEvent>;
  sendMessage(chatId: number, request: MessageRequest, options?: Waiting): Promise<AgentReply>;
}

/** Events for `for await`, which go on by themselves after a broken line. Leaving the loop ends the stream. */
export class ForewordStream<E> implements AsyncIterable<E> {
  private constructor();
  /** The same call with it is the same work; "" where the endpoint has none. */
  get idempotencyKey(): string;
  /** The last event that was given, as the server names it. */
  get lastEventId(): string;
  /** The work that is done in the server, "" before its first event. */
  get runId(): string;
  /** Where a message went, known before its reply begins; "" for anything else than `chat`. */
  get conversationId(): string;
  /** The newest request's name in the server's log. */
  get requestId(): string;
  [Symbol.asyncIterator](): AsyncGenerator<E, void, undefined>;
}

/** One Server-Sent Event. */
export interface Frame {
  event: string;
  data: string;
  id: string;
}

/** Server-Sent Events as they arrive, in pieces of any size. */
export class EventParser {
  /** The last whole event's, also of one without data. */
  lastEventId: string;
  /** The events that are whole with this chunk. */
  feed(chunk: Uint8Array): Frame[];
}

type Json = unknown;

export interface TailorRequest {
  resumeId: string;
  jobDescription: string;
  jobTitle?: string;
  companyName?: string;
  instructions?: string;
}
export interface LetterRequest {
  resumeId: string;
  jobDescription: string;
  jobTitle?: string;
  companyName?: string;
  tone?: string;
  length?: string;
  language?: string;
  hints?: string;
}
export interface ReviewRequest {
  resume_id: string;
  posting_id?: string;
  /** Not the review that is there already. */
  fresh?: boolean;
}
export interface LatexRequest {
  resume_file: Blob | Uint8Array | string;
  jd_text: string;
  filename?: string;
  job_title?: string;
  company_name?: string;
  user_instructions?: string;
}
export interface Wishes {
  /** coach, tutor or adviser. */
  agent?: string;
  /** One of `agents()`. */
  agent_id?: string;
  target?: string;
  native?: string;
  /** A1 to C2. */
  level?: string;
  resume_id?: string;
  posting_id?: string;
  letter_id?: string;
}
export interface ChatRequest extends Wishes {
  message: string;
  /** Without it the message is the first of a new conversation. */
  conversation_id?: string;
}
export interface NewChatRequest extends Wishes {
  name?: string;
}
export interface MessageRequest extends Wishes {
  message: string;
}

/** A piece of a section: the section's text is the concatenation of its pieces. */
export interface SectionEvent {
  type: "section";
  section: string;
  content: string;
}
export interface StatusEvent {
  type: "status";
  message: string;
}
export interface SuggestionEvent {
  type: "suggestion";
  data: Suggestion;
}
export interface ProgressEvent {
  type: "progress";
  /** 0 to 5. */
  step: number;
  label: string;
}
export type CompleteEvent = LatexTailoring & { type: "complete" };
export interface ChunkEvent {
  type: "chunk";
  content: string;
}
export interface ChatDoneEvent extends Omit<ChatReply, "text"> {
  type: "done";
}
interface OfAReply {
  response_id: string;
  chat_id: number;
}
export type AgentEvent = OfAReply &
  (
    | { type: "response.created"; agent_id: string; model: string }
    | { type: "response.chat.title.updated"; name: string }
    | { type: "response.reasoning_step.start"; step: Step }
    | { type: "response.reasoning_step.end"; step: StepEnd }
    | { type: "response.output_text.delta"; delta: string }
    | ({ type: "response.output_text.completed" } & Completed)
  );

export interface Section {
  section: string;
  content: string;
}
export interface Resume {
  resumeId: string;
  title: string;
  filename: string;
  format: string;
  state: "reading" | "ready" | "failed";
  /** Unix seconds. */
  createdAt: number;
  updatedAt: number;
  problem?: string | null;
  /** JSON Resume, when one résumé was asked for. */
  resume?: Json;
}
export interface MatchedTerm {
  term: string;
  category: string;
  required: boolean;
  line: string;
  reason: string;
}
export interface Match {
  /** 0 to 100. */
  score: number;
  matched: MatchedTerm[];
  nearly: MatchedTerm[];
  missing: MatchedTerm[];
}
export interface Tailoring {
  tailoringId: string;
  sections: Section[];
  /** JSON Resume. */
  resume: Json;
  latex: string;
  extracted: Json;
  match: Match;
  reorderPlan: Json;
  warnings: string[];
  pdfUrl: string;
  pdfError: string;
  url: string;
}
export interface Claim {
  section: string;
  kind: string;
  text: string;
  /** Code points of the section's content. */
  start: number;
  end: number;
  supported: boolean;
  problem: string;
}
export interface Letter {
  letterId: string;
  sections: Section[];
  content: string;
  claims: Claim[];
  /** Claims without support in the résumé, and blanks to be filled in. */
  unansweredMarks: number;
  url: string;
}
export interface Suggestion {
  id: string;
  title: string;
  line: string;
  change: { kind: string; before: string; after: string };
  reason: string;
  keyword: string;
  pointer: string;
  evidence: Json[];
  /** Claims that the résumé does not support. */
  unsupported: string[];
}
export interface Question {
  id: string;
  text: string;
  line: string;
  reason: string;
}
export interface Review {
  resume_id: string;
  review_id: string;
  suggestions: Suggestion[];
  questions: Question[];
}
export interface LatexTailoring {
  extracted: Json;
  match: Match;
  reorder_plan: Json;
  pdf_url: string;
  /** Empty when there is no PDF; `pdf_error` says why. */
  pdf_b64: string;
  pdf_error: string;
  tex_content: string;
  tex_diff: string;
  filename: string;
  processing_time_ms: number;
}
/** What was wrong in the message, in code points. */
export interface Correction {
  original: string;
  corrected: string;
  explanation: string;
  type: string;
  offset: number;
  length: number;
}
export interface UsageWarning {
  feature: string;
  used: number;
  limit: number;
  remaining: number;
  message: string;
}
export interface Quota {
  feature: string;
  used: number;
  /** null without a limit. */
  limit: number | null;
  remaining: number | null;
  resets_at: string;
}
export interface ChatReply {
  text: string;
  conversation_id: string;
  corrections: Correction[];
  usage: { input_tokens: number; output_tokens: number };
  model: { provider: string; id: string };
  /** After a conversation's first message. */
  title?: string;
  usage_warning?: UsageWarning;
}
export interface TotalUsage {
  total_prompt_tokens: number;
  total_completion_tokens: number;
  total_tokens: number;
  total_calls: number;
}
export interface Step {
  id: string;
  content: string;
  type: string;
  args: Record<string, Json>;
  timestamp: string;
}
export interface StepEnd {
  id: string;
  type: string;
  result: { success: boolean; data: string; details?: Json };
  timestamp: string;
  token_usage: TotalUsage;
}
interface Completed {
  final_text: string;
  usage: TotalUsage;
  corrections: Correction[];
  usage_warning?: UsageWarning;
}
export interface AgentReply extends OfAReply, Completed {
  agent_id: string;
  model: string;
  /** The chat's new name. */
  name?: string;
  steps: (Step & Partial<StepEnd>)[];
}
export interface Agent {
  id: string;
  agent: string;
  name: string;
  description: string;
}
export interface Chat {
  id: number;
  /** The same chat for `Foreword.chat`. */
  conversation_id: string;
  name: string;
  agent_id: string;
  agent: string;
  state: string | null;
  resume_id: string | null;
  posting_id: string | null;
  letter_id: string | null;
  created_at: string;
  updated_at: string;
  url: string;
}
export interface Message {
  id: string;
  role: "user" | "assistant";
  text: string;
  state: string;
  created_at: string;
  response_id?: string | null;
  problem?: string | null;
  model?: string | null;
  steps?: (Step & Partial<StepEnd>)[];
  corrections?: Correction[];
}

export interface ErrorDetails {
  /** The HTTP status, 0 when there was no answer. */
  status?: number;
  /** The one that is wrong. */
  field?: string;
  /** Seconds. */
  retryAfter?: number | null;
  requestId?: string;
  /** Whether the same request may succeed later; null when the server did not say. */
  retryable?: boolean | null;
  /** The step of a tailoring that failed, -1 for none. */
  step?: number;
  idempotencyKey?: string;
  lastEventId?: string;
}

/** Base of all errors. `message` is the server's sentence for people: what happened and what to do next. */
export class ForewordError extends Error {
  static code: string;
  constructor(message: string, details?: ErrorDetails);
  readonly code: string;
  readonly status: number;
  readonly field: string;
  readonly retryAfter: number | null;
  readonly requestId: string;
  readonly retryable: boolean | null;
  readonly step: number;
  /** Of a lost connection: the same call with it goes on where this one stopped. */
  readonly idempotencyKey: string;
  readonly lastEventId: string;
}

/** The server cannot be reached, or the line broke too often. */
export class ConnectionLost extends ForewordError {}
/** The answer is not what this client knows: probably not a Foreword, or a much newer one. */
export class BadAnswer extends ForewordError {}
/** The request could not be understood (400). */
export class BadRequest extends ForewordError {}
/** There is no key, or it is unknown, revoked or expired (401). */
export class NotSignedIn extends ForewordError {}
/** The key lacks the scope that the message names (403). */
export class Forbidden extends ForewordError {}
/** Absent, deleted, or somebody else's (404). */
export class NotFound extends ForewordError {}
/** This address does not take that kind of request (405). */
export class MethodNotAllowed extends ForewordError {}
/** The thing has changed meanwhile, or the idempotency key was used for something else before (409). */
export class Conflict extends ForewordError {}
/** The document is no longer the version that was named (412). */
export class PreconditionFailed extends Conflict {}
/** A file of a letter that is not finished, or that says what the résumé does not support (409). */
export class UnansweredMarks extends Conflict {}
/** This kind of request body is not understood (415). */
export class UnsupportedMediaType extends ForewordError {}
/** Something that was sent cannot be used; `field` says what (422). */
export class InvalidInput extends ForewordError {}
/** A file of a kind that is not read, or whose content does not match its name (400). */
export class UnsupportedFile extends InvalidInput {}
/** Over a published limit (413). */
export class TooLarge extends InvalidInput {}
/** A file of the right kind in which nothing can be read (422). */
export class UnreadableDocument extends InvalidInput {}
/** A web page could not be had (422). */
export class FetchFailed extends InvalidInput {}
/** The idempotency key came with another request before (422). */
export class IdempotencyKeyReused extends InvalidInput {}
/** A PDF could not be made (422). */
export class RenderFailed extends ForewordError {}
/** The tailoring's step `step` failed (422). */
export class StepFailed extends ForewordError {}
/** A rate or a quota is used up; `retry_after` says until when (429). */
export class LimitReached extends ForewordError {}
/** Something went wrong in the server (500). */
export class InternalError extends ForewordError {}
/** The language model failed (502). */
export class ModelError extends ForewordError {}
/** The server cannot do this now; the same request may succeed soon (503). */
export class Unavailable extends ForewordError {}
/** It took too long and was stopped (504). */
export class TimedOut extends ForewordError {}
/** The language model did not answer in time. */
export class ModelTimedOut extends ModelError {}
/** The server stopped during each of several attempts. */
export class CrashLoop extends InternalError {}
/** No room on the server's disk; reading goes on (507). */
export class OutOfSpace extends ForewordError {}

/** The class of an error, by its code and, where the protocol has none, by its status. */
export function kindOf(status: number, code?: string): typeof ForewordError;
/** The error that an HTTP answer is. */
export function errorOf(status: number, body: string, headers: Headers): ForewordError;
