import { createJsonlReader } from '../tickets/read-ticket-jsonl.ts';
import type { RefusedRow, SourceRow } from '../tickets/source-row.ts';
import type { LabelledReader, LabelledRows } from './labelled-rows.ts';
import { createRasaTally, rasaRow } from './rasa-example.ts';

/** Characters of a file that is one JSON document: it is held as a whole, several times over, while it is read. */
const longestDocument = 64_000_000;

const nothing: LabelledRows = { rows: [], refused: [], problem: null };

/** Reads one JSON object a line, as tickets are read: nested objects become columns with a dot, lists stay JSON. */
export function createLabelledJsonlReader(): LabelledReader {
  return createJsonlReader();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The examples of Rasa's JSON, or null where the document is none. */
function rasaExamples(value: unknown): { readonly examples: readonly unknown[]; readonly data: Record<string, unknown> } | null {
  if (!isObject(value) || !Object.hasOwn(value, 'rasa_nlu_data')) return null;
  const data = value.rasa_nlu_data;
  if (!isObject(data)) return { examples: [], data: {} };
  const list = (key: string): unknown[] => (Object.hasOwn(data, key) && Array.isArray(data[key]) ? (data[key] as unknown[]) : []);
  return { examples: [...list('common_examples'), ...list('intent_examples'), ...list('entity_examples')], data };
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/**
 * Reads a file that is one JSON document: a list of objects, or Rasa's `{"rasa_nlu_data": {"common_examples": […]}}`. What would be
 * lines are entries here, counted from 1. Reads up to 64 million characters, since such a document can't be read in parts.
 */
export function createJsonDocumentReader(): LabelledReader {
  const pieces: string[] = [];
  let length = 0;
  let columns: readonly string[] = [];
  const notes: string[] = [];

  function readList(entries: readonly unknown[]): LabelledRows {
    const reader = createJsonlReader();
    const rows: SourceRow[] = [];
    const refused: RefusedRow[] = [];
    const refuse = (at: number, reason: string): void => void refused.push({ line: at + 1, reason, excerpt: '' });
    for (const [at, entry] of entries.entries()) {
      let line = '';
      try {
        if (isObject(entry)) line = JSON.stringify(entry);
        else refuse(at, 'It is not a JSON object ({…}).');
      } catch {
        refuse(at, 'It is nested too deeply to be read.');
      }
      // A refused entry is a blank line there: the entries after it keep their numbers.
      const part = reader.read(`${line}\n`);
      rows.push(...part.rows);
      refused.push(...part.refused);
    }
    columns = reader.columns();
    return { rows, refused, problem: null };
  }

  function readRasa(examples: readonly unknown[], data: Record<string, unknown>): LabelledRows {
    const tally = createRasaTally();
    tally.leftOut('synonym', lengthOf(data.entity_synonyms));
    tally.leftOut('regex', lengthOf(data.regex_features));
    tally.leftOut('lookup', lengthOf(data.lookup_tables));
    const rows = [];
    const refused = [];
    for (const [at, example] of examples.entries()) {
      const given = isObject(example) ? example : {};
      const text = typeof given.text === 'string' ? given.text : '';
      const intent = typeof given.intent === 'string' ? given.intent.trim() : '';
      if (text.trim() === '' || intent === '') refused.push({ line: at + 1, reason: text.trim() === '' ? 'It has no text.' : 'It has no intent.', excerpt: text.slice(0, 120) });
      else rows.push(rasaRow(at + 1, text, intent, tally));
    }
    columns = tally.columns();
    notes.push(...tally.notes());
    return { rows, refused, problem: null };
  }

  return {
    columns: () => columns,
    notes: () => notes,
    read(text) {
      length += text.length;
      if (length > longestDocument) {
        pieces.length = 0;
        return { ...nothing, problem: { code: 'too-large', message: 'A file that is one JSON document can have 64 million characters at most. Save it as JSONL, with one object a line, and import that.' } };
      }
      pieces.push(text);
      return nothing;
    },
    end() {
      let value: unknown;
      try {
        value = JSON.parse(pieces.join('').replace(/^\ufeff/, ''));
      } catch (error) {
        const message = `The file is not valid JSON${error instanceof SyntaxError ? ` (${error.message.slice(0, 200)})` : ''}. Correct it, or save the examples as CSV or JSONL.`;
        return { ...nothing, problem: { code: 'not-json', message } };
      }
      const rasa = rasaExamples(value);
      const whole = rasa ? readRasa(rasa.examples, rasa.data) : readList(Array.isArray(value) ? (value as unknown[]) : [value]);
      if (whole.rows.length > 0 || whole.refused.length > 0) return whole;
      return { ...nothing, problem: { code: 'empty', message: 'The file has no examples. Choose one that is a list of objects with a text and a label each.' } };
    },
  };
}
