/** Stands for a text that may name a person. */
export const HIDDEN = '-';

const EMAIL = /@|%40|%2540/i;
/** A number as it is dialled in Japan, or a card's. Other numbers of their length are the shop's own. */
const PHONE = /^(?:0|\+?81-?)(?:[().-]{0,2}\d){8,10}$/;
const CARD = /^(?:[2-6]\d{3}(?:-?\d{4}){3}|3\d{3}-?\d{6}-?\d{5})$/;
const CODE = /^(?=.*\d)[\w][\w.:/#-]{0,127}$/;
const METHOD = /^[A-Z]{1,16}$/i;
/** Letters beyond ASCII, as they are or encoded: a name, or what somebody searched for. */
const BEYOND_ASCII = /[^\x21-\x7e]|%[89a-f][0-9a-f]/i;
const EXTENSION = /\.[a-z\d]{1,5}$/i;

/** Whether a text looks like what a system numbers events with, and not like a person's address. */
export function isCode(text: string): boolean {
  return CODE.test(text) && !PHONE.test(text) && !CARD.test(text);
}

/** An HTTP method; anything else is `-`. */
export function discreetMethod(method: string): string {
  return METHOD.test(method) ? method : HIDDEN;
}

/**
 * A path or an address without query and fragment, not decoded. A segment that holds an e-mail address, a telephone or card
 * number, a blank or letters beyond ASCII becomes `-`, with its extension, by which pages are told from what they bring along.
 */
export function discreetPath(path: string): string {
  const cut = path.replace(/[?#].*$/s, '');
  return cut.split('/').map(discreetSegment).join('/');
}

/** The page that led here, likewise; `null` when it is neither an address nor a path. */
export function discreetReferrer(referrer: string): string | null {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|\/)/i.test(referrer) ? discreetPath(referrer) : null;
}

function discreetSegment(segment: string): string {
  const extension = EXTENSION.exec(segment)?.[0] ?? '';
  const stem = segment.slice(0, segment.length - extension.length);
  const personal = BEYOND_ASCII.test(stem) || /[^\x21-\x7e]/.test(segment) || PHONE.test(stem) || CARD.test(stem);
  if (personal || EMAIL.test(segment)) return `${HIDDEN}${extension}`;
  return segment;
}
