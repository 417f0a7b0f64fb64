// One call of the TypeScript client. argv: base URL, key, method, its arguments as a JSON list.
// Prints a line of JSON for each event, or for the document; the last line is an error's, when there is one.
import { Foreword } from "../../clients/typescript/foreword.js";

const [baseUrl, key, method, given] = process.argv.slice(2);
const client = new Foreword({ baseUrl, key });
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);
try {
  const owner = method.startsWith("api.") ? client.api : client;
  const answer = owner[method.replace("api.", "")](...JSON.parse(given));
  if (answer[Symbol.asyncIterator]) {
    for await (const event of answer) say({ event });
    say({ stream: { run: answer.runId, conversation: answer.conversationId, request: answer.requestId } });
  } else {
    const made = (await answer) ?? null;
    say({ document: made instanceof Blob ? { type: made.type, text: await made.text() } : made });
  }
} catch (error) {
  const { name, message, status, field, retryable, requestId } = error;
  say({ error: { name, message, status, field, retryable, requestId } });
}
