import type { CountUnit, Language } from '#libs/contracts';

export interface Count {
  unit: CountUnit;
  value: number;
  /** A rounded figure: 約. */
  about: boolean;
  /** An upper bound: 最大. */
  max: boolean;
}

const UNITS: Record<CountUnit, { ja: string; one: string; many: string }> = {
  persons: { ja: '名', one: 'person', many: 'persons' },
  orders: { ja: '件', one: 'order', many: 'orders' },
  records: { ja: '件', one: 'record', many: 'records' },
  companies: { ja: '社', one: 'company', many: 'companies' },
  sites: { ja: '店舗', one: 'shop', many: 'shops' },
  operators: { ja: '名', one: 'operator account', many: 'operator accounts' },
};

/** A figure with its unit, never without: 「10,946名」, 「約980,000件」, "up to 131,464 records". */
export const countText = (count: Count, language: Language): string => {
  const figure = new Intl.NumberFormat(language === 'ja' ? 'ja-JP' : 'en-GB').format(count.value);
  const unit = UNITS[count.unit];
  if (language === 'ja') return `${count.max ? '最大' : ''}${count.about ? '約' : ''}${figure}${unit.ja}`;
  const words = `${figure} ${count.value === 1 ? unit.one : unit.many}`;
  return `${count.max ? 'up to ' : ''}${count.about ? 'about ' : ''}${words}`;
};
