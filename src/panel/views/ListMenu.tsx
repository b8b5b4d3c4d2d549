import type { ComponentChildren } from 'preact';
import * as actions from '../actions.ts';
import { run } from '../commands.ts';
import { Menu, MenuHeading, MenuItem } from '../components/Menu.tsx';
import type { saveRiver } from '../save-river.ts';
import { scope } from '../state/listing.ts';
import { settings } from '../state/settings.ts';
import { word } from '../words.ts';

const densities = ['compact', 'comfortable', 'full'] as const;
const orders = ['newest', 'oldest'] as const;

const ages = ['day', 'week', 'month'] as const;
const daysOf = { day: 1, week: 7, month: 30 };

function markOlderThan(age: (typeof ages)[number]): Promise<void> | undefined {
  const beforeAt = Date.now() - daysOf[age] * 86_400_000;
  const fromAt = Number.NEGATIVE_INFINITY;
  return scope.value && actions.markRangeRead(scope.value, { fromAt, beforeAt });
}

async function save(...what: Parameters<typeof saveRiver>): Promise<void> {
  const { saveRiver } = await import('../save-river.ts');
  await saveRiver(...what);
}

interface Props {
  children?: ComponentChildren;
  isTopic?: boolean;
  /** The search page has an order of its own. */
  hasOrder?: boolean;
}

/** The menu of a list: how it is drawn, what can be taken back, where else to go. */
export function ListMenu({ children, isTopic = false, hasOrder = true }: Props) {
  const { density, order, topicOrder } = settings.value;
  const here = scope.value;
  const byViews = isTopic && topicOrder === 'views';
  return (
    <Menu>
      {children}
      <MenuHeading>{word('density')}</MenuHeading>
      {densities.map((each) => (
        <MenuItem
          key={each}
          action={`density-${each}`}
          label={word(`density_${each}`)}
          checked={density === each}
          onClick={() => void actions.choose({ density: each })}
        />
      ))}
      {hasOrder && <MenuHeading>{word('order')}</MenuHeading>}
      {(hasOrder ? orders : []).map((each) => (
        <MenuItem
          key={each}
          action={`order-${each}`}
          label={word(`order_${each}`)}
          checked={order === each && !byViews}
          onClick={() => void actions.choose({ order: each, ...(isTopic && { topicOrder: 'time' }) })}
        />
      ))}
      {isTopic && (
        <MenuItem
          action="order-views"
          label={word('order_views')}
          checked={byViews}
          onClick={() => void actions.choose({ topicOrder: 'views' })}
        />
      )}
      <MenuHeading>{word('markOlderThan')}</MenuHeading>
      {ages.map((age) => (
        <MenuItem
          key={age}
          action={`mark-older-${age}`}
          label={word(`age_${age}`)}
          onClick={() => void markOlderThan(age)}
        />
      ))}
      <hr />
      <MenuItem action="undo" label={word('undo')} onClick={() => run('undo')} />
      <MenuItem action="redo" label={word('redo')} onClick={() => run('redo')} />
      <hr />
      {(here?.kind === 'all' || here?.kind === 'folder') && (
        <>
          <MenuItem action="save-page" label={word('savePage')} onClick={() => void save(here, 'page')} />
          <MenuItem action="save-atom" label={word('saveAtom')} onClick={() => void save(here, 'atom')} />
        </>
      )}
      <MenuItem action="add-feed" label={word('addFeed')} href="#/add" />
      <MenuItem action="go-settings" label={word('settings')} href="#/settings" />
      <MenuItem action="show-keys" label={word('keys')} onClick={() => run('show-keys')} />
    </Menu>
  );
}
