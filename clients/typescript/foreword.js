/** The client of Foreword for browsers and Node 18 and newer: no build, no dependency. */
export { Foreword } from "./src/client.js";
export * from "./src/errors.js";
export { EventParser } from "./src/parsing.js";
export { ForewordStream } from "./src/streams.js";
