import UserPlus from 'lucide-react/icons/user-plus';
import Users from 'lucide-react/icons/users';
import X from 'lucide-react/icons/x';
import type { TeamMember } from '../playbook/playbook.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { editWithUndo, usePlaybookEditing, without } from './playbook-editing.ts';
import { playbookFindingsOf } from './playbook-findings.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { PlaybookNumberField, PlaybookTextField, PlaybookWordsField } from './PlaybookField.tsx';
import { useStore } from './store.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookTeam.module.css';

/** Who answers, what they can do, and in which queues that lets them work. */
export function PlaybookTeam() {
  const desk = useDesk();
  const { playbook, edit } = usePlaybookEditing();
  const found = useStore(playbookFindingsOf(desk));
  const team = playbook.team ?? [];
  const set = (next: readonly TeamMember[]): string | null => edit(next.length === 0 ? without(playbook, 'team') : { ...playbook, team: next });
  const add = (): void => {
    const names = new Set(team.map(({ name }) => name));
    let at = team.length + 1;
    while (names.has(`Somebody ${at}`)) at++;
    set([...team, { name: `Somebody ${at}`, skills: [], hoursADay: 6 }]);
  };
  useCommands([{ id: 'new-member', label: 'Add somebody to the team', group: 'List', words: 'member', run: add }]);
  if (team.length === 0) {
    return (
      <EmptyState level={1} icon={<Users />} title="Nobody is in the team yet" actions={<Button variant="primary" icon={<UserPlus />} onPress={add}>Add somebody</Button>}>
        With a team the desk can say how long a queue takes, and whether anybody has the skills it asks for.
      </EmptyState>
    );
  }
  const hours = team.reduce((sum, member) => sum + member.hoursADay, 0);
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1 className={page.title}>Team</h1>
        <Button size="small" icon={<UserPlus />} onPress={add}>
          Add somebody
        </Button>
      </header>
      <p className={page.note}>
        {plural(team.length, 'person', 'people')}, {Math.round(hours * 10) / 10} hours of answering a day
      </p>
      <PlaybookFindings findings={found.filter(({ kind, place }) => place.part === 'team' || kind === 'nobody-can')} />
      <section className={page.section} aria-label="People">
        <ul role="list" className={styles.people} aria-label="People of the team">
          {team.map((member, at) => (
            <li key={at} className={styles.person}>
              <PlaybookTextField label="Name" value={member.name} onChange={(name) => set(team.map((each, k) => (k === at ? { ...each, name } : each)))} />
              <PlaybookWordsField label="Skills, with commas" empty value={member.skills} onChange={(skills) => set(team.map((each, k) => (k === at ? { ...each, skills } : each)))} />
              <PlaybookNumberField label="Hours a day" least={0} most={24} value={member.hoursADay} onChange={(hoursADay) => set(team.map((each, k) => (k === at ? { ...each, hoursADay } : each)))} />
              <IconButton
                label={`Take ${member.name} out of the team`}
                icon={<X />}
                onPress={() => {
                  const rest = team.filter((each) => each !== member);
                  editWithUndo(desk, rest.length === 0 ? without(playbook, 'team') : { ...playbook, team: rest }, `${member.name} taken out of the team`);
                }}
              />
            </li>
          ))}
        </ul>
      </section>
      <section className={page.section} aria-label="Who can work where">
        <h2 className={page.sectionTitle}>Who can work where</h2>
        <ul role="list" className={styles.cover}>
          {playbook.queues.map(({ id, name, skills = [] }) => {
            const able = team.filter((member) => skills.every((skill) => member.skills.includes(skill)));
            const sum = able.reduce((all, member) => all + member.hoursADay, 0);
            return (
              <li key={id} className={styles.queue}>
                <span className={styles.queueName}>{name}</span>
                <span className={styles.bar} aria-hidden="true">
                  {able.map((member) => (
                    <span key={member.name} title={member.name} style={{ width: `${hours === 0 ? 0 : (member.hoursADay / hours) * 100}%` }} />
                  ))}
                </span>
                <span className={classes(styles.who, able.length === 0 && styles.nobody)}>
                  {able.length === 0 ? `Nobody: it asks for ${skills.join(' and ')}` : `${Math.round(sum * 10) / 10} h · ${able.length === team.length ? 'everybody' : able.slice(0, 4).map((member) => member.name).join(', ')}${able.length > 4 && able.length < team.length ? ` and ${able.length - 4} more` : ''}${skills.length === 0 ? '' : ` · needs ${skills.join(', ')}`}`}
                </span>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
