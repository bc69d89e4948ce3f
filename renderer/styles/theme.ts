import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Every shade of a scale is the one token: Mantine parts then follow scheme and contrast by themselves. */
const scale = (token: string): MantineColorsTuple => {
  const shade = `var(${token})`;
  return [shade, shade, shade, shade, shade, shade, shade, shade, shade, shade];
};

/** Mantine with our tokens; nothing here is a colour of its own (see tokens.css). */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
  white: 'var(--card)',
  black: 'var(--ink)',
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent: scale('--accent'), red: scale('--bad'), yellow: scale('--warn') },
  fontSizes: {
    xs: 'var(--size-small)',
    sm: 'var(--size-text)',
    md: 'var(--size-text)',
    lg: 'var(--size-large)',
    xl: 'var(--size-title)',
  },
  radius: {
    xs: 'var(--radius-small)',
    sm: 'var(--radius-small)',
    md: 'var(--radius-small)',
    lg: 'var(--radius)',
    xl: 'var(--radius)',
  },
  defaultRadius: 'md',
  spacing: {
    xs: 'var(--space-2)',
    sm: 'var(--space-3)',
    md: 'var(--space-4)',
    lg: 'var(--space-5)',
    xl: 'var(--space-6)',
  },
  shadows: {
    xs: 'none',
    sm: 'var(--shadow)',
    md: 'var(--shadow)',
    lg: 'var(--shadow)',
    xl: 'var(--shadow)',
  },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'default',
  activeClassName: '',
});

const semantic = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--card)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--accent)',
  '--mantine-color-placeholder': 'var(--dim)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--ground)',
  '--mantine-color-disabled-color': 'var(--dim)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-contrast': 'var(--accent-ink)',
};

/** The library's own names for colours, pointed at our tokens in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: semantic, dark: semantic });
