import { scoreSentiment } from '../sentiment/score-sentiment.ts';
import { readsMoodSignals, sentimentByHead, type MoodHead } from '../sentiment/sentiment-head.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import { newestRun, type RequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** What answers for the mood: a head, or without one the rules. */
export interface MoodModels {
  readonly sentimentHead?: MoodHead | null;
}

/** Newest messages shorter than this ("i will", "11.34.") may say nothing about the mood; then the thread tells. */
const tellsNoMood = 80;

/** What tells how the customer sounds now: the newest messages, with the subject as long as these are the first. */
export function readMoodText(ticket: Ticket, request: RequestText, thread: RequestText): MoodText {
  const newest = request.text.slice(request.newest);
  const [subject] = request.parts;
  const wroteBefore = ticket.messages.find((message) => message.from === 'customer') !== newestRun(ticket.messages)[0];
  if (wroteBefore) return { text: newest, ...(newest.length < tellsNoMood && { whole: thread.text }) };
  // What the subject says too is said in a message of some length; without it all heads read the same text, and read it once.
  const hasSubject = newest.length < tellsNoMood && subject !== undefined && subject.messageId === undefined;
  return { text: hasSubject ? `${request.text.slice(subject.start, subject.end)}.\n${newest}` : newest };
}

/** `whole` is read where `text`, an answer of few words, sounds like nothing. */
interface MoodText {
  readonly text: string;
  readonly whole?: string;
}

/** How the customer sounds now; with `explain` in the words that the head weighed too. */
export function scoreMood(models: MoodModels, { text, whole }: MoodText, supported: boolean, explain: boolean, embedding?: Float32Array): Sentiment {
  const mood = readSentiment(models, text, supported, explain, embedding);
  return mood.label === 'neutral' && whole !== undefined ? readSentiment(models, whole, supported, explain, embedding) : mood;
}

/** By the head, where there is one and it knows the language; else by the rules. */
function readSentiment({ sentimentHead }: MoodModels, text: string, supported: boolean, explain: boolean, embedding?: Float32Array): Sentiment {
  return (sentimentHead && supported ? sentimentByHead(sentimentHead, text, embedding, explain) : null) ?? scoreSentiment(text);
}

/** Messages whose mood is drawn. */
const longestCourse = 60;

/** The polarity of each of the customer's messages, oldest first; none of a single one. */
export function followMood(models: MoodModels, ticket: Ticket, supported: boolean): number[] {
  const written = ticket.messages.filter((message) => message.from === 'customer').slice(-longestCourse);
  // One point is no course.
  if (written.length < 2) return [];
  // A head that reads sentence embeddings has one for the newest words alone: the rules draw its course.
  const reads = models.sentimentHead && (models.sentimentHead.metadata.features.embedding === undefined || readsMoodSignals(models.sentimentHead));
  return written.map(({ text }) => readSentiment(models, text, supported && reads === true, false).polarity);
}
