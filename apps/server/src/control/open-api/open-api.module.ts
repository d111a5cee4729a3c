import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { OpenApiController } from './open-api.controller.js';
import { OpenApi } from './open-api.js';

@Module({ imports: [ForgeModule], controllers: [OpenApiController], providers: [OpenApi] })
export class OpenApiModule {}
