const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'medium' });

/** `2024-07-01 09:05:00 JST`. */
export function tokyoTime(moment: Date): string {
  return `${format.format(moment)} JST`;
}
