import { permissionRoom, type Socket, tenantRoom } from '#libs/platform';
import type { TicketEntity } from './ticket.entity.js';

/** The sockets of those who see a tenant's tickets for few eyes, and hear of its escalations. */
export const supervisorRoom = (tenantId: string): string => `${tenantRoom(tenantId)}:restricted`;

/** Who hears of this ticket. */
export const roomOf = (ticket: Pick<TicketEntity, 'tenantId' | 'lane'>): string =>
  ticket.lane === null ? tenantRoom(ticket.tenantId) : supervisorRoom(ticket.tenantId);

/** Each socket's rooms are the server's choice: whoever may see restricted tickets hears of them, in his or her own tenants. */
export const joinSupervisorRooms = async (socket: Socket): Promise<void> => {
  if (!socket.rooms.has(permissionRoom('ticket:restricted'))) return;
  const tenants = [...socket.rooms].filter((room) => /^tenant:[0-9a-f-]{36}$/.test(room));
  await socket.join(tenants.map((room) => `${room}:restricted`));
};
