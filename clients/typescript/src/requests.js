/** An idempotency key that nobody else has; `randomUUID` is not there in pages that came by plain HTTP. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Blob | Uint8Array | string} content
 * @param {string} [type]
 */
export function blobOf(content, type = "application/octet-stream") {
  return content instanceof Blob ? content : new Blob([/** @type {BlobPart} */ (content)], { type });
}

/**
 * A name as one part of a path, whatever is in it.
 *
 * @param {string} name
 */
export function part(name) {
  return encodeURIComponent(name);
}
