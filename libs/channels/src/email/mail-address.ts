const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/i;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * An address to which we send: one recipient and nothing else. Dots anywhere in the local part are fine (carriers gave out
 * `a..b@` and `.a@`; the mailer quotes them); quotes, comments, groups, blanks and a second @ are not.
 */
export const isDeliverable = (address: string): boolean => {
  const at = address.indexOf('@');
  if (at < 1 || at !== address.lastIndexOf('@') || address.length > 254) return false;
  const labels = address.slice(at + 1).split('.');
  return LOCAL.test(address.slice(0, at)) && labels.length > 1 && labels.every((label) => LABEL.test(label));
};
