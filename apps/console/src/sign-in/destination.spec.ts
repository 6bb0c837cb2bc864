import { destinationOf } from './destination.js';

const agent = { roles: ['agent' as const], permissions: ['ticket:read' as const] };
const supervisor = { roles: ['supervisor' as const], permissions: ['floor:read' as const] };
const shop = { roles: ['shop_user' as const], permissions: ['portal:read' as const] };

describe('where to go after signing in', () => {
  it.each([
    [agent, undefined, '/console/queue'],
    [supervisor, undefined, '/console/floor'],
    [shop, undefined, '/portal'],
    [agent, '/console/t/625-0184-6', '/console/t/625-0184-6'],
    [agent, '/console/queue?q=返金', '/console/queue?q=返金'],
    [shop, '/portal/tickets/625-0184-6', '/portal/tickets/625-0184-6'],
  ])('leads to the page that was asked for, or home', (person, asked, expected) => {
    expect(destinationOf(person, asked)).toBe(expected);
  });

  it.each(['//evil.example.jp', 'https://evil.example.jp/console', '/consoles', '/portal', '/console'])(
    'does not follow %s for an agent',
    (asked) => {
      expect(destinationOf(agent, asked)).toBe('/console/queue');
    },
  );

  it('never leads a shop into the console', () => {
    expect(destinationOf(shop, '/console/queue')).toBe('/portal');
  });
});
