import type { Template } from '../playbook/playbook.ts';
import { readPlaybookFile } from '../playbook/playbook-file.ts';

/** A file of five megabytes takes seconds to read, and may be made to take longer: in here it can be ended. */
addEventListener('message', ({ data }: MessageEvent<{ readonly text: string; readonly kept: readonly Template[] }>) => {
  postMessage(readPlaybookFile(data.text, data.kept));
});
