import { ConversationApi } from "./conversations.js";
import { part } from "./requests.js";

/** @typedef {import("../foreword.js").CallOptions} CallOptions */
/** @typedef {import("../foreword.js").ChangeOptions} ChangeOptions */

/** The native API, `Foreword.api`. What its methods return stands in `api.d.ts`. */
export class ForewordApi extends ConversationApi {
  #calls;

  /** @param {import("./native.js").NativeCalls} calls */
  constructor(calls) {
    super(calls);
    this.#calls = calls;
  }

  /** @param {CallOptions} [options] */
  resumes(options = {}) {
    return this.#calls.all("/resumes", options);
  }

  /**
   * @param {Blob | Uint8Array | string} content
   * @param {string} filename
   * @param {CallOptions} [options]
   */
  uploadResume(content, filename, options = {}) {
    return this.#calls.upload("/resumes", content, filename, options);
  }

  /**
   * @param {string} resumeId
   * @param {CallOptions} [options]
   */
  resume(resumeId, options = {}) {
    return this.#calls.get(`/resumes/${part(resumeId)}`, options);
  }

  /**
   * @param {string} resumeId
   * @param {import("../foreword.js").ResumeChange} change
   * @param {ChangeOptions} [options]
   */
  changeResume(resumeId, change, options = {}) {
    return this.#calls.change("PATCH", `/resumes/${part(resumeId)}`, change, options);
  }

  /**
   * @param {string} resumeId
   * @param {ChangeOptions} [options]
   */
  deleteResume(resumeId, options = {}) {
    return this.#calls.delete(`/resumes/${part(resumeId)}`, options);
  }

  /**
   * @param {string} resumeId
   * @param {CallOptions} [options]
   */
  readResumeAgain(resumeId, options = {}) {
    return this.#calls.post(`/resumes/${part(resumeId)}/read`, undefined, options);
  }

  /**
   * @param {string} resumeId
   * @param {"pdf" | "docx" | "json"} kind
   * @param {CallOptions} [options]
   */
  resumeFile(resumeId, kind, options = {}) {
    return this.#calls.file(`/resumes/${part(resumeId)}/files/${kind}`, options);
  }

  /**
   * @param {string} resumeId
   * @param {CallOptions} [options]
   */
  resumeSource(resumeId, options = {}) {
    return this.#calls.file(`/resumes/${part(resumeId)}/source`, options);
  }

  /** @param {CallOptions} [options] */
  postings(options = {}) {
    return this.#calls.all("/postings", options);
  }

  /**
   * @param {import("../foreword.js").NewPosting} posting
   * @param {CallOptions} [options]
   */
  addPosting(posting, options = {}) {
    return this.#calls.post("/postings", posting, options);
  }

  /**
   * @param {string} postingId
   * @param {CallOptions} [options]
   */
  posting(postingId, options = {}) {
    return this.#calls.get(`/postings/${part(postingId)}`, options);
  }

  /**
   * @param {string} postingId
   * @param {CallOptions} [options]
   */
  deletePosting(postingId, options = {}) {
    return this.#calls.delete(`/postings/${part(postingId)}`, options);
  }

  /**
   * @param {string} postingId
   * @param {{ again?: boolean }} [wish]
   * @param {CallOptions} [options]
   */
  analysePosting(postingId, wish = {}, options = {}) {
    return this.#calls.post(`/postings/${part(postingId)}/analysis`, wish, options);
  }

  /**
   * @param {string} postingId
   * @param {CallOptions} [options]
   */
  analysis(postingId, options = {}) {
    return this.#calls.get(`/postings/${part(postingId)}/analysis`, options);
  }

  /** @param {CallOptions} [options] */
  tailorings(options = {}) {
    return this.#calls.all("/tailorings", options);
  }

  /**
   * @param {import("../foreword.js").NewTailoring} wanted
   * @param {CallOptions} [options]
   */
  startTailoring(wanted, options = {}) {
    return this.#calls.post("/tailorings", wanted, options);
  }

  /**
   * @param {string} tailoringId
   * @param {CallOptions} [options]
   */
  tailoring(tailoringId, options = {}) {
    return this.#calls.get(`/tailorings/${part(tailoringId)}`, options);
  }

  /**
   * @param {string} tailoringId
   * @param {CallOptions} [options]
   */
  retryTailoring(tailoringId, options = {}) {
    return this.#calls.post(`/tailorings/${part(tailoringId)}/retry`, undefined, options);
  }

  /**
   * @param {string} tailoringId
   * @param {ChangeOptions} [options]
   */
  deleteTailoring(tailoringId, options = {}) {
    return this.#calls.delete(`/tailorings/${part(tailoringId)}`, options);
  }

  /**
   * @param {string} tailoringId
   * @param {"pdf" | "tex" | "docx" | "json"} kind
   * @param {CallOptions} [options]
   */
  tailoringFile(tailoringId, kind, options = {}) {
    return this.#calls.file(`/tailorings/${part(tailoringId)}/files/${kind}`, options);
  }

  /**
   * @param {import("../foreword.js").MatchRequest} wanted
   * @param {CallOptions} [options]
   */
  match(wanted, options = {}) {
    return this.#calls.post("/matches", wanted, options);
  }

  /** @param {CallOptions} [options] */
  letters(options = {}) {
    return this.#calls.all("/letters", options);
  }

  /**
   * @param {import("../foreword.js").NewLetter} wanted
   * @param {CallOptions} [options]
   */
  startLetter(wanted, options = {}) {
    return this.#calls.post("/letters", wanted, options);
  }

  /**
   * @param {string} letterId
   * @param {CallOptions} [options]
   */
  letter(letterId, options = {}) {
    return this.#calls.get(`/letters/${part(letterId)}`, options);
  }

  /**
   * @param {string} letterId
   * @param {CallOptions} [options]
   */
  retryLetter(letterId, options = {}) {
    return this.#calls.post(`/letters/${part(letterId)}/retry`, undefined, options);
  }

  /**
   * @param {string} letterId
   * @param {ChangeOptions} [options]
   */
  deleteLetter(letterId, options = {}) {
    return this.#calls.delete(`/letters/${part(letterId)}`, options);
  }

  /**
   * @param {string} letterId
   * @param {"pdf" | "docx" | "txt"} kind
   * @param {CallOptions & { anyway?: boolean }} [options]
   */
  letterFile(letterId, kind, options = {}) {
    return this.#calls.file(`/letters/${part(letterId)}/files/${kind}${options.anyway ? "?anyway=true" : ""}`, options);
  }

  /**
   * @param {string} letterId
   * @param {string} name
   * @param {{ text: string; number?: number }} edit
   * @param {ChangeOptions} [options]
   */
  editParagraph(letterId, name, edit, options = {}) {
    return this.#calls.change("PUT", paragraph(letterId, name), edit, options);
  }

  /**
   * @param {string} letterId
   * @param {string} name
   * @param {{ action?: "rewrite" | "shorten" }} [wish]
   * @param {CallOptions} [options]
   */
  rewriteParagraph(letterId, name, wish = {}, options = {}) {
    return this.#calls.post(`${paragraph(letterId, name)}/rewrite`, wish, options);
  }

  /**
   * @param {string} letterId
   * @param {string} name
   * @param {number} number
   * @param {CallOptions} [options]
   */
  restoreParagraph(letterId, name, number, options = {}) {
    return this.#calls.post(`${paragraph(letterId, name)}/restore`, { number }, options);
  }
}

/**
 * @param {string} letterId
 * @param {string} name
 */
function paragraph(letterId, name) {
  return `/letters/${part(letterId)}/paragraphs/${part(name)}`;
}
