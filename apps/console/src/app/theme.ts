import {
  createTheme,
  Drawer,
  Menu,
  Modal,
  Popover,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e1ecfc',
  '#cfdff6',
  '#b2d0fc',
  '#99bdf1',
  '#8aa6d1',
  '#7292c2',
  '#466491',
  '#145ec1',
  '#284f88',
  '#1a3f73',
];

/** What lies over the page fades in; nothing moves. */
const FADE = { transition: 'fade', duration: 120 } as const;
/** Mantine would draw it a moment later, and keys go elsewhere meanwhile; it is there at once and fades by its style (base.css). */
const AT_ONCE = { duration: 0 } as const;

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 3 },
  colors: { accent },
  autoContrast: true,
  defaultRadius: 6,
  fontFamily:
    '"Noto Sans JP Variable", "Noto Sans JP", "Hiragino Sans", "BIZ UDPGothic", "Yu Gothic Medium", Meiryo, system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({ defaultProps: { transitionProps: AT_ONCE } }),
    Drawer: Drawer.extend({ defaultProps: { transitionProps: FADE } }),
    Menu: Menu.extend({ defaultProps: { transitionProps: FADE } }),
    Popover: Popover.extend({ defaultProps: { transitionProps: FADE } }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

/** Hands the design tokens of tokens.css to every Mantine component. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
