import type { MisuseCluster, MisuseContact, MisusePretext, MisuseState } from '#libs/contracts';

/** What the words of a report tell of whoever misuses the data. */
export interface MisuseSigns {
  contact: MisuseContact;
  pretext: MisusePretext;
  hosts: string[];
}

/** The first that is found is taken: the more certain sign stands first. */
const CONTACTS: readonly [MisuseContact, RegExp][] = [
  ['sms', /SMS|ショートメッセージ|text message/iu],
  ['card', /明細|知らない買い物|(?:カード|不正)[^。]{0,8}(?:使われ|利用され|決済)|card statement|charged/iu],
  ['call', /電話(?!番号|帳)|着信|(?:phone|called) /iu],
  ['mail', /メール|添付|e-?mail/iu],
  ['post', /請求書|郵便|はがき|ハガキ|ダイレクトメール|DM|letter/iu],
];
const PRETEXTS: readonly [MisusePretext, RegExp][] = [
  ['deletion', /(?:消して|削除して)(?:あげ|やる|くれ|差し上げ)|情報を消す|手数料|delete your data/iu],
  ['authority', /警察|弁護士|役所|消費者センター|銀行協会|police/iu],
  ['unpaid', /未払い|未納|請求|滞納|unpaid|invoice/iu],
  ['purchase', /知らない買い物|明細|購入され|不正(?:に)?(?:使用|利用)|purchase/iu],
  ['shop', /(?:を|と)名乗る|窓口|お店の者|pretend/iu],
];
const HOSTS = /(?:https?:\/\/|@)([a-z0-9](?:[a-z0-9.-]{0,200})\.[a-z]{2,24})/giu;
const MOST_HOSTS = 5;

/** `ownHost`: where the requester's own address is, which says nothing of the stranger. */
export const signsOf = (text: string, ownHost: string | null): MisuseSigns => {
  const plain = text.normalize('NFKC');
  const hosts = [...plain.matchAll(HOSTS)].map((match) => match[1]!.toLowerCase());
  return {
    contact: CONTACTS.find(([, words]) => words.test(plain))?.[0] ?? 'unknown',
    pretext: PRETEXTS.find(([, words]) => words.test(plain))?.[0] ?? 'unknown',
    hosts: [...new Set(hosts)].filter((host) => host !== ownHost).slice(0, MOST_HOSTS),
  };
};

interface Report extends MisuseSigns {
  tenantId: string;
  reportedAt: Date;
  state: MisuseState;
}

/** Reports that resemble each other: the same way, the same pretext. One that was found to be none of it counts no more. */
export const clustersOf = (reports: readonly Report[]): MisuseCluster[] => {
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const { contact, pretext, state } = report;
    if (state === 'unfounded' || (contact === 'unknown' && pretext === 'unknown')) continue;
    const key = `${contact} ${pretext}`;
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group): MisuseCluster => {
      const named = group.flatMap(({ hosts }) => hosts);
      return {
        contact: group[0]!.contact,
        pretext: group[0]!.pretext,
        reports: group.length,
        shops: new Set(group.map(({ tenantId }) => tenantId)).size,
        confirmed: group.filter(({ state }) => state === 'confirmed').length,
        latestAt: new Date(Math.max(...group.map(({ reportedAt }) => reportedAt.getTime()))).toISOString(),
        hosts: [...new Set(named.filter((host, at) => named.indexOf(host) !== at))],
      };
    })
    .toSorted((one, other) => other.reports - one.reports || other.latestAt.localeCompare(one.latestAt));
};
