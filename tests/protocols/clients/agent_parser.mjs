// The agent chat by eventsource-parser. argv: base URL, key, chat id. Prints a JSON list of [event, id, data].
import { createParser } from "eventsource-parser";

const [base, key, chat] = process.argv.slice(2);
const heard = [];
const parser = createParser((event) => {
  if (event.type === "event") heard.push([event.event ?? null, event.id ?? null, event.data]);
});
const response = await fetch(`${base}/api/v1/chats/${chat}/messages`, {
  method: "POST",
  headers: { "x-api-key": key, "Content-Type": "application/json", "Accept": "text/event-stream" },
  body: JSON.stringify({ message: "Hello!", stream: true }),
});
const decoder = new TextDecoder();
for await (const bytes of response.body) {
  // One byte at a time: frames and characters are split wherever the network likes.
  for (const byte of bytes) parser.feed(decoder.decode(Uint8Array.of(byte), { stream: true }));
}
console.log(JSON.stringify(heard));
