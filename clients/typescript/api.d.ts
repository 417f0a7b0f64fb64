import type { CallOptions, Correction, ForewordStream, Match, Wishes } from "./foreword.js";

/** A moment, RFC 3339 in UTC. */
export type Moment = string;

export interface ChangeOptions extends CallOptions {
  /** The `etag` that was read: the change fails with `PreconditionFailed` when that is no longer what is there. */
  ifMatch?: string;
}

/**
 * Résumés, postings, tailorings, letters, conversations and the runs that make them. What begins a run answers at once;
 * follow it with `events`.
 */
export interface ForewordApi {
  /** Your résumés, newest first; more are asked for as they are needed. */
  resumes(options?: CallOptions): AsyncGenerator<ResumeItem, void, undefined>;
  /** Takes a résumé in and begins to read it. */
  uploadResume(content: Blob | Uint8Array | string, filename: string, options?: CallOptions): Promise<ResumeDocument>;
  /** One résumé. */
  resume(resumeId: string, options?: CallOptions): Promise<ResumeDocument>;
  /** Changes fields by their JSON pointers, or does one of the editor's actions. */
  changeResume(resumeId: string, change: ResumeChange, options?: ChangeOptions): Promise<ResumeDocument>;
  /** Removes a résumé; what was made from it stays. */
  deleteResume(resumeId: string, options?: ChangeOptions): Promise<void>;
  /** Reads the file once more, when that failed. */
  readResumeAgain(resumeId: string, options?: CallOptions): Promise<ResumeDocument>;
  /** A résumé to take away, with all changes. */
  resumeFile(resumeId: string, kind: "pdf" | "docx" | "json", options?: CallOptions): Promise<Blob>;
  /** The file itself, with the changes that could be written into it. */
  resumeSource(resumeId: string, options?: CallOptions): Promise<Blob>;
  /** Your postings, newest first. */
  postings(options?: CallOptions): AsyncGenerator<PostingItem, void, undefined>;
  /** Keeps a posting by its text, or by the address of its page. */
  addPosting(posting: NewPosting, options?: CallOptions): Promise<PostingDocument>;
  /** One posting. */
  posting(postingId: string, options?: CallOptions): Promise<PostingDocument>;
  /** Removes a posting with its analysis. */
  deletePosting(postingId: string, options?: CallOptions): Promise<void>;
  /** Begins the analysis of a posting, where there is none or it is wanted again. */
  analysePosting(postingId: string, wish?: { again?: boolean }, options?: CallOptions): Promise<Analysis>;
  /** The analysis of a posting. */
  analysis(postingId: string, options?: CallOptions): Promise<Analysis>;
  /** Your tailorings, newest first. */
  tailorings(options?: CallOptions): AsyncGenerator<TailoringItem, void, undefined>;
  /** Begins to tailor a résumé; the run goes on though nobody listens. */
  startTailoring(wanted: NewTailoring, options?: CallOptions): Promise<TailoringDocument>;
  /** One tailoring, with its result once it is done. */
  tailoring(tailoringId: string, options?: CallOptions): Promise<TailoringDocument>;
  /** Runs one once more that ended without a result. */
  retryTailoring(tailoringId: string, options?: CallOptions): Promise<TailoringDocument>;
  /** Stops a tailoring and removes it. */
  deleteTailoring(tailoringId: string, options?: ChangeOptions): Promise<void>;
  /** The tailored résumé to take away. */
  tailoringFile(tailoringId: string, kind: "pdf" | "tex" | "docx" | "json", options?: CallOptions): Promise<Blob>;
  /** How a résumé meets a posting, at once; nothing is kept. */
  match(wanted: MatchRequest, options?: CallOptions): Promise<MatchDocument>;
  /** Your letters, newest first. */
  letters(options?: CallOptions): AsyncGenerator<LetterItem, void, undefined>;
  /** Begins a cover letter; the run goes on though nobody listens. */
  startLetter(wanted: NewLetter, options?: CallOptions): Promise<LetterDocument>;
  /** One letter with its paragraphs. */
  letter(letterId: string, options?: CallOptions): Promise<LetterDocument>;
  /** Does once more what was stopped or failed last. */
  retryLetter(letterId: string, options?: CallOptions): Promise<LetterDocument>;
  /** Removes a letter with all its versions. */
  deleteLetter(letterId: string, options?: ChangeOptions): Promise<void>;
  /** A letter to take away; with unanswered marks only `anyway`. */
  letterFile(letterId: string, kind: "pdf" | "docx" | "txt", options?: CallOptions & { anyway?: boolean }): Promise<Blob>;
  /** Puts your own words in place of a paragraph. */
  editParagraph(letterId: string, name: string, edit: { text: string; number?: number }, options?: ChangeOptions): Promise<LetterDocument>;
  /** Has one paragraph written again. */
  rewriteParagraph(letterId: string, name: string, wish?: { action?: "rewrite" | "shorten" }, options?: CallOptions): Promise<LetterDocument>;
  /** Lets an earlier version of a paragraph stand again. */
  restoreParagraph(letterId: string, name: string, number: number, options?: CallOptions): Promise<LetterDocument>;
  /** Your conversations, newest first. */
  conversations(options?: CallOptions): AsyncGenerator<ConversationDocument, void, undefined>;
  /** A conversation without messages. */
  makeConversation(wanted?: ConversationWishes, options?: CallOptions): Promise<ConversationDocument>;
  /** One conversation. */
  conversation(conversationId: string, options?: CallOptions): Promise<ConversationDocument>;
  /** Another title, agent or subject; an id that is "" is taken away. */
  changeConversation(conversationId: string, change: ConversationWishes, options?: ChangeOptions): Promise<ConversationDocument>;
  /** Removes a conversation with all its branches. */
  deleteConversation(conversationId: string, options?: ChangeOptions): Promise<void>;
  /** The messages of the open branch, oldest first. */
  messages(conversationId: string, options?: CallOptions): AsyncGenerator<MessageDocument, void, undefined>;
  /** Says something; follow the reply's run. */
  sendMessage(conversationId: string, text: string, options?: CallOptions): Promise<ReplyBegun>;
  /** Says something else in place of an earlier message; both are kept. */
  editMessage(conversationId: string, messageId: string, text: string, options?: CallOptions): Promise<ReplyBegun>;
  /** Another reply; both are kept. */
  retryMessage(conversationId: string, messageId: string, options?: CallOptions): Promise<ReplyBegun>;
  /** Opens the branch that goes through a message. */
  openBranch(conversationId: string, messageId: string, options?: CallOptions): Promise<ConversationDocument>;
  /** Your runs, newest first. */
  runs(options?: CallOptions): AsyncGenerator<RunDocument, void, undefined>;
  /** One run as it is now. */
  run(runId: string, options?: CallOptions): Promise<RunDocument>;
  /** What a run has said behind its event `after`, and says, up to its end. */
  events(runId: string, options?: CallOptions & { after?: number }): ForewordStream<RunEvent>;
  /** Stops a run; what it has made so far is kept. */
  cancelRun(runId: string, options?: CallOptions): Promise<RunDocument>;
}

/** `etag` names the version that was read, for `ifMatch`. */
interface Tagged {
  etag: string;
}
export interface ResumeChange {
  /** JSON pointers into the résumé with their new texts. */
  fields?: Record<string, string>;
  /** `up`, `down`, `remove`, `duplicate` or `move` of an entry (`remove:/work/1`), `undo`, `redo`. */
  action?: string;
}
export interface PostingText {
  /** 50 to 50,000 characters. */
  text: string;
  title?: string;
  company?: string;
}
/** A posting's text, or the address of its page. */
export interface NewPosting {
  text?: string;
  url?: string;
  title?: string;
  company?: string;
}
/** A résumé beside a posting: one that is kept, or a text. */
export interface MatchRequest {
  resume_id: string;
  posting_id?: string;
  posting?: PostingText;
}
export interface NewTailoring extends MatchRequest {
  instructions?: string;
}
export interface NewLetter extends MatchRequest {
  tone?: string;
  length?: string;
  language?: string;
  hints?: string;
}
export interface ConversationWishes extends Wishes {
  title?: string;
}

export interface ResumeItem {
  id: string;
  title: string;
  filename: string;
  format: string;
  state: "reading" | "ready" | "failed";
  created_at: Moment;
  updated_at: Moment;
}
export interface ResumeDocument extends ResumeItem, Tagged {
  version: number;
  run_id: string | null;
  problem: string | null;
  warnings: string[];
  /** JSON Resume. */
  resume: Record<string, unknown> | null;
}
export interface PostingItem {
  id: string;
  title: string;
  company: string;
  excerpt: string;
  created_at: Moment;
}
export interface PostingDocument extends Tagged {
  id: string;
  title: string;
  company: string;
  text: string;
  created_at: Moment;
}
export interface Analysis extends Tagged {
  posting_id: string;
  run_id: string;
  state: string;
  attempt: number;
  problem: string | null;
  started_at: Moment;
  ended_at: Moment | null;
  result: Record<string, unknown> | null;
}
export interface TailoringItem {
  id: string;
  resume_title: string;
  posting_title: string;
  company: string;
  state: string;
  /** 0 to 100 once it is done. */
  score: number | null;
  created_at: Moment;
}
export interface TailoringOutcome {
  match: Match;
  extracted: Record<string, unknown>;
  reorder_plan: Record<string, unknown>;
  resume: Record<string, unknown>;
  latex: string;
  diff: string;
  warnings: string[];
  pages: number;
  engine: string;
  pdf_error: string;
  processing_time_ms: number;
  /** Addresses by kind: pdf, tex, docx, json. */
  files: Record<string, string>;
}
export interface TailoringDocument extends TailoringItem, Tagged {
  resume_id: string;
  posting_id: string;
  instructions: string;
  run_id: string;
  problem: string | null;
  ended_at: Moment | null;
  result: TailoringOutcome | null;
}
export interface MatchDocument extends Tagged {
  score: number;
  match: Match;
  extracted: Record<string, unknown>;
}
export interface LetterItem {
  id: string;
  resume_title: string;
  posting_title: string;
  company: string;
  state: string;
  /** Whole paragraphs. */
  finished: number;
  created_at: Moment;
}
export interface Paragraph {
  part: "salutation" | "opening" | "body_1" | "body_2" | "closing";
  number: number;
  text: string;
  complete: boolean;
  claims: Record<string, unknown>[];
  blanks: string[];
  versions: { number: number; origin: string; text: string; complete: boolean; created_at: Moment }[];
}
export interface LetterDocument extends LetterItem, Tagged {
  resume_id: string;
  posting_id: string;
  tone: string;
  length: string;
  language: string;
  hints: string;
  run_id: string;
  problem: string | null;
  updated_at: Moment;
  text: string;
  is_whole: boolean;
  unanswered_marks: number;
  paragraphs: Paragraph[];
}
export interface ConversationDocument extends Tagged {
  id: string;
  /** Its name for the agent chat. */
  number: number;
  title: string;
  agent: string;
  target: string;
  native: string;
  level: string;
  resume_id: string | null;
  posting_id: string | null;
  letter_id: string | null;
  state: "idle" | "running";
  run_id: string;
  created_at: Moment;
  updated_at: Moment;
}
export interface MessageDocument {
  id: string;
  parent_id: string | null;
  role: "user" | "assistant";
  text: string;
  state: "running" | "complete" | "partial" | "failed";
  problem: string;
  run_id: string;
  model: string;
  input_tokens: number;
  output_tokens: number;
  corrections: Correction[];
  steps: Record<string, unknown>[];
  alternative: number;
  alternatives: number;
  created_at: Moment;
}
export interface ReplyBegun {
  conversation_id: string;
  question_id: string;
  reply_id: string;
  run_id: string;
}
export interface RunDocument extends Tagged {
  id: string;
  kind: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled" | "abandoned" | "interrupted";
  subject: { type: string; id: string; url: string };
  last_seq: number;
  error: { code: string; message: string; retryable: boolean; step: number | null } | null;
  created_at: Moment;
  started_at: Moment | null;
  ended_at: Moment | null;
}
/** What a run says: the last one is named done, failed, cancelled, abandoned or interrupted. */
export interface RunEvent {
  seq: number;
  name: string;
  data: any;
}
