import { queryOptions } from '@tanstack/react-query';
import type { TraineeRow, TrainingReview, TrainingView } from '#libs/contracts';
import { api } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

export const trainingQuery = queryOptions({
  queryKey: ['training'],
  queryFn: ({ signal }) => api.get<TrainingView>('training', { signal }),
});

/** What was seen in an answer; looked at again whenever the inquiry has changed. */
export const reviewQuery = (taskId: string, version: number) =>
  queryOptions({
    queryKey: ['training', 'review', taskId, version],
    queryFn: () => api.post<TrainingReview>(`training/tasks/${taskId}/review`),
  });

export const traineesQuery = queryOptions({
  queryKey: ['training', 'people'],
  queryFn: ({ signal }) => getItems<TraineeRow>('training/people', signal),
});
