import { readHeaderBlock } from '../reading/header-block.js';
import { clientOfHops } from './received.js';

const CLIENT = '192.0.2.25';
const postfix = (client: string, by = 'mx.example.jp') =>
  `Received: from mail.shop.example.jp (mx.shop.example.jp [${client}])\r\n\tby ${by} (Postfix) with ESMTP id 4X\r\n\tfor <privacy@desk.example.jp>; Thu, 25 Jun 2026 14:20:11 +0900 (JST)`;
const clientIn = (...headers: string[]) => {
  const raw = Buffer.from(`${headers.join('\r\n')}\r\nFrom: a@shop.example.jp\r\n\r\ntext\r\n`);
  return clientOfHops(readHeaderBlock(raw, 0, raw.length).headers, ['mx.example.jp', 'in.example.jp'], (address) =>
    address.startsWith('10.'),
  );
};

test.each([
  ['Postfix', postfix(CLIENT)],
  [
    'Postfix over TLS',
    postfix(CLIENT).replace(
      '\r\n\tby',
      '\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\t key-exchange X25519)\r\n\t(No client certificate requested)\r\n\tby',
    ),
  ],
  ['a client without a name', postfix(CLIENT).replace('mx.shop.example.jp [', 'unknown [')],
])('%s says who the client was', (_server, header) => {
  expect(clientIn(header)).toEqual({ address: CLIENT, helo: 'mail.shop.example.jp' });
});

test('an IPv6 client is named as one', () => {
  expect(clientIn(postfix('IPv6:2001:db8::25'))?.address).toBe('2001:db8::25');
});

test('the outermost of our servers says it, not the one next to the desk', () => {
  expect(clientIn(postfix('10.0.0.7', 'in.example.jp'), postfix(CLIENT))?.address).toBe(CLIENT);
});

test('nobody else’s word counts, and not the client’s own', () => {
  expect(clientIn(postfix(CLIENT, 'mx.evil.example'), postfix(CLIENT))).toBeNull();
  expect(clientIn(postfix('10.0.0.7', 'in.example.jp'), postfix(CLIENT, 'mx.evil.example'))).toBeNull();
  const words = 'Received: from x (y [192.0.2.25]) by mx.example.jp (z [203.0.113.9]) by mx.example.jp; date';
  expect(clientIn(words)).toBeNull();
  expect(clientIn('Received: by mx.example.jp; Thu, 25 Jun 2026 14:20:11 +0900')).toBeNull();
  expect(clientIn()).toBeNull();
});
