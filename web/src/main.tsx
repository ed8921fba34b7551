import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startConnection } from './api/connection';
import { startFileEvents } from './api/file_events';
import { queryClient } from './api/query_client';
import { startSession } from './api/session';
import { App } from './app';
import { startPlayer } from './audio/player';
import { forgetOnLogOut, showUploaded } from './library/use_catalogue';
import { startTheme } from './ui/theme';
import { startUploads } from './uploads/upload_queue';
import './styles/index.css';

startTheme();
startConnection();
startSession();
startPlayer();
forgetOnLogOut();
startFileEvents();
startUploads(showUploaded);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
