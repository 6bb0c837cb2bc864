/** Nine digits and more in one run are a telephone, a card or an order; a reference number has eight. */
const LONG_NUMBER = /\p{Nd}(?:[\s().\-−ー－‐]*\p{Nd}){8,}/u;
const MAIL_ADDRESS = /[^\s@＠]+[@＠][^\s@＠]+/u;
/** 「藤代様」, but not 「お客様」. */
const SOMEBODY = /(?<!お客|皆|奥|旦那|神|多|同|仕|模|有|王|貴)様(?!子|式|々)/u;

/** A message to the floor stands on every screen: nobody is named in it, and no number leads to anybody. */
export const namesSomebody = (text: string): boolean =>
  LONG_NUMBER.test(text) || MAIL_ADDRESS.test(text) || SOMEBODY.test(text);
