"""The agent chat document's "Python (Async)" client, its address changed."""

import asyncio
import json
import sys

import aiohttp


async def stream_chat_async(chat_id: int, message: str, agent_id: str, api_key: str) -> None:
    url = f"{sys.argv[1]}/api/v1/chats/{chat_id}/messages"
    headers = {"x-api-key": api_key, "Content-Type": "application/json", "Accept": "text/event-stream"}
    payload = {"message": message, "stream": True, "agent_id": agent_id}

    async with aiohttp.ClientSession() as session, session.post(url, headers=headers, json=payload) as response:
        async for raw in response.content:
            line = raw.decode("utf-8").strip()
            if not line:
                continue

            if line.startswith("data: "):
                data = line[6:]
                if data == "[DONE]":
                    break

                try:
                    event = json.loads(data)
                    if event.get("type") == "response.output_text.delta":
                        print(event.get("delta", ""), end="", flush=True)  # noqa: T201 - it is what the client does
                except json.JSONDecodeError:
                    pass


asyncio.run(stream_chat_async(chat_id=int(sys.argv[3]), message="Hello!", agent_id=sys.argv[4], api_key=sys.argv[2]))
