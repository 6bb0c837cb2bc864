import { Injectable } from '@nestjs/common';
import {
  PLAIN_TOPICS,
  type Topic,
  type TrainingLevel,
  type WorkProfile,
  type WorkProfileRequest,
  type WorkRules,
} from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { WorkProfilesRepository } from './work-profiles.repository.js';

/** What each person can do at once and at all. Somebody without a profile of his or her own follows the desk's rules. */
@Injectable()
export class WorkProfiles {
  constructor(
    private readonly profiles: WorkProfilesRepository,
    private readonly users: UsersService,
  ) {}

  async of(userId: string): Promise<WorkProfile> {
    return (await this.ofAll([userId])).get(userId)!;
  }

  async ofAll(userIds: readonly string[]): Promise<Map<string, WorkProfile>> {
    const rows = await this.profiles.profiles(userIds);
    return new Map(rows.map(({ userId, ...profile }) => [userId, profile]));
  }

  /** `isNew`: this person's replies go to approval first, and only plain topics come to him or her. */
  async trainingLevelOf(userId: string): Promise<{ level: TrainingLevel; isNew: boolean }> {
    const { trainingLevel: level } = await this.of(userId);
    return { level, isNew: level === 'new' };
  }

  async save(userId: string, profile: WorkProfileRequest): Promise<void> {
    await this.users.setTrainingLevel(userId, profile.trainingLevel);
    await this.profiles.save(userId, profile);
  }

  rules(): Promise<WorkRules> {
    return this.profiles.rules();
  }

  async saveRules(rules: WorkRules): Promise<WorkRules> {
    await this.profiles.saveRules(rules);
    return this.profiles.rules();
  }
}

/** The topics that this person may be given; null: all. */
export const topicsOf = ({ topics, trainingLevel }: Pick<WorkProfile, 'topics' | 'trainingLevel'>): Topic[] | null => {
  if (trainingLevel === 'regular') return topics;
  return topics === null ? [...PLAIN_TOPICS] : topics.filter((topic) => PLAIN_TOPICS.includes(topic));
};
