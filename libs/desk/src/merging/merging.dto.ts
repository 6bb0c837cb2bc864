import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, MaxLength, Min } from 'class-validator';
import type { MergeRequest } from '#libs/contracts';

export class MergeDto implements MergeRequest {
  @ApiProperty({ description: 'Id or reference number of the ticket that answers for both' })
  @IsString()
  @MaxLength(40)
  into: string;

  @ApiProperty({ description: 'The version of this ticket that was seen' }) @IsInt() @Min(1) baseVersion: number;
  @ApiProperty({ description: 'The version of the other ticket that was seen' }) @IsInt() @Min(1) intoVersion: number;
}
