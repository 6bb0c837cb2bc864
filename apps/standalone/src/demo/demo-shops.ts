import type { ShopHue } from '#libs/contracts';

/** One shop of the demo. */
export interface DemoShop {
  slug: string;
  tenant: string;
  site: { name: string; url: string; glyph: string; hue: ShopHue };
  desk: {
    name: string;
    nameEn: string;
    replyFrom: string;
    shopContact: string;
    shopContactEn: string;
    phone: string;
    phoneAnswerAs: string;
    signature: string;
    signatureEn: string;
  };
  persons: number;
  orders: number;
  shopUser: { email: string; name: string; shortName: string };
}

/**
 * The shop of the scenario, with the figures of its notice, and two invented shops whose names and figures are easily taken
 * for each other: a mistaken identity shows at once.
 */
/** How many persons the notice of the scenario went to. */
export const DEMO_PERSONS = 10_946;

export const DEMO_SHOPS: readonly DemoShop[] = [
  {
    slug: 'netvivi',
    tenant: '株式会社ウェアハート（デモ）',
    site: {
      name: 'NET ViVi Coordinate Collection（デモ）',
      url: 'https://netvivi.example.jp',
      glyph: 'V',
      hue: 'botan',
    },
    desk: {
      name: 'NET ViVi CC 事業部 個人情報お問合せ窓口（デモ）',
      nameEn: 'NET ViVi CC Privacy Inquiry Desk (demo)',
      replyFrom: 'privacy@netvivi.example.jp',
      shopContact: 'shop@netvivi.example.jp',
      shopContactEn: 'shop@netvivi.example.jp',
      phone: '0800-170-7773',
      phoneAnswerAs: 'NET ViVi Coordinate Collection',
      signature: [
        'NET ViVi CC 事業部 個人情報お問合せ窓口（デモ）',
        '株式会社ウェアハート（デモ）',
        '電話 0800-170-7773（平日 10:00–18:00）',
        'privacy@netvivi.example.jp',
      ].join('\n'),
      signatureEn: [
        'NET ViVi CC Privacy Inquiry Desk (demo)',
        'Phone 0800-170-7773 (weekdays 10:00-18:00, Japan time)',
        'privacy@netvivi.example.jp',
      ].join('\n'),
    },
    persons: DEMO_PERSONS,
    orders: 15_581,
    shopUser: { email: 'shop@netvivi.example.jp', name: '水野 佳代', shortName: '水野' },
  },
  {
    slug: 'komorebi-zakkaten',
    tenant: '株式会社こもれび雑貨店（デモ）',
    site: { name: 'こもれび雑貨店（デモ）', url: 'https://zakkaten.example.jp', glyph: '店', hue: 'wakatake' },
    desk: {
      name: 'こもれび雑貨店 個人情報お問い合わせ窓口（デモ）',
      nameEn: 'Komorebi Zakkaten Privacy Desk (demo)',
      replyFrom: 'privacy@zakkaten.example.jp',
      shopContact: 'shop@zakkaten.example.jp',
      shopContactEn: 'shop@zakkaten.example.jp',
      phone: '03-0000-0310',
      phoneAnswerAs: 'こもれび雑貨店',
      signature: [
        'こもれび雑貨店 個人情報お問い合わせ窓口（デモ）',
        '電話 03-0000-0310（平日 10:00–18:00）',
        'privacy@zakkaten.example.jp',
      ].join('\n'),
      signatureEn: [
        'Komorebi Zakkaten Privacy Desk (demo)',
        'Phone 03-0000-0310 (weekdays 10:00-18:00, Japan time)',
        'privacy@zakkaten.example.jp',
      ].join('\n'),
    },
    persons: 10_964,
    orders: 15_518,
    shopUser: { email: 'shop@zakkaten.example.jp', name: '野口 直人', shortName: '野口' },
  },
  {
    slug: 'komorebi-zakkakan',
    tenant: '株式会社こもれび雑貨館（デモ）',
    site: { name: 'こもれび雑貨館（デモ）', url: 'https://zakkakan.example.jp', glyph: '館', hue: 'sora' },
    desk: {
      name: 'こもれび雑貨館 個人情報お問い合わせ窓口（デモ）',
      nameEn: 'Komorebi Zakkakan Privacy Desk (demo)',
      replyFrom: 'privacy@zakkakan.example.jp',
      shopContact: 'shop@zakkakan.example.jp',
      shopContactEn: 'shop@zakkakan.example.jp',
      phone: '03-0000-0301',
      phoneAnswerAs: 'こもれび雑貨館',
      signature: [
        'こもれび雑貨館 個人情報お問い合わせ窓口（デモ）',
        '電話 03-0000-0301（平日 10:00–18:00）',
        'privacy@zakkakan.example.jp',
      ].join('\n'),
      signatureEn: [
        'Komorebi Zakkakan Privacy Desk (demo)',
        'Phone 03-0000-0301 (weekdays 10:00-18:00, Japan time)',
        'privacy@zakkakan.example.jp',
      ].join('\n'),
    },
    persons: 10_496,
    orders: 15_851,
    shopUser: { email: 'shop@zakkakan.example.jp', name: '野口 直美', shortName: '野口' },
  },
];
