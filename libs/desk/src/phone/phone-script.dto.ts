import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { TOPICS, type Topic } from '#libs/contracts';

export class PhoneScriptDto {
  @ApiProperty({ enum: TOPICS }) @IsIn([...TOPICS]) topic: Topic;
}
