import { Module } from '@nestjs/common';
import { SupervisorCallsRepository } from '../floor/supervisor-calls.repository.js';
import { AgentStatesRepository } from './agent-states.repository.js';
import { AgentStates } from './agent-states.service.js';
import { WorkProfilesRepository } from './work-profiles.repository.js';
import { WorkProfiles } from './work-profiles.service.js';

/** What people are doing and what they can do; knows nothing of tickets, so that tickets, phone and floor can ask it. */
@Module({
  providers: [AgentStates, AgentStatesRepository, SupervisorCallsRepository, WorkProfiles, WorkProfilesRepository],
  exports: [AgentStates, AgentStatesRepository, SupervisorCallsRepository, WorkProfiles],
})
export class AgentsModule {}
