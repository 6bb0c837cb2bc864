import { addressOfMailHost, isForbiddenAddress, isMailHostName } from './mail-host.js';

test.each([
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  'fe80::1',
  'fd00:ec2::254',
  '100.100.100.200',
  '0.0.0.0',
  '::',
  '64:ff9b::a9fe:a9fe',
  '255.255.255.255',
  '224.0.0.1',
])('%s is no place for a mailbox', (address) => expect(isForbiddenAddress(address)).toBe(true));

test.each(['127.0.0.1', '10.0.0.5', '192.168.1.1', '203.0.113.7', '2001:db8::1', '::1', '::ffff:10.0.0.5'])(
  '%s may hold one',
  (address) => expect(isForbiddenAddress(address)).toBe(false),
);

test.each(['2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518'])(
  'the metadata address written as %s is the same address',
  async (host) => expect(addressOfMailHost(host)).rejects.toMatchObject({ reason: 'host_refused' }),
);

test.each([
  '',
  '127.1',
  '169.254.169.254',
  'a b',
  'imap.example.jp/x',
  'user@imap.example.jp',
  'a\r\nb',
  '[::1]',
  '-x',
  'x'.repeat(254),
])('"%s" is no host name', async (host) => {
  expect(isMailHostName(host)).toBe(false);
  await expect(addressOfMailHost(host)).rejects.toMatchObject({ reason: 'host_refused' });
});

test('a name that nobody has is unknown', async () => {
  await expect(addressOfMailHost('imap.invalid')).rejects.toMatchObject({ reason: 'host_unknown' });
});
