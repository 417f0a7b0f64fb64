// The tutor chat document's client with eventsource-parser, its address and key changed and its types left out.
// argv: base URL, key. Prints a JSON list of the pieces.
import { createParser } from "eventsource-parser";

const [base, key] = process.argv.slice(2);

async function streamChat(message, onChunk) {
  const response = await fetch(`${base}/api/v1/chat`, {
    method: "POST",
    headers: {
      "Authorization": `Bearer ${key}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ message }),
  });
  const parser = createParser((event) => {
    if (event.type === "event") {
      const data = JSON.parse(event.data);
      if (event.event === "chunk") {
        onChunk(data.content);
      }
    }
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

const pieces = [];
await streamChat("Teach me Korean numbers", (chunk) => pieces.push(chunk));
console.log(JSON.stringify(pieces));
