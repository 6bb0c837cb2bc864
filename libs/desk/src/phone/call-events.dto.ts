import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { CALL_EVENTS, type CallEventName, type CallEventRequest, NUMBER_KINDS, type NumberKind } from '#libs/contracts';
import { IsInstant } from '#libs/platform';

export class CallEventDto implements CallEventRequest {
  @ApiProperty() @Matches(/^[\x21-\x7e]{1,120}$/) callId: string;
  @ApiProperty({ enum: CALL_EVENTS }) @IsIn([...CALL_EVENTS]) event: CallEventName;
  @ApiProperty() @IsString() @MaxLength(40) dialledNumber: string;
  @ApiProperty({ nullable: true, type: String })
  @ValidateIf((_, value) => value !== null)
  @IsDefined()
  @IsString()
  @MaxLength(200)
  callerNumber: string | null;
  @ApiPropertyOptional({ enum: NUMBER_KINDS }) @IsOptional() @IsIn([...NUMBER_KINDS]) numberKind?: NumberKind;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[0-9*#]{1,10}$/) agentExtension?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(254) agentEmail?: string;
  @ApiProperty() @IsInstant() at: string;
}

export class ExtensionDto {
  /** Null: at no telephone. */
  @ApiProperty({ nullable: true, type: String })
  @ValidateIf((_, value) => value !== null)
  @Matches(/^[0-9*#]{1,10}$/)
  extension: string | null;
}
