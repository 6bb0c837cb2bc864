export { MessageDeliverJob } from './email/message-deliver.job.js';
export { MessageIds } from './email/message-ids.js';
export { ChannelsModule } from './channels.module.js';
