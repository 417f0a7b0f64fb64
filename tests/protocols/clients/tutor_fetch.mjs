// The tutor chat document's "Using the Fetch API", its address and key changed and its types left out.
// argv: base URL, key. Says the text as it comes, then the two conversations' ids.
const [base, key] = process.argv.slice(2);

async function chat(message, conversationId) {
  const response = await fetch(`${base}/api/v1/chat`, {
    method: "POST",
    headers: {
      "Authorization": `Bearer ${key}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({
      message,
      ...(conversationId && { conversation_id: conversationId }),
    }),
  });

  if (!response.ok) {
    const error = await response.json();
    throw new Error(error.error.message);
  }

  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let fullText = "";
  let buffer = "";

  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    buffer += decoder.decode(value, { stream: true });

    // Process complete SSE messages
    const lines = buffer.split("\n");
    buffer = lines.pop() ?? ""; // Keep incomplete line in buffer

    let eventType = "";
    for (const line of lines) {
      if (line.startsWith("event: ")) {
        eventType = line.slice(7);
      } else if (line.startsWith("data: ")) {
        const data = JSON.parse(line.slice(6));
        switch (eventType) {
          case "chunk":
            fullText += data.content;
            process.stdout.write(data.content); // Stream to terminal
            break;
          case "done":
            console.log("\n\nConversation:", data.conversation_id);
            console.log("Tokens:", data.usage);
            return { text: fullText, ...data };
          case "error":
            throw new Error(`Stream error: ${data.message}`);
        }
      }
    }
  }
}

// Start a new conversation
const result = await chat("How do I say 'hello' in Korean?");
// Continue the conversation
const next = await chat("And how about 'goodbye'?", result.conversation_id);
console.log(JSON.stringify({ first: result, next }));
