import type { ComponentChildren } from 'preact';
import * as actions from '../actions.ts';
import { run } from '../commands.ts';
import { Menu, MenuHeading, MenuItem } from '../components/Menu.tsx';
import { settings } from '../state/settings.ts';
import { word } from '../words.ts';

const densities = ['compact', 'comfortable', 'full'] as const;
const orders = ['newest', 'oldest'] as const;

/** The menu of a list: how it is drawn, what can be taken back, where else to go. */
export function ListMenu({ children }: { children?: ComponentChildren }) {
  const { density, order } = settings.value;
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
      <MenuHeading>{word('order')}</MenuHeading>
      {orders.map((each) => (
        <MenuItem
          key={each}
          action={`order-${each}`}
          label={word(`order_${each}`)}
          checked={order === each}
          onClick={() => void actions.choose({ order: each })}
        />
      ))}
      <hr />
      <MenuItem action="undo" label={word('undo')} onClick={() => run('undo')} />
      <MenuItem action="redo" label={word('redo')} onClick={() => run('redo')} />
      <hr />
      <MenuItem action="add-feed" label={word('addFeed')} href="#/add" />
      <MenuItem action="go-settings" label={word('settings')} href="#/settings" />
      <MenuItem action="show-keys" label={word('keys')} onClick={() => run('show-keys')} />
    </Menu>
  );
}
