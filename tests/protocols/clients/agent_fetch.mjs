// The agent chat document's "JavaScript (Browser)" client, its address and key changed; the page's element is a string.
// argv: base URL, key, chat id, agent id.
const [base, key, chat, agent] = process.argv.slice(2);
let output = "";

const url = `${base}/api/v1/chats/${chat}/messages`;

async function main() {
  // EventSource doesn't support POST, use fetch with streaming
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'x-api-key': key,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      message: 'Hello!',
      stream: true,
      agent_id: agent
    })
  });

  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';

  while (true) {
    const { done, value } = await reader.read();
    if (done) break;

    buffer += decoder.decode(value, { stream: true });
    const lines = buffer.split('\n');
    buffer = lines.pop() || '';

    for (const line of lines) {
      if (line.startsWith('data: ')) {
        const data = line.slice(6);
        if (data === '[DONE]') {
          console.log('Stream completed');
          return;
        }
        try {
          const event = JSON.parse(data);
          handleEvent(event);
        } catch (e) {
          // Not JSON, might be event name line
        }
      }
    }
  }
}

function handleEvent(event) {
  switch (event.type) {
    case 'response.output_text.delta':
      // Append text to UI
      output += event.delta;
      break;
    case 'response.output_text.completed':
      console.log('Final response:', event.final_text);
      console.log('Same as shown:', event.final_text === output);
      break;
    case 'response.error':
      console.error('Error:', event.message);
      break;
  }
}

await main();
