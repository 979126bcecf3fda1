import FileUp from 'lucide-react/icons/file-up';
import { useLocation } from 'wouter';
import { count } from '../ui/format-time.ts';
import { BarChip } from './BarChip.tsx';
import type { Imports, ImportsState } from './imports.ts';
import { useStore } from './store.ts';

/** What there is to say about imports in the top bar, or null when there is nothing. */
function chipWords({ step, news, cutOff }: ImportsState): string | null {
  if (step.status === 'running') {
    const { progress } = step;
    if (progress?.status === 'rolling-back') return 'Taking the import back';
    return progress?.status === 'importing' ? `Importing ${Math.floor((progress.bytesRead / Math.max(1, progress.bytes)) * 100)}%` : 'Importing';
  }
  if (news && step.status === 'done') return `Imported ${count(step.report.imported + step.report.updated)}`;
  if (news && step.status === 'failed') return step.code === 'cancelled' ? 'Import cancelled' : 'Import failed';
  return cutOff.length > 0 ? 'Import cut off' : null;
}

/** An import that runs, has ended unseen or was cut off, and the way to it; on its own view there is no need. */
export function ImportChip({ imports }: { readonly imports: Imports }) {
  const state = useStore(imports);
  const [location, navigate] = useLocation();
  const words = location === '/import' ? null : chipWords(state);
  const running = state.step.status === 'running';
  return (
    <>
      {words !== null && (
        <BarChip mark={<FileUp />} label={`${words}: show the import`} onPress={() => navigate('/import')}>
          {words}
        </BarChip>
      )}
      <span className="visually-hidden" role="status">
        {running ? '' : words}
      </span>
    </>
  );
}
