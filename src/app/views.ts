import { lazy } from 'react';

/*
 * Views that are not needed for the first paint, each in a chunk of its own.
 */
export const TicketView = lazy(() => import('./TicketView.tsx').then(({ TicketView: view }) => ({ default: view })));
export const ComposeView = lazy(() => import('./ComposeView.tsx').then(({ ComposeView: view }) => ({ default: view })));
export const ImportView = lazy(() => import('./ImportView.tsx').then(({ ImportView: view }) => ({ default: view })));
export const KnowledgeView = lazy(() => import('./KnowledgeView.tsx').then(({ KnowledgeView: view }) => ({ default: view })));
export const KnowledgeTools = lazy(() => import('./KnowledgeTools.tsx').then(({ KnowledgeTools: view }) => ({ default: view })));
export const RepliesView = lazy(() => import('./RepliesView.tsx').then(({ RepliesView: view }) => ({ default: view })));
export const PlaybookView = lazy(() => import('./PlaybookView.tsx').then(({ PlaybookView: view }) => ({ default: view })));
export const StudioView = lazy(() => import('./StudioView.tsx').then(({ StudioView: view }) => ({ default: view })));
export const WorkloadView = lazy(() => import('./WorkloadView.tsx').then(({ WorkloadView: view }) => ({ default: view })));
export const SettingsView = lazy(() => import('./SettingsView.tsx').then(({ SettingsView: view }) => ({ default: view })));
export const CommandPalette = lazy(() => import('./CommandPalette.tsx').then(({ CommandPalette: view }) => ({ default: view })));
export const MergeDialog = lazy(() => import('./MergeDialog.tsx').then(({ MergeDialog: view }) => ({ default: view })));
export const KeysDialog = lazy(() => import('./KeysDialog.tsx').then(({ KeysDialog: view }) => ({ default: view })));
