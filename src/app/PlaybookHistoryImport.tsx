import { useEffect, useMemo, useState } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import { describeChanges } from '../playbook/describe-changes.ts';
import type { PlaybookFinding } from '../playbook/finding.ts';
import type { ReadPlaybook } from '../playbook/playbook-file.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { putInForce } from './playbook-apply.ts';
import { playbookDraftOf } from './playbook-draft.ts';
import { editWithUndo } from './playbook-editing.ts';
import { findInTurns, knownIntents } from './playbook-findings.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { Changes } from './PlaybookHistoryVersion.tsx';
import type { Importing } from './PlaybookHistory.tsx';
import { useStore } from './store.ts';
import page from './PlaybookView.module.css';

/** A file before anything of it counts: what it would change, and what there is to look at in it. */
export function PlaybookHistoryImport({ importing, onLeave }: { readonly importing: Importing; readonly onLeave: () => void }) {
  switch (importing.status) {
    case 'reading':
      return (
        <EmptyState level={1} title={`Reading ${importing.name}`} actions={<Button onPress={onLeave}>Stop</Button>}>
          A long file takes some seconds. Nothing is changed by it.
        </EmptyState>
      );
    case 'failed':
      return (
        <div role="alert">
          <EmptyState level={1} icon={<CircleAlert />} title={`${importing.name} was not taken`} actions={<Button onPress={onLeave}>All right</Button>}>
            {importing.message}
          </EmptyState>
        </div>
      );
    case 'read':
      return <Preview name={importing.name} read={importing.read} onLeave={onLeave} />;
  }
}

function Preview({ name, read, onLeave }: { readonly name: string; readonly read: ReadPlaybook; readonly onLeave: () => void }) {
  const desk = useDesk();
  const inForce = useStore(desk.playbook);
  const draft = useStore(playbookDraftOf(desk));
  const [findings, setFindings] = useState<readonly PlaybookFinding[] | null>(null);
  const { playbook, withTemplates } = read;
  const changes = useMemo(() => describeChanges(inForce, playbook), [inForce, playbook]);
  useEffect(() => {
    let old = false;
    void findInTurns(playbook, knownIntents(desk), () => old).then((found) => !old && setFindings(found));
    return () => {
      old = true;
    };
  }, [desk, playbook]);
  const put = async (): Promise<void> => {
    const said = `“${name}” in force`;
    if (await putInForce(desk, playbook, { note: `Imported from ${name}`, origin: 'imported' }, said)) onLeave();
  };
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1 className={page.title}>{name}</h1>
        <Button onPress={onLeave}>Leave it</Button>
        {changes.length > 0 && (
          <>
            <Button
              onPress={() => {
                editWithUndo(desk, playbook, `“${name}” taken into the working copy`);
                onLeave();
              }}
            >
              Into the working copy
            </Button>
            <Button variant="primary" onPress={() => void put()}>
              Put in force
            </Button>
          </>
        )}
      </header>
      <p className={page.note}>
        {withTemplates ? `It brings ${plural(playbook.templates.length, 'template')}.` : 'It brings no templates: those of this desk stay.'}
        {draft !== null && changes.length > 0 ? ' In the working copy it takes the place of the changes that are not yet in force.' : ''}
      </p>
      <Changes title="What it would change" changes={changes}>
        Nothing: the playbook in force says the same.
      </Changes>
      <section className={page.section} aria-label="What to look at in it">
        <h2 className={page.sectionTitle}>What to look at in it</h2>
        {findings === null ? <p className={page.aside}>Looking …</p> : findings.length === 0 ? <p className={page.aside}>Nothing contradicts, and nothing is there in vain.</p> : <PlaybookFindings findings={findings.slice(0, 200)} label="Findings in the file" />}
      </section>
    </div>
  );
}
