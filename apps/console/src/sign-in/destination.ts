import { isShopRole, type SignedInUser } from '#libs/contracts';

type Person = Pick<SignedInUser, 'roles' | 'permissions'>;

/** True for a shop's own people: they live in the portal and never see a route of the console. */
export const isShopPerson = (person: Person): boolean => person.roles.some(isShopRole);

/** Where this role begins its day. */
export const homeOf = (person: Person): string => {
  if (isShopPerson(person)) return '/portal';
  return person.permissions.includes('floor:read') ? '/console/floor' : '/console/queue';
};

/** The page that was asked for before signing in, when it is one of ours and this person's; else the role's home. */
export const destinationOf = (person: Person, asked: string | undefined): string => {
  const area = isShopPerson(person) ? '/portal' : '/console';
  const isOwn = asked !== undefined && (asked === area || asked.startsWith(`${area}/`) || asked.startsWith(`${area}?`));
  return isOwn && asked !== '/console' ? asked : homeOf(person);
};
