import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { LogIn } from './account/log_in';
import { useSession } from './api/session';
import { FileDialogs } from './file_dialogs';
import { words } from './messages/words';
import { PhotoLayer } from './photo/photo_layer';
import { type Params, routes } from './routes';
import { Shell } from './shell/shell';
import { Confirmation } from './ui/confirm';
import { EmptyState } from './ui/empty_state';
import { Toasts } from './ui/toast';
import { useTitle } from './ui/use_title';

const Forgot = lazy(async () => ({ default: (await import('./account/forgot')).Forgot }));
const Join = lazy(async () => ({ default: (await import('./account/join')).Join }));
const Reset = lazy(async () => ({ default: (await import('./account/reset')).Reset }));
const SignUp = lazy(async () => ({ default: (await import('./account/sign_up')).SignUp }));
const Verify = lazy(async () => ({ default: (await import('./account/verify')).Verify }));

export function App() {
  const loggedIn = useSession((state) => state.session !== null);
  return (
    <>
      <Suspense>
        <Switch>
          {/* The targets of links in mails, for whoever opens them. */}
          <Route path="/forgot" component={Forgot} />
          <Route path="/reset" component={Reset} />
          <Route path="/verify" component={Verify} />
          <Route path="/join" component={Join} />
          <Route>{loggedIn ? <Drive /> : <Entrance />}</Route>
        </Switch>
      </Suspense>
      <FileDialogs />
      <Confirmation />
      <Toasts />
    </>
  );
}

/** Shows one of the two forms to users that are not logged in, then the screen of the address. */
function Entrance() {
  return (
    <Switch>
      <Route path="/sign-up" component={SignUp} />
      <Route component={LogIn} />
    </Switch>
  );
}

/** A screen that names the page. What it shows may give the page a better name. */
function Screen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Title title={title} />
      <Suspense>{children}</Suspense>
    </>
  );
}

/** Stands before the screen, because effects run in this order. */
function Title({ title }: { title: string }) {
  useTitle(title);
  return null;
}

function Drive() {
  return (
    <Shell>
      <Switch>
        {routes.map(({ path, title, Screen: Content, pictures }) => (
          <Route key={path} path={path}>
            {(params: Params) => (
              <Screen title={title()}>
                <Content params={params} />
                {pictures && <PhotoLayer id={params.photo} {...pictures(params)} />}
              </Screen>
            )}
          </Route>
        ))}
        {['/', '/log-in', '/sign-up'].map((path) => (
          <Route key={path} path={path}>
            <Redirect to="/photos" replace />
          </Route>
        ))}
        <Route>
          <Screen title={words.shell.nothingHere}>
            <EmptyState icon="file" title={words.shell.nothingHere}>
              <p>{words.shell.nothingHereText}</p>
            </EmptyState>
          </Screen>
        </Route>
      </Switch>
    </Shell>
  );
}
