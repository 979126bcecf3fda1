import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useStore } from './store.ts';
import { setTheme, theme, themes } from './theme.ts';

const choices = [
  { id: 'light', label: 'Light', icon: <Sun aria-hidden="true" /> },
  { id: 'dark', label: 'Dark', icon: <Moon aria-hidden="true" /> },
  { id: 'system', label: 'As the system', icon: <Monitor aria-hidden="true" /> },
];

export function ThemeButton() {
  const chosen = useStore(theme);
  const icon = chosen === 'light' ? <Sun /> : chosen === 'dark' ? <Moon /> : <Monitor />;
  return (
    <Menu
      trigger={<IconButton label="Theme" icon={icon} />}
      label="Theme"
      choices={choices}
      selected={chosen}
      onChoose={(id) => {
        const next = themes.find((each) => each === id);
        if (next) setTheme(next);
      }}
      placement="bottom end"
    />
  );
}
