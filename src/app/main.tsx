import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { App } from './App.tsx';
import { countRequests } from './count-requests.ts';
import { startDesk } from './desk-state.ts';
import { restoreTheme } from './theme.ts';

restoreTheme();
countRequests();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void startDesk();
