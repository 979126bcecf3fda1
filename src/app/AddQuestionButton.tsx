import { lazy, Suspense, useState } from 'react';
import type { QuestionToAdd } from './AddQuestion.tsx';
import { useCommands } from './commands.ts';

const AddQuestion = lazy(() => import('./AddQuestion.tsx').then(({ AddQuestion: dialog }) => ({ default: dialog })));

/** Makes a test question of what was asked here, wherever something was searched for. `from` is asked for when it is pressed. */
export function AddQuestionButton({ from, className }: { readonly from: () => QuestionToAdd; readonly className?: string }) {
  const [adding, setAdding] = useState<QuestionToAdd | null>(null);
  useCommands([{ id: 'add-question', label: 'Add this as a test question', group: 'Ticket', words: 'case regression knowledge expected article', run: () => setAdding(from()) }]);
  return (
    <>
      <button type="button" className={className} onClick={() => setAdding(from())}>
        Add as a question
      </button>
      {adding && (
        <Suspense fallback={null}>
          <AddQuestion from={adding} onClose={() => setAdding(null)} />
        </Suspense>
      )}
    </>
  );
}
