import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startFileEvents } from './api/file_events';
import { queryClient } from './api/query_client';
import { keepLoggedIn } from './api/session';
import { App } from './app';
import { forgetOnLogOut, showUploaded } from './library/use_catalogue';
import { startUploads } from './uploads/upload_queue';
import './styles/index.css';

keepLoggedIn();
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
