import { useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import ShieldCheck from 'lucide-react/icons/shield-check';
import Sparkles from 'lucide-react/icons/sparkles';
import Square from 'lucide-react/icons/square';
import Trash2 from 'lucide-react/icons/trash-2';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { classes } from '../../ui/classes.ts';
import type { Support } from './check-support.ts';
import { CitedText } from './CitedText.tsx';
import { findMarkers, findPlaceholders } from '../draft-text.ts';
import type { DraftSource } from '../draft.ts';
import type { ReplyVariant } from '../reply-request.ts';
import { modelHints, sourceNames, type ModelControls } from './model-controls.ts';
import { nameSources } from './name-sources.ts';
import { ReplyProblems } from './ReplyProblems.tsx';
import { SourcePopover } from './SourcePopover.tsx';
import type { Source } from './source.ts';
import styles from './DraftEditor.module.css';

/** What a draft is written from. */
export const draftParts = ['both', 'template', 'extractive'] as const;
export type DraftParts = (typeof draftParts)[number];

const nothingUnsupported: Support['unsupported'] = [];

const partNames: Readonly<Record<DraftParts, string>> = {
  both: 'Template and passages',
  template: 'Template only',
  extractive: 'Passages only',
};

const variantNames: Readonly<Record<Exclude<ReplyVariant, 'standard'>, string>> = { shorter: 'Shorter', warmer: 'Warmer', formal: 'More formal' };
const variants = Object.keys(variantNames) as (keyof typeof variantNames)[];

export interface DraftEditorHandle {
  focus(): void;
  /** Puts text where the caret is, or at the end. */
  insert(text: string): void;
}

export interface DraftEditorProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Every passage in sight, cited or not, by number. */
  readonly sources: readonly Source[];
  /** Null while there are no passages to hold it against. */
  readonly support: Support | null;
  /** Names of what the template wanted and nobody knows. */
  readonly missing: readonly string[];
  /** The text is no longer the draft's own. */
  readonly edited: boolean;
  /** What the text began as; null for what the agent wrote. */
  readonly source: DraftSource | null;
  readonly model: ModelControls;
  /** Said above an empty field: why there is no draft, what to do. */
  readonly reason?: string | undefined;
  readonly writing: boolean;
  readonly parts: DraftParts;
  readonly onParts: (parts: DraftParts) => void;
  readonly onRegenerate: () => void;
  readonly onDiscard: () => void;
  readonly onSend: (options: { readonly close: boolean }) => void;
  readonly onOpenSource: (source: Source) => void;
  /** "Needs a person: legal threat", at the foot. */
  readonly caution?: string | undefined;
  readonly ref?: Ref<DraftEditorHandle>;
}

/**
 * The reply being written. Text and citations are one plain text (see draft-text.ts) in an ordinary field, with a layer
 * over it that draws chips and underlines in the same places: selection, undo, dictation and screen readers work as in
 * any field. `mod+enter` sends.
 */
export function DraftEditor({ ref, ...props }: DraftEditorProps) {
  const { text, sources, support } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState<{ readonly source: Source; readonly anchor: HTMLElement } | null>(null);
  const [blocked, setBlocked] = useState(false);
  const numbers = useMemo(() => new Set(sources.map((source) => source.number)), [sources]);
  const titles = useMemo(() => new Map(sources.map((source) => [source.number, source.title])), [sources]);
  const cited = useMemo(() => new Set(findMarkers(text, numbers).map((marker) => marker.number)), [text, numbers]);
  const placeholders = useMemo(() => findPlaceholders(text), [text]);

  useImperativeHandle(ref, () => ({
    focus() {
      field.current?.focus();
    },
    insert(words) {
      const box = field.current;
      if (!box) return;
      const at = box === document.activeElement ? box.selectionStart : text.length;
      props.onText(text.slice(0, at) + words + text.slice(at));
      requestAnimationFrame(() => {
        box.focus();
        box.setSelectionRange(at + words.length, at + words.length);
      });
    },
  }));

  const send = (close: boolean): void => {
    const first = placeholders[0];
    if (text.trim() === '' || props.model.writing) return;
    if (first && !blocked) {
      // Once is a reminder; asked again, the agent means it.
      setBlocked(true);
      field.current?.focus();
      field.current?.setSelectionRange(first.start, first.end);
      return;
    }
    setBlocked(false);
    props.onSend({ close });
  };

  const show = (number: number, anchor: HTMLElement): void => {
    const source = sources.find((each) => each.number === number);
    if (source) setOpen({ source, anchor });
  };

  return (
    <section className={styles.editor} aria-label="Reply">
      <EditorHead {...props} cited={cited.size} />
      {props.reason !== undefined && text === '' && <p className={styles.reason}>{props.reason}</p>}
      <p className={styles.problem} role="status">
        {props.model.problem}
      </p>
      <div className={styles.page}>
        <div className={styles.stack}>
          <textarea
            ref={field}
            className={classes(styles.layer, styles.field)}
            aria-label="Reply to the customer"
            placeholder={props.writing || props.model.writing ? 'Writing a draft…' : 'Write a reply'}
            value={text}
            rows={2}
            spellCheck
            readOnly={props.model.writing}
            aria-busy={props.model.writing}
            onChange={(event) => {
              setBlocked(false);
              props.onText(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
                event.preventDefault();
                send(event.shiftKey);
              } else if (event.key === 'Escape') {
                if (props.model.writing) props.model.onStop();
                else event.currentTarget.blur();
              }
            }}
          />
          <CitedText text={text} numbers={numbers} unsupported={support?.unsupported ?? nothingUnsupported} problems={support?.problems} titles={titles} onSource={show} />
        </div>
      </div>
      {support !== null && <ReplyProblems text={text} problems={support.problems} field={field} />}
      <SourceRow sources={sources.filter((source) => cited.has(source.number))} onSource={show} />
      {(props.source === 'llm' || props.model.writing) && props.model.kept !== null && (
        <p className={styles.keptRow}>
          <button type="button" className={styles.kept} aria-haspopup="dialog" onClick={props.model.onPreview}>
            <ShieldCheck aria-hidden="true" /> {props.model.kept === 1 ? '1 personal detail' : `${props.model.kept} personal details`} kept on this device
          </button>
        </p>
      )}
      <footer className={styles.foot}>
        {props.model.writing ? (
          <Button icon={<Square />} keys="escape" onPress={props.model.onStop}>
            Stop
          </Button>
        ) : (
          <>
            <Button variant="primary" keys="mod+enter" onPress={() => send(false)} isDisabled={text.trim() === ''}>
              Send
            </Button>
            <Button onPress={() => send(true)} isDisabled={text.trim() === ''}>
              Send and close
            </Button>
            {props.model.status === 'ready' && text.trim() !== '' && (
              <Menu
                label="Write it anew"
                choices={variants.map((id) => ({ id, label: variantNames[id] }))}
                onChoose={(id) => props.model.onDraft(variants.find((variant) => variant === id) ?? 'standard')}
                placement="top start"
                trigger={<Button icon={<Sparkles />}>Rewrite</Button>}
              />
            )}
          </>
        )}
        <span className={styles.words} role="status">
          {blocked ? (
            <Chip tone="warn">Fill in “{placeholders[0]?.text}”, or send again as it is</Chip>
          ) : (
            props.caution !== undefined && <Chip outline>{props.caution}</Chip>
          )}
        </span>
      </footer>
      <SourcePopover
        source={open?.source ?? null}
        anchor={open?.anchor ?? null}
        onClose={() => setOpen(null)}
        onOpen={(source) => {
          setOpen(null);
          props.onOpenSource(source);
        }}
      />
    </section>
  );
}

function EditorHead(props: Omit<DraftEditorProps, 'ref'> & { readonly cited: number }) {
  const { support, cited, missing, text, model, source } = props;
  const written = text.trim() !== '';
  const note = [
    !written ? '' : cited === 0 ? 'no citations' : `written from ${cited === 1 ? '1 passage' : `${cited} passages`}`,
    written && props.edited ? 'edited' : '',
  ].filter((part) => part !== '');
  const hint = modelHints[model.status];
  return (
    <header className={styles.head}>
      <Chip tone="accent">{!written ? 'Reply' : source === null ? 'Your words' : sourceNames[source]}</Chip>
      <span className={styles.note}>
        {model.writing ? `being written${model.name === null ? '' : ` by ${model.name}`}` : props.writing ? 'being written on this device' : note.join(' · ')}
      </span>
      {written && missing.length > 0 && <Chip tone="warn">Not known: {missing.join(', ')}</Chip>}
      {written && !model.writing && support !== null && support.claims > 0 && (
        <Chip tone={support.supported === support.claims ? 'good' : 'warn'} title="Sentences that state facts, and how many of them a passage bears out">
          {support.supported} of {support.claims} {support.claims === 1 ? 'sentence' : 'sentences'} supported
        </Chip>
      )}
      <span className={styles.tools}>
        <Menu
          label="Write the draft from"
          choices={[
            { id: 'llm', label: 'Language model', icon: <Sparkles />, ...(hint === undefined ? {} : { note: hint.short }) },
            ...draftParts.map((id) => ({ id, label: partNames[id] })),
            { id: 'preview', label: 'What would leave this device' },
          ]}
          selected={source === 'llm' ? 'llm' : props.parts}
          onChoose={(id) => {
            if (id === 'llm') model.onDraft('standard');
            else if (id === 'preview') model.onPreview();
            else props.onParts(draftParts.find((part) => part === id) ?? 'both');
          }}
          placement="top end"
          trigger={
            <IconButton label="Write the draft from" icon={<ChevronDown />} isDisabled={model.writing} className={styles.tool ?? ''} />
          }
        />
        {model.status === 'ready' && (
          <IconButton label="Draft by the language model" keys="d" icon={<Sparkles />} onPress={() => model.onDraft('standard')} isDisabled={model.writing} className={styles.tool ?? ''} />
        )}
        <IconButton
          label={model.status === 'ready' ? 'Write it on this device' : 'Write the draft anew'}
          {...(model.status === 'ready' ? {} : { keys: 'd' })}
          icon={<RefreshCw />}
          onPress={props.onRegenerate}
          isDisabled={props.writing || model.writing}
          className={styles.tool ?? ''}
        />
        <IconButton label="Discard the draft" icon={<Trash2 />} onPress={props.onDiscard} isDisabled={!written || model.writing} className={styles.tool ?? ''} />
      </span>
    </header>
  );
}

function SourceRow({ sources, onSource }: { readonly sources: readonly Source[]; readonly onSource: (number: number, chip: HTMLElement) => void }) {
  if (sources.length === 0) return null;
  const names = nameSources(sources);
  return (
    <ul role="list" className={styles.sources} aria-label="Passages cited">
      {sources.map((source) => (
        <li key={source.number}>
          <button type="button" className={styles.source} aria-haspopup="dialog" onClick={(event) => onSource(source.number, event.currentTarget)}>
            <span className={styles.number}>{source.number}</span>
            <span className={styles.sourceTitle}>{names.get(source.number)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
