import { IconFileText, IconMail, IconPhone } from '@tabler/icons-react';
import type { Channel } from '#libs/contracts';

const ICONS = { form: IconFileText, email: IconMail, phone: IconPhone } as const;

/** The channel's sign; the word stands beside it or in the accessible name. */
export const ChannelIcon = ({ channel, size = 16 }: { channel: Channel; size?: number }) => {
  const Icon = ICONS[channel];
  return <Icon size={size} stroke={1.75} aria-hidden="true" />;
};
