/** What `foreword.d.ts` promises is what the source has: this file is only checked, never run. */
import * as client from "../src/client.js";
import * as errors from "../src/errors.js";
import * as parsing from "../src/parsing.js";
import type * as promised from "../foreword.js";

type Promised = typeof promised;

export const foreword: Promised["Foreword"] = client.Foreword;
export const parser: Promised["EventParser"] = parsing.EventParser;
export const raised: Omit<Promised, "Foreword" | "EventParser" | "ForewordStream"> = errors;
export const missing: Exclude<keyof typeof errors, keyof Promised>[] = [] satisfies never[];

/** The loop of the published document, and what its types say. */
export async function tell(one: promised.Foreword, resumeId: string, jobDescription: string): Promise<string> {
  for await (const event of one.tailor({ resumeId, jobDescription }, { stream: true })) {
    const section: string = event.section;
    console.log(section, event.content);
  }
  const whole: promised.Tailoring = await one.tailor({ resumeId, jobDescription });
  const reply: promised.ChatReply = await one.chat({ message: "Hello." });
  for await (const event of one.sendMessage(1, { message: "Hello." }, { stream: true })) {
    if (event.type === "response.output_text.delta") console.log(event.delta);
  }
  // @ts-expect-error: a stream is no promise of a document.
  const wrong: Promise<promised.Letter> = one.coverLetter({ resumeId, jobDescription }, { stream: true });
  return `${whole.match.score} ${reply.text} ${wrong}`;
}
