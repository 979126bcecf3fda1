import { useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { useLocation } from 'wouter';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Check from 'lucide-react/icons/check';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Info from 'lucide-react/icons/info';
import { checkTemplate, type TemplateFinding } from '../replies/check-template.ts';
import { sayVariable, templateVariables } from '../replies/fill-template.ts';
import { insertCondition, insertVariable } from '../replies/insert-mark.ts';
import { labelWords } from '../text/label-words.ts';
import { isSameTemplate } from '../playbook/exchange-templates.ts';
import { voices, type Playbook, type Template, type Voice } from '../playbook/playbook.ts';
import { applyEdit } from '../ui/apply-edit.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { languageWords } from '../ui/language-words.ts';
import { Menu } from '../ui/Menu.tsx';
import { Select, type SelectOption } from '../ui/Select.tsx';
import { useDesk } from './desk-context.ts';
import { intentLabels } from './intent-labels.ts';
import { deleteTemplate, deliveredTemplate, dropEdit, editTemplate, isBehind, keepMine, resetTemplate, saveTemplate, startTemplate, templateLanguages, templateName, templatePath, voiceNames } from './replies-templates.ts';
import { RepliesTemplatesPreview } from './RepliesTemplatesPreview.tsx';
import { useStore } from './store.ts';
import type { TemplateEdit } from './unsaved-writing.ts';
import styles from './RepliesTemplates.module.css';

const any = 'any';

interface TemplateChanges {
  readonly intent?: string;
  readonly product?: string | undefined;
  readonly voice?: Voice | undefined;
  readonly language?: string | undefined;
  readonly body?: string;
}

/** One template: what it is for, its text with what can be put into it, what is wrong with it, and beside it how it reads. */
export function RepliesTemplatesEditor({ id, saved, edit, narrow }: { readonly id: string; readonly saved: Template | null; readonly edit: TemplateEdit | undefined; readonly narrow: boolean }) {
  const desk = useDesk();
  const playbook = useStore(desk.playbook);
  const [, navigate] = useLocation();
  const area = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const template = edit?.text ?? saved;
  const late = useDeferredValue(template);
  const findings = useMemo(() => (late === null ? [] : checkTemplate(late, playbook.templates)), [late, playbook.templates]);
  if (template === null) return null;
  const delivered = deliveredTemplate(id);
  const behind = edit !== undefined && isBehind(edit, saved);

  const change = (changes: TemplateChanges): void => {
    setProblem(null);
    const { product, voice, language } = template;
    editTemplate(saved, withoutBlanks({ ...template, product, voice, language, ...changes }));
  };
  const show = ({ at }: TemplateFinding): void => {
    if (!at || !area.current) return;
    area.current.focus();
    area.current.setSelectionRange(at.start, at.end);
  };
  const save = async (): Promise<void> => {
    if (!edit || busy) return;
    setBusy(true);
    const hindered = await saveTemplate(desk, edit);
    setBusy(false);
    setProblem(hindered);
    const first = hindered === null ? undefined : checkTemplate(edit.text, playbook.templates).find(({ kind, at }) => kind === 'fault' && at !== undefined);
    if (first) show(first);
  };
  const remove = async (): Promise<void> => {
    if ((await deleteTemplate(desk, id)) && window.location.search.includes(encodeURIComponent(id))) navigate('/replies');
  };
  const pressed = (event: KeyboardEvent): void => {
    // Keys of what opens over the editor are its own.
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyS') return;
    event.preventDefault();
    void save();
  };
  const run: Readonly<Record<string, () => void>> = {
    duplicate: () => navigate(templatePath(startTemplate(template))),
    reset: () => void resetTemplate(desk, id),
    delete: () => void remove(),
  };
  const canReset = delivered !== undefined && saved !== null && !isSameTemplate(delivered, saved);

  return (
    <div className={styles.editing}>
      <section className={styles.editor} aria-label="Editor" onKeyDown={pressed}>
        <header className={styles.head}>
          {narrow && <IconButton label="Back to the templates" icon={<ArrowLeft />} onPress={() => navigate('/replies')} />}
          <h1 className={styles.name}>{templateName(template)}</h1>
          {edit && <Chip tone="warn">{edit.base === null ? 'New, not saved' : 'Not saved'}</Chip>}
          <Menu
            label="Template"
            placement="bottom end"
            trigger={<IconButton label="More" icon={<Ellipsis />} />}
            choices={[
              { id: 'duplicate', label: 'Duplicate' },
              ...(canReset ? [{ id: 'reset', label: 'Back to the delivered text' }] : []),
              { id: 'delete', label: 'Delete', danger: true },
            ]}
            onChoose={(choice) => run[choice]?.()}
          />
        </header>
        {behind && (
          <div className={styles.notice} role="status">
            <p>{saved === null ? 'Another tab deleted this template while you changed it. Your text is here and not saved.' : 'Another tab saved this template while you changed it. Your text is here and not saved.'}</p>
            <Button size="small" onPress={() => keepMine(edit, saved)}>
              Keep mine
            </Button>
            <Button size="small" onPress={() => dropEdit(id)}>
              {saved === null ? 'Let it go' : 'Take the other’s'}
            </Button>
          </div>
        )}
        <Fields template={template} playbook={playbook} onChange={change} />
        <div className={styles.write}>
          <label className={styles.label} htmlFor="template-body">
            Text
          </label>
          <Marks area={area} />
          <textarea ref={area} id="template-body" className={styles.text} value={template.body} spellCheck lang={template.language ?? 'en'} placeholder="What the reply should say" onChange={(event) => change({ body: event.target.value })} />
        </div>
        <Findings findings={findings} onShow={show} />
        <footer className={styles.foot}>
          <Button variant="primary" keys="mod+s" isDisabled={!edit || busy} onPress={() => void save()}>
            Save
          </Button>
          {edit && (
            <Button
              onPress={() => {
                setProblem(null);
                dropEdit(id);
                if (edit.base === null && saved === null) navigate('/replies');
              }}
            >
              Discard
            </Button>
          )}
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        </footer>
      </section>
      <RepliesTemplatesPreview template={late ?? template} />
    </div>
  );
}

/** Any product or voice is said by leaving it out, and so is English. */
function withoutBlanks({ id, intent, product, voice, language, body }: Required<TemplateChanges> & Pick<Template, 'id'>): Template {
  return {
    id,
    intent,
    ...(product === undefined ? {} : { product }),
    ...(voice === undefined ? {} : { voice }),
    ...(language === undefined || language === 'en' ? {} : { language }),
    body,
  };
}

function Fields({ template, playbook, onChange }: { readonly template: Template; readonly playbook: Playbook; readonly onChange: (changes: TemplateChanges) => void }) {
  const engine = useStore(useDesk().engineState);
  const known = useMemo(() => {
    const intents = new Set([...intentLabels(playbook, engine).filter((label) => label !== 'out_of_scope'), ...playbook.templates.map(({ intent }) => intent), template.intent]);
    const products = new Set([...playbook.products.map(({ name }) => name), ...(template.product === undefined ? [] : [template.product])]);
    const languages = new Set(['en', ...(playbook.languages ?? []), ...playbook.templates.map(({ language }) => language ?? 'en')]);
    const others = templateLanguages.filter((code) => !languages.has(code)).sort((a, b) => languageWords(a).localeCompare(languageWords(b)));
    return { intents: [...intents].sort((a, b) => labelWords(a).localeCompare(labelWords(b))), products: [...products], languages: [...languages, ...others] };
  }, [playbook, engine, template.intent, template.product]);
  const options = (values: readonly string[], words: (value: string) => string): SelectOption[] => values.map((value) => ({ id: value, label: words(value) }));
  return (
    <div className={styles.fields}>
      <Select label="Intent" value={template.intent} onChange={(intent) => onChange({ intent })} options={options(known.intents, labelWords)} />
      <Select label="Product" value={template.product ?? any} onChange={(product) => onChange({ product: product === any ? undefined : product })} options={[{ id: any, label: 'Any product' }, ...options(known.products, (name) => name)]} />
      <Select label="Language" value={template.language ?? 'en'} onChange={(language) => onChange({ language })} options={options(known.languages, languageWords)} />
      <Select label="Voice" value={template.voice ?? any} onChange={(voice) => onChange({ voice: voice === any ? undefined : (voice as Voice) })} options={[{ id: any, label: 'Any voice' }, ...options(voices, (voice) => voiceNames[voice as Voice])]} />
    </div>
  );
}

/** On the buttons; the variables themselves are their tips. */
const markNames: Readonly<Record<(typeof templateVariables)[number], string>> = {
  'customer.firstName': 'First name',
  'customer.name': 'Full name',
  order: 'Order',
  invoice: 'Invoice',
  email: 'E-mail',
  date: 'Date',
  amount: 'Amount',
  product: 'Product',
  agent: 'Agent',
  shop: 'Shop',
};

/** What a press puts into the text; arrow keys go from one to the next. */
function Marks({ area }: { readonly area: { readonly current: HTMLTextAreaElement | null } }) {
  const put = (make: (written: { text: string; start: number; end: number }) => Parameters<typeof applyEdit>[1]): void => {
    const element = area.current;
    if (element) applyEdit(element, make({ text: element.value, start: element.selectionStart, end: element.selectionEnd }));
  };
  const conditions = (unknown: boolean) => (
    <Menu
      label={unknown ? 'Only if unknown' : 'Only if known'}
      trigger={
        <Button size="small" variant="quiet">
          {unknown ? 'Only if unknown …' : 'Only if known …'}
        </Button>
      }
      choices={templateVariables.map((name) => ({ id: name, label: markNames[name], note: `{{${unknown ? '^' : '#'}${name}}}` }))}
      // The menu gives the focus back to its button first; the text has it afterwards.
      onChoose={(name) => setTimeout(() => put((written) => insertCondition(name, unknown, written)), 50)}
    />
  );
  return (
    <Toolbar aria-label="Put into the text" className={styles.marks ?? ''}>
      {templateVariables.map((name) => (
        <Button key={name} size="small" variant="quiet" aria-label={`Put in: ${sayVariable(name) === name ? name : markNames[name].toLowerCase()}`} className={styles.mark ?? ''} onPress={() => put((written) => insertVariable(name, written))}>
          {markNames[name]}
        </Button>
      ))}
      {conditions(false)}
      {conditions(true)}
    </Toolbar>
  );
}

function Findings({ findings, onShow }: { readonly findings: readonly TemplateFinding[]; readonly onShow: (finding: TemplateFinding) => void }) {
  if (findings.length === 0) {
    return (
      <p className={styles.fine}>
        <Check aria-hidden="true" /> Nothing to correct
      </p>
    );
  }
  return (
    <ul role="list" className={styles.findings} aria-label="What to look at">
      {findings.map((finding, at) => (
        <li key={`${at} ${finding.message}`} className={classes(styles.finding, finding.kind === 'fault' && styles.fault)}>
          {finding.kind === 'fault' ? <CircleAlert aria-label="To correct" /> : <Info aria-label="Note" />}
          {finding.at ? (
            <button type="button" className={styles.jump} onClick={() => onShow(finding)}>
              {finding.message}
            </button>
          ) : (
            <span>{finding.message}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
