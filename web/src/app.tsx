import { Redirect, Route, Switch } from 'wouter';
import { LogIn } from './account/log_in';
import { SignUp } from './account/sign_up';
import { useSession } from './api/session';
import { AudioLibrary } from './audio/audio_library';
import { PhotoLibrary } from './library/photo_library';
import { TrashScreen } from './library/trash_screen';
import { PhotoView } from './photo/photo_view';
import { Shell } from './shell';
import { Confirmation } from './ui/confirm';
import { EmptyState } from './ui/empty_state';
import { Toasts } from './ui/toast';

export function App() {
  const loggedIn = useSession((state) => state.session !== null);
  return (
    <>
      {loggedIn ? <Drive /> : <Entrance />}
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

function Drive() {
  return (
    <Shell>
      <Switch>
        <Route path="/photos/:id?">
          {({ id }) => (
            <>
              <PhotoLibrary />
              {id && <PhotoView id={id} />}
            </>
          )}
        </Route>
        <Route path="/audio" component={AudioLibrary} />
        <Route path="/trash" component={TrashScreen} />
        <Route path="/">
          <Redirect to="/photos" replace />
        </Route>
        <Route path="/log-in">
          <Redirect to="/photos" replace />
        </Route>
        <Route path="/sign-up">
          <Redirect to="/photos" replace />
        </Route>
        <Route>
          <EmptyState icon="file" title="There is nothing here">
            <p>The address may be mistyped, or what was here is gone.</p>
          </EmptyState>
        </Route>
      </Switch>
    </Shell>
  );
}
