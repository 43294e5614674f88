/** Colours of one scheme. */
export interface Palette {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly card: string;
  readonly series: readonly string[];
  readonly scale: readonly string[];
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    ink: '#23262d',
    quiet: '#6c6f76',
    line: '#e3dfd8',
    card: '#ffffff',
    series: ['#b5342d', '#d98c3f', '#c9b458', '#6f9a5d', '#3f7f93', '#55639e', '#a3a19b'],
    scale: ['#fbf3ea', '#f1c9a5', '#dd8460', '#b5342d', '#74170f'],
  },
  dark: {
    ink: '#e9e7e2',
    quiet: '#9da1aa',
    line: '#343841',
    card: '#1f2228',
    series: ['#ff8b7f', '#f0ad6a', '#dfcd7d', '#93c182', '#6db2c8', '#8f9de0', '#7d7f85'],
    scale: ['#262a31', '#5a3a34', '#9a4a3f', '#df6c5c', '#ffc2b3'],
  },
};
