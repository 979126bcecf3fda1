import { useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { ChooseOne } from '../triage/ui/ChooseOne.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDesk } from './desk-context.ts';
import { addCase, writtenCase } from './knowledge-cases.ts';
import styles from './KnowledgeTests.module.css';

/** What a question begins as: somebody's words, the article that should answer, the ticket it came from. */
export interface QuestionToAdd {
  readonly question: string;
  readonly articleId: string | null;
  readonly ticketId?: string;
}

/** Articles by title, for choosing one. */
export function useArticleChoices(): readonly { readonly id: string; readonly label: string; readonly note?: string }[] {
  const { db } = useDesk();
  const articles = useLiveQuery(() => db.articles.toArray(), [db]);
  return (articles ?? [])
    .map(({ id, title, status }) => ({ id, label: title, ...(status === 'draft' ? { note: 'Draft' } : {}) }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** Writes a test question: what is asked, and the article that must be found for it. */
export function AddQuestion({ from, onClose }: { readonly from: QuestionToAdd; readonly onClose: () => void }) {
  const { db, undoStack } = useDesk();
  const choices = useArticleChoices();
  const [question, setQuestion] = useState(from.question);
  const [articleId, setArticleId] = useState(from.articleId);
  const [choosing, setChoosing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const chosen = choices.find(({ id }) => id === articleId);
  const empty = question.trim() === '';

  const save = async (): Promise<void> => {
    setTried(true);
    if (empty || articleId === null) return;
    const made = writtenCase(question, articleId, Date.now());
    const added = await addCase(db, from.ticketId === undefined ? made : { ...made, ticketId: from.ticketId, origin: 'ticket' });
    if (!added.ok) {
      setProblem(added.message);
      return;
    }
    undoStack.done('Question added', added.value.undo);
    onClose();
  };

  return (
    <Dialog
      title="Add a question"
      open
      onClose={onClose}
      width={560}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={() => void save()}>
            Add the question
          </Button>
        </>
      }
    >
      <div className={styles.adding}>
        <p className={styles.addingNote}>From now on every change of the articles is tried on it: the article must be found first.</p>
        <TextField
          label="Question"
          value={question}
          onChange={(text) => {
            setQuestion(text);
            setProblem(null);
          }}
          rows={5}
          autoFocus
          error={problem ?? (tried && empty ? 'Write what a customer would ask.' : null)}
          note={from.ticketId === undefined ? 'As a customer would put it.' : 'Names and numbers are taken out. It stays when the ticket is gone.'}
        />
        <div className={styles.addingArticle}>
          <span id="add-question-article">Article that must be found</span>
          <ChooseOne
            trigger={
              <Button className={styles.choose ?? ''} icon={<ChevronDown />} aria-describedby="add-question-article">
                {chosen?.label ?? 'Choose an article'}
              </Button>
            }
            label="Find an article"
            choices={choices}
            chosen={articleId}
            onChoose={setArticleId}
            open={choosing}
            onOpenChange={setChoosing}
          />
          {tried && articleId === null && (
            <p className={styles.addingError} role="alert">
              Choose the article.
            </p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
