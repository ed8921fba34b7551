import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, unwrap } from '../api/client';
import { queryClient } from '../api/query_client';
import { useSession } from '../api/session';
import { deleteFiles } from '../library/file_actions';
import { LoadFailed } from '../library/load_failed';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { toast } from '../ui/toast';
import { differentOnes, stillAlike, withDifferent, withoutDifferent } from './different';
import { LookAlikeGroup } from './look_alike_group';
import { withoutFiles } from './look_alikes';

const GROUPS_PER_PAGE = 20;
const KEY = ['look-alikes'] as const;

function useGroups() {
  return useInfiniteQuery({
    queryKey: KEY,
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { limit: GROUPS_PER_PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return unwrap(api.GET('/similar', { params: { query } }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // The list of the last visit has pictures that are gone by now.
    gcTime: 0,
  });
}

/** Photos that are nearly the same, in groups, of which the user keeps the best. */
export default function LookAlikesScreen() {
  const { albums, library } = words;
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useGroups();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const user = useSession((state) => state.session?.username ?? '');
  const [different, setDifferent] = useState(() => differentOnes(user));
  const found = data?.pages.flatMap((page) => page.groups) ?? [];
  const groups = stillAlike(withoutFiles(found, gone), different);
  const isEmpty = groups.length === 0;
  // A page may have nothing but groups that were passed over before.
  useEffect(() => {
    if (isEmpty && hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [isEmpty, hasNextPage, isFetching, error, fetchNextPage]);
  const forget = (ids: readonly string[]) => setGone((old) => new Set([...old, ...ids]));

  const keep = async (group: readonly string[], id: string) => {
    const others = group.filter((each) => each !== id);
    if (await deleteFiles(others)) forget(group);
  };
  const pass = (group: readonly string[]) => {
    setDifferent((noted) => withDifferent(user, noted, group));
    const run = () => setDifferent((noted) => withoutDifferent(user, noted, group));
    toast(albums.passedOver, 'plain', { label: library.undo, run });
  };
  if (error && !data) {
    return (
      <LoadFailed
        title={albums.lookAlikesFailed}
        error={error}
        retry={() => void queryClient.resetQueries({ queryKey: KEY })}
      />
    );
  }
  if (data && isEmpty && !hasNextPage) {
    return (
      <EmptyState icon="similar" title={albums.noLookAlikes}>
        <p>{albums.noLookAlikesText}</p>
      </EmptyState>
    );
  }
  return (
    <section className="page" aria-label={albums.lookAlikes} aria-busy={isFetching}>
      <header className="page-head">
        <h1>{albums.lookAlikes}</h1>
        <p className="muted">{albums.lookAlikesText}</p>
      </header>
      <div className="look-alikes">
        {groups.map((group) => (
          <LookAlikeGroup
            key={group[0]}
            ids={group}
            keep={(id) => void keep(group, id)}
            pass={() => pass(group)}
            lost={forget}
          />
        ))}
      </div>
      {isFetching && (
        <p className="muted" role="status">
          <span className="spinner" /> {albums.searching}
        </p>
      )}
      {hasNextPage && !isFetching && !isEmpty && (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {albums.showMore}
        </button>
      )}
    </section>
  );
}
