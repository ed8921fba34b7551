import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { rememberVisits } from './account/been_here';
import { forgetAccountOnLogOut } from './account/use_account';
import { startCollections } from './albums/collections';
import { addUploaded } from './albums/uploaded_files';
import { startConnection } from './api/connection';
import { startFileEvents } from './api/file_events';
import { queryClient } from './api/query_client';
import { startSession } from './api/session';
import { App } from './app';
import { forgetOnLogOut, showUploaded } from './library/use_catalogue';
import { loadWords } from './messages/words';
import { startOffline } from './offline/start_offline';
import { startTheme } from './ui/theme';
import { startUploads } from './uploads/upload_queue';
import './styles/index.css';

/** Begins once the texts are there. */
function start(): void {
  startTheme();
  startConnection();
  startSession();
  forgetOnLogOut();
  forgetAccountOnLogOut();
  rememberVisits();
  startFileEvents();
  startCollections();
  startUploads((file, album) => {
    showUploaded(file);
    if (album) addUploaded(album, file.fileId);
  });
  startOffline();

  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

// Not awaited here: the texts of another language import from this module's file, which must have ended.
void loadWords().then(start);
