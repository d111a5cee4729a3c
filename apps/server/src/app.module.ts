import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DispatcherModule } from '#dispatcher';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { CoreModule, type ServerStart } from './core.module.js';
import { ControlModule } from './control/control.module.js';
import { dataSourceOptions } from './database/data-source-options.js';
import { GitHttpModule } from './git-http/git-http.module.js';
import { ErrorFilter } from './http/errors/error.filter.js';
import { strictValidation, validation } from './http/validation/validation.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { PagesModule } from './pages/pages.module.js';
import { RestModule } from './rest/rest.module.js';
import { RestOlderModule } from './rest-older/rest-older.module.js';
import { SnapshotsModule } from './snapshots/snapshots.module.js';
import { SinkModule } from './sink/sink.module.js';

@Module({})
export class AppModule {
  static with(start: ServerStart): DynamicModule {
    const { settings, place } = start;
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions({
            dataFolder: place.dataFolder,
            isEphemeral: settings.data === null,
            lockWaitMs: settings.lockWaitMs,
          }),
          retryAttempts: 0,
        }),
        CoreModule.with(start),
        ForgeModule,
        HooksModule,
        DispatcherModule,
        SnapshotsModule,
        GitHttpModule,
        RestModule,
        RestOlderModule,
        OAuthModule,
        ControlModule,
        SinkModule,
        PagesModule,
      ],
      providers: [
        { provide: APP_PIPE, useValue: settings.strictFields ? strictValidation : validation },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
