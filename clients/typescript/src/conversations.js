import { part } from "./requests.js";

/** @typedef {import("../foreword.js").CallOptions} CallOptions */
/** @typedef {import("../foreword.js").ChangeOptions} ChangeOptions */

/** Conversations, their messages, and every run. */
export class ConversationApi {
  #calls;

  /** @param {import("./native.js").NativeCalls} calls */
  constructor(calls) {
    this.#calls = calls;
  }

  /** @param {CallOptions} [options] */
  conversations(options = {}) {
    return this.#calls.all("/conversations", options);
  }

  /**
   * @param {import("../foreword.js").ConversationWishes} [wanted]
   * @param {CallOptions} [options]
   */
  makeConversation(wanted = {}, options = {}) {
    return this.#calls.post("/conversations", wanted, options);
  }

  /**
   * @param {string} conversationId
   * @param {CallOptions} [options]
   */
  conversation(conversationId, options = {}) {
    return this.#calls.get(`/conversations/${part(conversationId)}`, options);
  }

  /**
   * @param {string} conversationId
   * @param {import("../foreword.js").ConversationWishes} change
   * @param {ChangeOptions} [options]
   */
  changeConversation(conversationId, change, options = {}) {
    return this.#calls.change("PATCH", `/conversations/${part(conversationId)}`, change, options);
  }

  /**
   * @param {string} conversationId
   * @param {ChangeOptions} [options]
   */
  deleteConversation(conversationId, options = {}) {
    return this.#calls.delete(`/conversations/${part(conversationId)}`, options);
  }

  /**
   * @param {string} conversationId
   * @param {CallOptions} [options]
   */
  messages(conversationId, options = {}) {
    return this.#calls.all(messages(conversationId), options);
  }

  /**
   * @param {string} conversationId
   * @param {string} text
   * @param {CallOptions} [options]
   */
  sendMessage(conversationId, text, options = {}) {
    return this.#calls.post(messages(conversationId), { text }, options);
  }

  /**
   * @param {string} conversationId
   * @param {string} messageId
   * @param {string} text
   * @param {CallOptions} [options]
   */
  editMessage(conversationId, messageId, text, options = {}) {
    return this.#calls.post(`${messages(conversationId)}/${part(messageId)}/edit`, { text }, options);
  }

  /**
   * @param {string} conversationId
   * @param {string} messageId
   * @param {CallOptions} [options]
   */
  retryMessage(conversationId, messageId, options = {}) {
    return this.#calls.post(`${messages(conversationId)}/${part(messageId)}/retry`, undefined, options);
  }

  /**
   * @param {string} conversationId
   * @param {string} messageId
   * @param {CallOptions} [options]
   */
  openBranch(conversationId, messageId, options = {}) {
    return this.#calls.post(`${messages(conversationId)}/${part(messageId)}/open`, undefined, options);
  }

  /** @param {CallOptions} [options] */
  runs(options = {}) {
    return this.#calls.all("/runs", options);
  }

  /**
   * @param {string} runId
   * @param {CallOptions} [options]
   */
  run(runId, options = {}) {
    return this.#calls.get(`/runs/${part(runId)}`, options);
  }

  /**
   * @param {string} runId
   * @param {CallOptions & { after?: number }} [options]
   */
  events(runId, options = {}) {
    return this.#calls.events(runId, options);
  }

  /**
   * @param {string} runId
   * @param {CallOptions} [options]
   */
  cancelRun(runId, options = {}) {
    return this.#calls.post(`/runs/${part(runId)}/cancel`, undefined, options);
  }
}

/** @param {string} conversationId */
function messages(conversationId) {
  return `/conversations/${part(conversationId)}/messages`;
}
