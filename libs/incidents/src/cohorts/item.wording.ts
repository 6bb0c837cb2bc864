import type { Language } from '#libs/contracts';

/** The kinds of personal data that a cohort may hold, or expressly not hold. */
const DATA_ITEMS = {
  name: { ja: '氏名', en: 'name' },
  address: { ja: '住所', en: 'address' },
  email: { ja: 'メールアドレス', en: 'e-mail address' },
  phone: { ja: '電話番号', en: 'phone number' },
  orderer_name: { ja: '注文者氏名', en: 'name of the orderer' },
  orderer_address: { ja: '注文者住所', en: 'address of the orderer' },
  orderer_email: { ja: '注文者メールアドレス', en: 'e-mail address of the orderer' },
  orderer_phone: { ja: '注文者電話番号', en: 'phone number of the orderer' },
  orderer_comment: { ja: '注文者コメント', en: 'comment of the orderer' },
  admin_comment: { ja: '管理者コメント', en: 'comment of the shop' },
  delivery_name: { ja: '配送先氏名', en: 'name of the recipient' },
  delivery_address: { ja: '配送先住所', en: 'delivery address' },
  delivery_phone: { ja: '配送先電話番号', en: 'phone number of the recipient' },
  order_amount: { ja: '注文金額', en: 'order amount' },
  waybill_number: { ja: '送状番号', en: 'waybill number' },
  member_id: { ja: '会員ID', en: 'member ID' },
  password: { ja: 'パスワード', en: 'password' },
  card: { ja: 'クレジットカード情報', en: 'credit card data' },
} as const satisfies Record<string, Record<Language, string>>;

export type DataItem = keyof typeof DATA_ITEMS;

/** Names of data items in one language. Throws for a code that is not in the table. */
export const itemNames = (items: readonly string[], language: Language): string[] =>
  items.map((item) => {
    if (!Object.hasOwn(DATA_ITEMS, item)) throw new Error(`unknown data item ${item}`);
    return DATA_ITEMS[item as DataItem][language];
  });
