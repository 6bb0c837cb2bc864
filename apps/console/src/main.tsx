import '@fontsource-variable/noto-sans-jp/index.css';
import '@mantine/core/styles.layer.css';
import './app/tokens.css';
import './app/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from './app/i18n.js';
import { queries } from './app/query-client.js';
import { router } from './app/router.js';
import { loseSession } from './app/session.js';
import { cssVariablesResolver, theme } from './app/theme.js';
import { LiveAnnouncer } from './shared/announcer.js';
import { showLetterKeys } from './shared/letter-keys.js';
import { whenSessionIsLost } from './wire/api.js';

const schemes = localStorageColorSchemeManager({ key: 'madoguchi.scheme' });

whenSessionIsLost(() => {
  // The router itself asks for the session on the way in, and leads to the sign-in page without a reload.
  if (router.state.status === 'idle' && router.state.location.pathname !== '/login') loseSession();
});

// A page that the browser kept shows what its last person saw, whoever is signed in by now.
window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

showLetterKeys();
await startI18n();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <LiveAnnouncer />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
